import { SignJWT } from "jose";
import { registerSecret } from "../redact.ts";
import type { OrgClock } from "./org_clock.ts";
import type { SigningKey } from "./signing_key.ts";

/** What proves the client to an endpoint in one attempt. */
export interface ClientProof {
  readonly form: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Makes a new proof for every attempt: an assertion may be used once only. */
export type ClientAuth = (endpoint: URL) => Promise<ClientProof>;

/** Okta allows an hour; a minute is plenty. */
const assertionSeconds = 60;

/** `private_key_jwt` (RFC 7523 §2.2, §3). Okta wants the endpoint's own URL as the audience. */
export function privateKeyJwt(clientId: string, { key, alg, kid }: SigningKey, clock: OrgClock): ClientAuth {
  return async (endpoint) => {
    const now = clock.seconds();
    const assertion = await new SignJWT({ jti: crypto.randomUUID() })
      .setProtectedHeader({ alg, ...(kid === undefined ? {} : { kid }) })
      .setIssuer(clientId).setSubject(clientId).setAudience(endpoint.href)
      .setIssuedAt(now).setExpirationTime(now + assertionSeconds)
      .sign(key);
    const client_assertion_type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    return { form: { client_assertion_type, client_assertion: assertion } };
  };
}

/** `client_secret_basic` (RFC 6749 §2.3.1). */
export function clientSecretBasic(clientId: string, clientSecret: string): ClientAuth {
  const formEncoded = (text: string) => new URLSearchParams({ "": text }).toString().slice(1);
  const credentials = btoa(`${formEncoded(clientId)}:${formEncoded(clientSecret)}`);
  registerSecret(clientSecret);
  registerSecret(credentials);
  return () => Promise.resolve({ form: {}, headers: { authorization: `Basic ${credentials}` } });
}

/** A public client, such as a native app, has no secret and only says who it is (RFC 6749 §2.1). */
export function publicClient(clientId: string): ClientAuth {
  return () => Promise.resolve({ form: { client_id: clientId } });
}
