import { type AuthInfo, OAuthError, OAuthErrorCode, type OAuthTokenVerifier } from "@modelcontextprotocol/server";
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from "jose";
import type { Log } from "../log.ts";
import { type AccessRule, ruleFor } from "./access.ts";
import type { Caller } from "./caller.ts";
import type { AuthSettings } from "./settings.ts";

/** Okta's custom authorization servers sign with it, and with nothing else unless they are told to. */
const ALGORITHMS = ["RS256", "ES256"];

/** Seconds by which clocks may differ. */
const TOLERANCE = 30;

/** An access token's bearer, as the verifier hands it on. */
export interface BearerInfo extends AuthInfo {
  extra: { caller: Caller };
}

/**
 * Checks access tokens (RFC 9068, RFC 8725) by the keys that the authorization server publishes, which are fetched with
 * the first token and when a token names a new one.
 */
export function tokenVerifier({ issuer, audience, rules }: AuthSettings, log: Log): OAuthTokenVerifier {
  const keys = createRemoteJWKSet(new URL(`${issuer}/v1/keys`));

  async function claimsOf(token: string): Promise<JWTPayload> {
    try {
      const options = { issuer, audience, algorithms: ALGORITHMS, clockTolerance: TOLERANCE };
      return (await jwtVerify(token, keys, { ...options, requiredClaims: ["exp", "sub"] })).payload;
    } catch (error) {
      if (!(error instanceof errors.JOSEError) || FAILURES.includes(error.code)) {
        log("ERROR", "the authorization server's keys cannot be read", { issuer, error: String(error) });
        throw new OAuthError(OAuthErrorCode.ServerError, "The authorization server's keys cannot be read now");
      }
      throw new OAuthError(OAuthErrorCode.InvalidToken, `The access token is not good: ${error.message}`);
    }
  }

  return {
    async verifyAccessToken(token): Promise<BearerInfo> {
      const claims = await claimsOf(token);
      const scopes = strings(claims.scp);
      const caller = callerOf(claims, scopes, rules);
      const { cid } = claims;
      return { token, clientId: String(cid ?? ""), scopes, expiresAt: claims.exp!, extra: { caller } };
    },
  };
}

/** What jose calls a key set that cannot be had, which says nothing of the token. */
const FAILURES = ["ERR_JWKS_TIMEOUT", "ERR_JWKS_INVALID", "ERR_JOSE_GENERIC"];

/** In Okta's access tokens `sub` is the login and `uid` the id; a client that acts for itself has no `uid`. */
function callerOf(claims: JWTPayload, scopes: string[], rules: readonly AccessRule[] | undefined): Caller {
  const { sub, uid } = claims;
  const name = typeof uid === "string" ? `${sub} (${uid})` : `OAuth client (${sub})`;
  if (rules === undefined) return { name };
  const access = ruleFor(rules, { groups: strings(claims.groups), scopes });
  if (access === undefined) {
    throw new OAuthError(OAuthErrorCode.InsufficientScope, "No rule of MCP_ACCESS names your groups or scopes");
  }
  return { name, access };
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
