import type { Okta } from "./client.ts";
import { all } from "./list.ts";
import { list, number, object, text } from "./read.ts";

/** An agent: a program in the company's network through which Okta reaches a directory. */
export interface Agent {
  name: string;
  /** `OPERATIONAL`, `DEGRADED`, `DISRUPTED`, `INACTIVE`. */
  status: string;
  /** When it last spoke to Okta, ISO 8601. */
  lastConnection: string | null;
}

/** Agents that stand in for one another. */
export interface AgentPool {
  id: string;
  name: string;
  /** `AD`, `LDAP`, `IWA`, `RADIUS`, … */
  type: string;
  /** As of an agent: `OPERATIONAL` while enough of them work. */
  status: string;
  agents: Agent[];
}

/** The agent pools of the org; none where no directory is connected. @throws OktaError */
export function agentPools(okta: Okta): Promise<AgentPool[]> {
  return all(okta, "/api/v1/agentPools", {}, (item) => {
    const { id, name, type, operationalStatus, agents } = object(item);
    return {
      id: text(id) ?? "",
      name: text(name) ?? text(id) ?? "",
      type: text(type) ?? "UNKNOWN",
      status: text(operationalStatus) ?? "UNKNOWN",
      agents: list(agents).map(object).map(({ name, operationalStatus, lastConnection }) => {
        const time = number(lastConnection);
        return {
          name: text(name) ?? "",
          status: text(operationalStatus) ?? "UNKNOWN",
          lastConnection: time === null ? null : new Date(time).toISOString(),
        };
      }),
    };
  });
}
