import { agentPools } from "../../okta/agents.ts";
import { amount } from "../shared/listing.ts";
import { age } from "../shared/moment.ts";
import { type Check, concern } from "./check.ts";

const NEXT = "search_logs event_type=system.agent.* since=24h";

/** Directory agents that are down: people whose passwords a directory keeps cannot sign in then. */
export const checkAgents: Check = async ({ okta, now }) => {
  const pools = await agentPools(okta);
  const broken = pools.filter(({ status }) => status !== "OPERATIONAL");
  const down = pools.filter((pool) => !broken.includes(pool))
    .flatMap(({ name: pool, agents }) => agents.map((agent) => ({ ...agent, pool })))
    .filter(({ status }) => status !== "OPERATIONAL");
  return {
    concerns: [
      ...concern(
        "high",
        "the connection to a directory is not working as it should",
        broken,
        ({ name, type, status }) => `${name} (${type}, ${status})`,
        () => NEXT,
      ),
      ...concern(
        "medium",
        "an agent is down, others still do its work",
        down,
        ({ name, pool, status, lastConnection }) =>
          `${name} of ${pool} (${status}${
            lastConnection === null ? "" : `, last heard of ${age(lastConnection, now())}`
          })`,
        () => NEXT,
      ),
    ],
    looked: amount(pools.length, "agent pool"),
  };
};
