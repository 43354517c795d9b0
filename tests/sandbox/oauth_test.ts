import assert from "node:assert/strict";
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import type { OAuthClient } from "../../src/sandbox/oauth/client.ts";
import { startOrg } from "./harness.ts";
import { NOW } from "./small_org.ts";

const SECONDS = Math.floor(NOW.getTime() / 1000);
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 });
const jwkOf = (key: KeyObject) => key.export({ format: "jwk" }) as Record<string, unknown>;

type Claims = Record<string, unknown>;

/** A compact JWS, made by hand. */
function jws(header: Claims, claims: Claims, key: KeyObject): string {
  const part = (value: Claims) =>
    btoa(JSON.stringify(value)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  const signed = `${part(header)}.${part(claims)}`;
  const data = new TextEncoder().encode(signed);
  return `${signed}.${sign("sha256", data, { key, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
}

const CLIENTS: Record<string, OAuthClient> = {
  service: { keys: [{ ...jwkOf(rsa.publicKey), kid: "k1" }], scopes: ["okta.users.read", "okta.groups.manage"] },
  bound: { keys: [{ ...jwkOf(rsa.publicKey), kid: "k1" }], scopes: ["okta.users.read"], dpop: true },
  secret: { secret: "s+e c", scopes: ["okta.users.read"] },
  integration: { secret: "s+e c", integration: true, scopes: ["okta.users.read"] },
  native: { native: true, scopes: ["okta.users.read"] },
};

async function startServer() {
  const org = await startOrg({ clients: CLIENTS });
  const { url } = org.sandbox;
  const endpoint = `${url}/oauth2/v1/token`;
  let count = 0;
  const assertion = (changes: Claims = {}, header: Claims = {}, key = rsa.privateKey) => {
    const claims = {
      iss: "service",
      sub: "service",
      aud: endpoint,
      exp: SECONDS + 60,
      iat: SECONDS,
      jti: `j${count++}`,
    };
    return jws({ alg: "RS256", kid: "k1", ...header }, { ...claims, ...changes }, key);
  };
  const proof = (changes: Claims = {}, header: Claims = {}, key = ec) => {
    const claims = { htm: "POST", htu: endpoint, iat: SECONDS, jti: `p${count++}` };
    const head = { typ: "dpop+jwt", alg: "ES256", jwk: jwkOf(key.publicKey), ...header };
    return jws(head, { ...claims, ...changes }, key.privateKey);
  };
  async function post(path: string, form: Record<string, string>, headers: Record<string, string> = {}) {
    const response = await fetch(url + path, { method: "POST", headers, body: new URLSearchParams(form) });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? {} : JSON.parse(text) };
  }
  const token = (form: Record<string, string>, headers?: Record<string, string>) =>
    post("/oauth2/v1/token", { grant_type: "client_credentials", scope: "okta.users.read", ...form }, headers);
  const byKey = (client_assertion: string, form: Record<string, string> = {}, headers?: Record<string, string>) => {
    const client_assertion_type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    return token({ client_assertion_type, client_assertion, ...form }, headers);
  };
  return { org, assertion, proof, post, token, byKey, [Symbol.asyncDispose]: () => org[Symbol.asyncDispose]() };
}

Deno.test("an assertion is refused for every claim that is wrong, and good once", async () => {
  await using server = await startServer();
  const { assertion, byKey } = server;
  const wrong = [
    assertion({ iss: "nobody", sub: "nobody" }),
    assertion({ sub: "bound" }),
    assertion({ aud: server.org.sandbox.url }),
    assertion({ exp: SECONDS }),
    assertion({ exp: SECONDS + 3601 }),
    assertion({ exp: "soon" }),
    assertion({ iat: SECONDS + 1 }),
    assertion({ jti: undefined }),
    assertion({}, { kid: "k2" }),
    assertion({}, { alg: "none" }),
    assertion({}, { alg: "HS256" }),
    assertion({}, {}, stranger.privateKey),
    "not.a.jwt",
  ];
  for (const each of wrong) {
    const { status, body } = await byKey(each);
    assert.deepEqual([status, body.error], [401, "invalid_client"], each);
  }
  const good = assertion();
  const { status, body, headers } = await byKey(good);
  assert.deepEqual([status, headers.get("cache-control")], [200, "no-store"]);
  assert.deepEqual([body.token_type, body.expires_in, body.scope], ["Bearer", 3600, "okta.users.read"]);
  assert.equal((await byKey(good)).body.error, "invalid_client");
});

Deno.test("less is granted than asked for without a word; nothing, or what does not exist, is refused", async () => {
  await using server = await startServer();
  const asking = async (scope: string) => (await server.byKey(server.assertion(), { scope })).body;
  assert.equal((await asking("okta.users.read okta.apps.read")).scope, "okta.users.read");
  assert.equal((await asking("okta.apps.read")).error, "consent_required");
  assert.equal((await asking("okta.user.read")).error, "invalid_scope");
  assert.equal((await asking("")).error, "invalid_scope");
});

Deno.test("a secret gets an integration in, and nobody else", async () => {
  await using server = await startServer();
  const basic = (id: string, secret: string) => {
    const encoded = new URLSearchParams({ [id]: secret }).toString().replace("=", ":");
    return { authorization: `Basic ${btoa(encoded)}` };
  };
  assert.equal((await server.token({}, basic("integration", "s+e c"))).status, 200);
  assert.match((await server.token({}, basic("secret", "s+e c"))).body.error_description, /private_key_jwt/);
  assert.equal((await server.token({}, basic("integration", "wrong"))).body.error, "invalid_client");
  assert.equal((await server.token({ client_id: "service" })).body.error, "invalid_client");
  assert.equal((await server.token({ client_id: "native" })).body.error, "unauthorized_client");
});

Deno.test("a proof is refused for every part that is wrong, and good once", async () => {
  await using server = await startServer();
  const { assertion, proof, byKey } = server;
  const asBound = (DPoP?: string) =>
    byKey(assertion({ iss: "bound", sub: "bound" }), {}, DPoP === undefined ? {} : { DPoP });
  assert.equal((await asBound()).body.error, "invalid_dpop_proof");
  const asked = await asBound(proof());
  assert.deepEqual([asked.status, asked.body.error], [400, "use_dpop_nonce"]);
  const nonce = asked.headers.get("dpop-nonce")!;
  const wrong = [
    proof({ nonce }, { typ: "jwt" }),
    proof({ nonce }, { jwk: jwkOf(ec.privateKey) }),
    proof({ nonce }, { jwk: jwkOf(stranger.publicKey) }),
    proof({ nonce, htm: "GET" }),
    proof({ nonce, htu: `${server.org.sandbox.url}/oauth2/v1/revoke` }),
    proof({ nonce, iat: SECONDS + 1 }),
    proof({ nonce, iat: SECONDS - 301 }),
    proof({ nonce, jti: undefined }),
    "garbage",
  ];
  for (const each of wrong) assert.equal((await asBound(each)).body.error, "invalid_dpop_proof", each);
  assert.equal((await asBound(proof({ nonce: "old" }))).body.error, "use_dpop_nonce");
  const good = proof({ nonce });
  assert.equal((await asBound(good)).body.token_type, "DPoP");
  assert.equal((await asBound(good)).body.error, "invalid_dpop_proof");
});

Deno.test("a bound token is good with its key's proof only", async () => {
  await using server = await startServer();
  const { assertion, proof, byKey, org } = server;
  const asked = await byKey(assertion({ iss: "bound", sub: "bound" }), {}, { DPoP: proof() });
  const nonce = asked.headers.get("dpop-nonce")!;
  const { body } = await byKey(assertion({ iss: "bound", sub: "bound" }), {}, { DPoP: proof({ nonce }) });
  const accessToken = body.access_token as string;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(accessToken));
  const ath = new Uint8Array(digest).toBase64({ alphabet: "base64url", omitPadding: true });
  const claims = { htm: "GET", htu: `${org.sandbox.url}/api/v1/users`, ath };
  const get = async (scheme: string, DPoP?: string) => {
    const headers = { authorization: `${scheme} ${accessToken}`, ...(DPoP === undefined ? {} : { DPoP }) };
    return (await org.get("/api/v1/users?limit=1", headers)).status;
  };
  assert.equal(await get("DPoP", proof(claims)), 200);
  assert.equal(await get("Bearer"), 401);
  assert.equal(await get("DPoP"), 401);
  assert.equal(await get("DPoP", proof({ ...claims, ath: "AAAA" })), 401);
  const other = generateKeyPairSync("ec", { namedCurve: "P-256" });
  assert.equal(await get("DPoP", proof(claims, {}, other)), 401);
});

Deno.test("a token does what its scopes and the client's role allow, until it ends", async () => {
  let now = NOW;
  await using org = await startOrg({
    now: () => now,
    clients: { integration: { ...CLIENTS.integration!, role: "REPORT_ADMIN", tokenSeconds: 60 } },
  });
  const form = { grant_type: "client_credentials", scope: "okta.users.read" };
  const headers = { authorization: `Basic ${btoa("integration:s%2Be+c")}` };
  const body = new URLSearchParams(form);
  const granted = await (await fetch(`${org.sandbox.url}/oauth2/v1/token`, { method: "POST", headers, body })).json();
  const authorization = `Bearer ${granted.access_token}`;
  assert.equal((await org.get("/api/v1/users", { authorization })).body.errorCode, "E0000006");
  const unscoped = await org.get("/api/v1/groups", { authorization });
  assert.deepEqual([unscoped.status, unscoped.body], [403, ""]);
  now = new Date(NOW.getTime() + 60_000);
  const ended = await org.get("/api/v1/users", { authorization });
  assert.deepEqual([ended.status, ended.body.errorCode], [401, "E0000011"]);
  assert.match(ended.headers.get("www-authenticate") ?? "", /invalid_token/);
});

Deno.test("a refresh token that comes twice ends its login", async () => {
  let now = NOW;
  await using org = await startOrg({ now: () => now, clients: CLIENTS, pollSeconds: 5 });
  const post = async (path: string, form: Record<string, string>) => {
    const body = new URLSearchParams({ client_id: "native", ...form });
    return await (await fetch(`${org.sandbox.url}/oauth2/v1/${path}`, { method: "POST", body })).json();
  };
  const code = await post("device/authorize", { scope: "openid offline_access okta.users.read" });
  assert.deepEqual([code.expires_in, code.interval], [600, 5]);
  const grant = { grant_type: "urn:ietf:params:oauth:grant-type:device_code", device_code: code.device_code };
  assert.equal((await post("token", grant)).error, "authorization_pending");
  assert.equal((await post("token", grant)).error, "slow_down");
  org.sandbox.oauth.decide(code.user_code, "approved");
  now = new Date(NOW.getTime() + 5000);
  const first = await post("token", grant);
  assert.equal((await post("token", grant)).error, "invalid_grant");
  const refresh = (refresh_token: string) => post("token", { grant_type: "refresh_token", refresh_token });
  const second = await refresh(first.refresh_token);
  assert.equal((await refresh(first.refresh_token)).error, "invalid_grant");
  assert.equal((await refresh(second.refresh_token)).error, "invalid_grant");
  assert.equal((await org.get("/api/v1/users", { authorization: `Bearer ${second.access_token}` })).status, 401);
});
