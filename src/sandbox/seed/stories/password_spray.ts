import { act, adminRequest, atConsole } from "../admin.ts";
import { unknownEntity } from "../events.ts";
import type { EventType } from "../events.ts";
import { makeDevice, makeOrigin, PLACES, PROVIDERS } from "../origins.ts";
import { beginSignIn, wrongPassword } from "../signin.ts";
import type { Stage } from "../stage.ts";
import { DAY, HOUR, lastLocal, MINUTE, recordTime, SECOND } from "../time.ts";
import { BLOCKED } from "../zones.ts";

const ADDRESS = "203.0.113.77";

/** Whose logins the attacker had, likely from a list of speakers and authors. */
const SPRAYED = [
  ...["eleanor.marsh", "rajesh.menon", "maria.lopez", "alex.kim", "noah.fischer", "chloe.dubois", "olivia.grant"],
  ...["maria.lopes", "hugo.laurent", "mei.lin", "victor.almeida", "hannah.weiss", "george.stavros", "patricia.nolan"],
  ...["arjun.patel", "alex.kim2", "sofia.andersson", "tomasz.nowak", "emily.rhodes", "ruth.abrams"],
];

/**
 * Four nights ago one address tried twenty people with the same two passwords, and got in nowhere. ThreatInsight only
 * logs here, so nothing stopped it; Yuki Tanaka blocked the address in the morning.
 */
export function tellPasswordSpray(stage: Stage): void {
  const random = stage.random("story/password-spray");
  const network = { ip: ADDRESS, place: PLACES.rotterdam, provider: PROVIDERS.botHost, zone: null, isProxy: true };
  const origin = makeOrigin(network, makeDevice("script", random));
  const start = lastLocal(stage.now, -5, 1, 12, 3 * DAY + 12 * HOUR);
  const suspicious = {
    behaviors: ["New IP", "New Device"],
    level: "HIGH",
    reasons: "Suspected Threat",
    threat: true,
  } as const;

  const noted = (type: EventType, at: number, reason?: string) =>
    stage.log.add({
      at,
      type,
      by: { actor: unknownEntity("unknown"), origin },
      request: stage.log.request("/api/v1/authn"),
      ...(type === "security.threat.detected" ? { result: "ALLOW" as const } : {}),
      ...(reason ? { reason } : {}),
      debug: { threatSuspected: "true" },
    });

  let at = start;
  for (const pause of [0, 24 * MINUTE]) {
    at += pause;
    SPRAYED.forEach((key, index) => {
      at += random.between(9, 27) * SECOND;
      wrongPassword(stage, beginSignIn(stage, stage.person(key), origin, suspicious), at, "/api/v1/authn");
      if (index % 7 === 6) noted("security.threat.detected", at + 500, "Password Spray");
    });
  }
  noted("security.attack.start", start + 6 * MINUTE, "Password Spray");
  noted("security.attack.end", at + 45 * MINUTE);

  const blocked = at + 8 * HOUR;
  const zone = stage.zone(BLOCKED);
  zone.gateways = [...zone.gateways as unknown[], { type: "RANGE", value: `${ADDRESS}-${ADDRESS}` }];
  zone.lastUpdated = recordTime(blocked);
  const yuki = atConsole(stage, "yuki.tanaka");
  act(stage, yuki, blocked, "zone.update", adminRequest(stage, yuki, `/api/v1/zones/${zone.id}`), [
    { id: zone.id, type: "NetworkZone", alternateId: "unknown", displayName: zone.name, detailEntry: null },
  ], { debug: { addedAddresses: ADDRESS } });
}
