import type { Sender } from "../events.ts";
import { makeDevice, makeOrigin, PLACES, PROVIDERS } from "../origins.ts";
import { beginSignIn, signInBy, wrongPassword } from "../signin.ts";
import type { Stage } from "../stage.ts";
import { MINUTE, SECOND } from "../time.ts";
import { OFFICES } from "../zones.ts";

const BUCKET = "/api/v1/users";
const BUCKET_UUID = "5c1d7a36-2f0b-3e8a-9b4e-6f2d8c0a7e15";

/**
 * The backup job was rewritten two days ago. Every four hours it tries the password of before, twice, and then the one
 * that is right; and it asks for every user one by one, which uses up the org's rate limit for minutes.
 */
export function tellHammeringService(stage: Stage): void {
  const service = stage.person("svc-backup");
  const random = stage.random("story/hammering-service");
  const network = {
    ip: "192.0.2.15",
    place: PLACES.portland,
    provider: PROVIDERS.harbor,
    zone: OFFICES,
    isProxy: false,
  };
  const origin = makeOrigin(network, makeDevice("script", random));

  for (let run = 12; run >= 1; run--) {
    const at = stage.before({ hours: run * 4 - 3, minutes: 7 });
    const signIn = beginSignIn(stage, service, origin);
    wrongPassword(stage, signIn, at, "/api/v1/authn");
    wrongPassword(stage, signIn, at + 4 * SECOND, "/api/v1/authn");
    signInBy(stage, signIn, at + 9 * SECOND, "password");
    for (let minute = 1; minute <= 4; minute++) {
      limited(stage, signIn, at + minute * MINUTE - 25 * SECOND, "warning");
      limited(stage, signIn, at + minute * MINUTE - 11 * SECOND, "violation");
    }
  }
}

function limited(stage: Stage, service: Sender, at: number, what: "warning" | "violation"): void {
  stage.log.add({
    at,
    type: `system.org.rate_limit.${what}`,
    by: service,
    request: stage.log.request(BUCKET, { query: "limit=1" }),
    targets: [
      { id: BUCKET, type: "URL Pattern", alternateId: null, displayName: null, detailEntry: null },
      { id: BUCKET_UUID, type: "Bucket Uuid", alternateId: null, displayName: null, detailEntry: null },
    ],
    debug: {
      rateLimitScopeType: "ORG",
      rateLimitSecondsToReset: what === "warning" ? "25" : "11",
      threshold: "600",
      timeSpan: "1",
      timeUnit: "MINUTES",
      userId: service.actor.id,
      ...(what === "warning" ? { warningPercent: "60" } : {}),
    },
  });
}
