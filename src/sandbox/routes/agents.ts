/** The pools of directory agents: read. */
import { type Context, ok, type Reply } from "../context.ts";
import { routes } from "../router.ts";

export const agentRoutes = routes("okta.agentPools", [["GET", "/api/v1/agentPools", listPools]]);

function listPools({ state, url }: Context): Reply {
  return ok((state.agentPools ?? []).map((pool) => ({
    ...pool,
    disruptedAgents: pool.agents.filter(({ operationalStatus }) => operationalStatus === "DISRUPTED").length,
    inactiveAgents: pool.agents.filter(({ operationalStatus }) => operationalStatus === "INACTIVE").length,
    _links: { self: { href: `${url.origin}/api/v1/agentPools/${pool.id}` } },
  })));
}
