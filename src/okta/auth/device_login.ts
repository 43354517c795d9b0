import type { DeviceAuthorizationResponse } from "oauth4webapi";
import type { Clock } from "../clock.ts";
import { OktaError } from "../errors.ts";
import { oauthAdvice } from "./advice.ts";
import type { OAuthServer, Token } from "./oauth_server.ts";

/** How long to leave between two questions where the org does not say it (RFC 8628 §3.2). */
const usualSeconds = 5;
/** What RFC 8628 §3.5 adds to the interval on `slow_down`. */
const slowerSeconds = 5;

/**
 * Waits until the person has signed in (RFC 8628 §3.5).
 *
 * @throws {OktaError} with code `expired_token` or `access_denied` where nobody did; the signal's reason
 */
export async function awaitLogin(
  server: OAuthServer,
  { device_code, expires_in, interval = usualSeconds }: DeviceAuthorizationResponse,
  clock: Clock,
  signal: AbortSignal,
): Promise<Token> {
  const end = clock.now() + expires_in * 1000;
  for (let seconds = interval;;) {
    await clock.sleep(seconds * 1000, signal);
    if (clock.now() >= end) {
      const facts = { kind: "okta", method: "POST", path: "/oauth2/v1/token", code: "expired_token" } as const;
      const nextStep = oauthAdvice("expired_token", "device");
      throw new OktaError({ ...facts, summary: "nobody signed in before the code expired", nextStep });
    }
    try {
      return await server.token("urn:ietf:params:oauth:grant-type:device_code", { device_code });
    } catch (error) {
      if (!(error instanceof OktaError)) throw error;
      if (error.code === "slow_down") seconds += slowerSeconds;
      else if (error.kind === "timeout" || error.kind === "network") seconds *= 2;
      else if (error.code !== "authorization_pending") throw error;
    }
  }
}
