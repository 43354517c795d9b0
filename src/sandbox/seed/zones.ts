/** Network zones of the demo org. */

import type { OrgState } from "../state.ts";
import type { Stage } from "./stage.ts";
import { recordTime } from "./time.ts";

export const OFFICES = "Harbor Offices";
export const VPN = "Harbor VPN";
export const COUNTRIES = "Harbor Countries";
export const BLOCKED = "BlockedIpZone";

const cidr = (value: string) => ({ type: "CIDR", value });
const range = (value: string) => ({ type: "RANGE", value });

type Zone = OrgState["zones"] extends Map<string, infer Z> ? Z : never;

export function drawZones(stage: Stage): void {
  const zone = (name: string, days: number, rest: Record<string, unknown>): void => {
    const created = recordTime(stage.before({ days }));
    const record: Zone = {
      type: "IP",
      id: stage.id("nzo", name),
      name,
      status: "ACTIVE",
      usage: "POLICY",
      created,
      lastUpdated: created,
      system: false,
      ...rest,
    };
    stage.state.zones.set(record.id, record);
  };

  zone("LegacyIpZone", 780, { system: true, gateways: null, proxies: null });
  zone(BLOCKED, 780, {
    system: true,
    usage: "BLOCKLIST",
    gateways: [range("203.0.113.64-203.0.113.71")],
    proxies: null,
  });
  zone(OFFICES, 772, { gateways: [cidr("192.0.2.0/25")], proxies: null });
  zone(VPN, 655, { gateways: [cidr("192.0.2.128/27")], proxies: null });
  zone(COUNTRIES, 610, {
    type: "DYNAMIC",
    locations: ["US", "CA", "GB", "PT"].map((country) => ({ country, region: null })),
    proxyType: null,
    asns: [],
  });
}
