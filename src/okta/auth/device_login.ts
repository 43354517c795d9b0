import type { Clock } from "../clock.ts";
import { OktaError } from "../errors.ts";
import { unreadable } from "../failures.ts";
import { registerSecret } from "../redact.ts";
import { oauthAdvice } from "./advice.ts";
import type { OAuthServer, Token } from "./oauth_server.ts";

/** What the person who signs in has to know, and what the program waits with (RFC 8628 §3.2). */
export interface DeviceCode {
  deviceCode: string;
  userCode: string;
  verificationUri: string;
  /** The same with the code in it. */
  verificationUriComplete: string;
  expiresInSeconds: number;
  intervalSeconds: number;
}

const authorizePath = "/oauth2/v1/device/authorize";
const tokenPath = "/oauth2/v1/token";
/** What RFC 8628 §3.5 adds to the interval on `slow_down`. */
const slowerSeconds = 5;

/** Asks for a code. `offline_access` brings the refresh token, and belongs to OpenID Connect. */
export async function startDeviceLogin(server: OAuthServer, scopes: readonly string[]): Promise<DeviceCode> {
  const answer = await server.post(authorizePath, { scope: ["openid", "offline_access", ...scopes].join(" ") });
  const body = await answer.json() as Record<string, unknown> | null;
  const { device_code, user_code, verification_uri, verification_uri_complete, expires_in, interval } = body ?? {};
  if (typeof device_code !== "string" || typeof user_code !== "string" || typeof verification_uri !== "string") {
    throw unreadable({ method: "POST", path: authorizePath }, answer, "the answer holds no code");
  }
  registerSecret(device_code);
  return {
    deviceCode: device_code,
    userCode: user_code,
    verificationUri: verification_uri,
    verificationUriComplete: typeof verification_uri_complete === "string"
      ? verification_uri_complete
      : verification_uri,
    expiresInSeconds: Number(expires_in) || 600,
    intervalSeconds: Number(interval) || 5,
  };
}

/**
 * Waits until the person has signed in (RFC 8628 §3.5).
 *
 * @throws {OktaError} with code `expired_token` or `access_denied` where nobody did; the signal's reason
 */
export async function awaitLogin(
  server: OAuthServer,
  { deviceCode, expiresInSeconds, intervalSeconds }: DeviceCode,
  clock: Clock,
  signal: AbortSignal,
): Promise<Token> {
  const end = clock.now() + expiresInSeconds * 1000;
  for (let seconds = intervalSeconds;;) {
    await clock.sleep(seconds * 1000, signal);
    if (clock.now() >= end) {
      const facts = { kind: "okta", method: "POST", path: tokenPath, code: "expired_token" } as const;
      const nextStep = oauthAdvice("expired_token", "device");
      throw new OktaError({ ...facts, summary: "nobody signed in before the code expired", nextStep });
    }
    try {
      return await server.token({
        grant_type: "urn:ietf:params:oauth:grant-type:device_code",
        device_code: deviceCode,
      });
    } catch (error) {
      if (!(error instanceof OktaError)) throw error;
      if (error.code === "slow_down") seconds += slowerSeconds;
      else if (error.kind === "timeout" || error.kind === "network") seconds *= 2;
      else if (error.code !== "authorization_pending") throw error;
    }
  }
}
