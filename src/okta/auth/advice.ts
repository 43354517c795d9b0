import type { OAuthCredential } from "./credential.ts";

const page = "Applications > Applications > the app";
const app = `In the Admin Console, open ${page}`;
const keyPair = "To use a key pair instead of the secret: (1) run mcp-okta-support keygen; " +
  `(2) in the Admin Console, open ${page} > General > Client Credentials > Edit, ` +
  "choose Public key / Private key and add the public JWK that keygen printed; " +
  "(3) set OKTA_PRIVATE_KEY to the path of the private key's file; (4) take OKTA_CLIENT_SECRET away.";
const loginAgain = "Run mcp-okta-support login again.";

/** By OAuth's error code (RFC 6749 §5.2, RFC 8628 §3.5, RFC 9449 §5) and Okta's own `consent_required`. */
const byCode: Readonly<Record<string, string>> = {
  consent_required:
    `${app} > Okta API Scopes and grant the scopes that OKTA_SCOPES asks for (or, where it is not set, those that mcp-okta-support tools lists).`,
  invalid_scope:
    `One of the scopes is misspelt, or the org does not offer it. Set OKTA_SCOPES to those that the app shows as granted: ${app} > Okta API Scopes.`,
  unauthorized_client:
    `${app} > General > Grant type: a service app needs Client Credentials, a native app needs Device Authorization and Refresh Token.`,
  access_denied: `Whoever signs in must be assigned to the app: ${app} > Assignments. Then sign in again and allow it.`,
  expired_token: `The code was not used in time. ${loginAgain}`,
  invalid_grant: loginAgain,
  invalid_dpop_proof: "Check this machine's clock: a DPoP proof must be less than five minutes old.",
  too_many_user_codes: "Wait some minutes, then run mcp-okta-support login again.",
};

/** What to do when Okta refuses a client, its grant or its login; undefined where the general advice will do. */
export function oauthAdvice(code: string | undefined, kind: OAuthCredential["kind"]): string | undefined {
  if (code !== "invalid_client") return code === undefined ? undefined : byCode[code];
  switch (kind) {
    case "private-key":
      return `Check that OKTA_CLIENT_ID is the app's, that the public half of OKTA_PRIVATE_KEY is there and active under ` +
        `the same key id as OKTA_KEY_ID (${page} > General > Client Credentials in the Admin Console), that the app is ` +
        "active, that OKTA_ORG_URL is the org's own address, to which the assertion is made out, and this machine's clock.";
    case "client-secret":
      return "Okta lets no client secret into its management API, except that of an API service integration from its " +
        `catalog: there, check OKTA_CLIENT_ID and OKTA_CLIENT_SECRET. ${keyPair}`;
    case "device":
      return `Check that OKTA_CLIENT_ID is the id of a native app, which needs no secret, and that it is active: ${app} > General.`;
  }
}
