import { registerSecret } from "../redact.ts";
import type { Authorizer } from "./authorizer.ts";

/**
 * Authenticates with an Okta API token (`Authorization: SSWS …`). The token carries the admin rights of its creator, and
 * is masked from now on in everything that passes {@linkcode redact}.
 *
 * @param token as the Admin Console shows it once, at Security > API > Tokens; a leading `SSWS` is accepted
 * @throws {TypeError} where the token holds characters that no header can carry
 */
export function apiToken(token: string): Authorizer {
  const value = token.trim().replace(/^SSWS\s+/i, "");
  if (!/^[\x21-\x7e]+$/.test(value)) {
    throw new TypeError(
      "Cannot use the API token: it is empty or holds spaces or special characters. Copy it again from Security > API > Tokens.",
    );
  }
  registerSecret(value);
  const headers = { Authorization: `SSWS ${value}` };
  return { kind: "api-token", authorize: () => Promise.resolve({ ...headers }) };
}
