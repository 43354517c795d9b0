import assert from "node:assert/strict";
import type { OAuthCredential } from "../../../src/okta/auth/credential.ts";
import { clientAuthOf } from "../../../src/okta/auth/client_auth.ts";
import { redactText } from "../../../src/okta/redact.ts";
import { readJwt } from "../../../src/sandbox/oauth/jwt.ts";
import { CLIENT_ID, PEM } from "./oauth_org.ts";

type Way =
  | { kind: "private-key"; privateKey: string; keyId: string }
  | { kind: "client-secret"; clientSecret: string }
  | { kind: "device" };

/** What the client adds to one request. */
async function proofOf(way: Way) {
  const credential: OAuthCredential = { clientId: CLIENT_ID, scopes: [], ...way };
  const [form, headers] = [new URLSearchParams(), new Headers()];
  const authenticate = await clientAuthOf(credential);
  await authenticate({ issuer: "https://acme.okta.com" }, { client_id: CLIENT_ID }, form, headers);
  return { form: Object.fromEntries(form), authorization: headers.get("authorization") };
}

Deno.test("an assertion is for the token endpoint, short-lived, and never the same", async () => {
  const way = { kind: "private-key", privateKey: PEM, keyId: "k1" } as const;
  const { form, authorization } = await proofOf(way);
  assert.equal(authorization, null);
  assert.equal(form.client_assertion_type, "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
  const { header, claims } = readJwt(form.client_assertion!)!;
  assert.deepEqual([header.alg, header.kid], ["RS256", "k1"]);
  assert.deepEqual(Object.keys(claims).sort(), ["aud", "exp", "iat", "iss", "jti", "sub"]);
  assert.deepEqual([claims.iss, claims.sub, claims.aud], [
    CLIENT_ID,
    CLIENT_ID,
    "https://acme.okta.com/oauth2/v1/token",
  ]);
  assert.equal(Number(claims.exp) - Number(claims.iat), 60);
  assert.notEqual(readJwt((await proofOf(way)).form.client_assertion!)!.claims.jti, claims.jti);
});

Deno.test("a secret goes in the header as it is, and what it looks like there is masked, too", async () => {
  const clientSecret = "s3cret-of_an-Integration~";
  const { form, authorization } = await proofOf({ kind: "client-secret", clientSecret });
  assert.deepEqual(form, {});
  assert.equal(atob(authorization!.split(" ")[1]!), `${CLIENT_ID}:s3cret-of_an-Integration%7E`);
  assert.doesNotMatch(redactText(`${clientSecret} ${authorization!.split(" ")[1]}`), /s3cret|[A-Za-z0-9]{12}/);
});

Deno.test("a native app only says who it is", async () => {
  assert.deepEqual(await proofOf({ kind: "device" }), { form: { client_id: CLIENT_ID }, authorization: null });
});
