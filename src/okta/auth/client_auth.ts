import * as oauth from "oauth4webapi";
import { registerSecret } from "../redact.ts";
import type { OAuthCredential } from "./credential.ts";
import { readSigningKey } from "./signing_key.ts";

/**
 * How a client proves itself to the org's authorization server: anew in every request.
 *
 * @throws {UserError} where the private key cannot be used
 */
export async function clientAuthOf(credential: OAuthCredential): Promise<oauth.ClientAuth> {
  switch (credential.kind) {
    case "private-key":
      return oauth.PrivateKeyJwt(await readSigningKey(credential.privateKey, credential.keyId), {
        // As Okta documents it: the audience is the endpoint itself, and there is no `nbf`.
        [oauth.modifyAssertion](_header, claims) {
          claims.aud = `${claims.aud}/oauth2/v1/token`;
          delete claims.nbf;
        },
      });
    case "client-secret":
      return clientSecretBasic(credential.clientSecret);
    case "device":
      return oauth.None();
  }
}

/**
 * `client_secret_basic` (RFC 6749 §2.3.1). A secret of Okta's may hold `-` and `_`, which stand for themselves in a form,
 * as in Okta's own example; the library would escape them.
 */
function clientSecretBasic(clientSecret: string): oauth.ClientAuth {
  registerSecret(clientSecret);
  return (_server, { client_id }, _body, headers) => {
    const credentials = btoa(new URLSearchParams({ [client_id]: clientSecret }).toString().replace("=", ":"));
    registerSecret(credentials);
    headers.set("authorization", `Basic ${credentials}`);
  };
}
