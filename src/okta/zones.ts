import type { Okta } from "./client.ts";
import { all } from "./list.ts";
import { object, text } from "./read.ts";

/** A network zone: what a policy rule names when it speaks of places. */
export interface Zone {
  id: string;
  name: string;
  /** `IP`, `DYNAMIC`, `DYNAMIC_V2`. */
  type: string;
  status: string;
  /** `POLICY` for rules, `BLOCKLIST` where Okta refuses every request from it. */
  usage: string | null;
}

/** The network zones of the org. @throws OktaError */
export function networkZones(okta: Okta): Promise<Zone[]> {
  return all(okta, "/api/v1/zones", { query: { limit: 200 } }, (item) => {
    const { id, name, type, status, usage } = object(item);
    return {
      id: text(id) ?? "",
      name: text(name) ?? text(id) ?? "",
      type: text(type) ?? "UNKNOWN",
      status: text(status) ?? "UNKNOWN",
      usage: text(usage),
    };
  });
}
