import assert from "node:assert/strict";
import { oauthAuthorizer } from "../../../src/okta/auth/oauth.ts";
import { connectOkta } from "../../../src/okta/client.ts";
import { pages } from "../../../src/okta/pages.ts";
import { redactText } from "../../../src/okta/redact.ts";
import { failureOf } from "../fake_okta.ts";
import { CLIENT_ID, oauthOrg, PEM, SCOPES } from "./oauth_org.ts";

/** A clock that is wrong by so many seconds. */
const wrongBy = (seconds: number) => ({
  now: () => Date.now() + seconds * 1000,
  sleep: () => Promise.resolve(),
});

Deno.test("a service app signs in with its key, once for many calls", async () => {
  await using org = await oauthOrg();
  assert.deepEqual(await Promise.all([org.read(), org.read(), org.read()]), [200, 200, 200]);
  assert.equal(await org.read(), 200);
  assert.equal(org.tokenRequests().length, 1);
});

Deno.test("a hundred calls on a token that has ended cause one token request", async () => {
  await using org = await oauthOrg();
  await org.read();
  org.sandbox.oauth.revokeAccessTokens();
  const statuses = await Promise.all(Array.from({ length: 100 }, () => org.read()));
  assert.ok(statuses.every((status) => status === 200));
  assert.equal(org.tokenRequests().length, 2);
});

Deno.test("a token is renewed ahead of its end", async () => {
  let now = Date.now();
  const clock = { now: () => now, sleep: () => Promise.resolve() };
  await using org = await oauthOrg({ clock, sandbox: { now: () => new Date(now) } });
  await org.read();
  now += 54 * 60_000;
  await org.read();
  assert.equal(org.tokenRequests().length, 1);
  now += 2 * 60_000;
  await org.read();
  assert.equal(org.tokenRequests().length, 2);
});

Deno.test("each attempt has an assertion of its own, also where the token endpoint fails for a moment", async () => {
  await using org = await oauthOrg({ clock: wrongBy(0) });
  org.sandbox.failNext({ status: 503, path: "/oauth2/v1/token", times: 2 });
  assert.equal(await org.read(), 200);
  const assertions = org.tokenRequests().map(({ body }) => new URLSearchParams(String(body)).get("client_assertion"));
  assert.equal(new Set(assertions).size, 3);
});

Deno.test("a feature that the org lacks is no reason for another token", async () => {
  await using org = await oauthOrg();
  await org.read();
  org.sandbox.failNext({ status: 401, errorCode: "E0000015" });
  assert.equal((await failureOf(org.read())).code, "E0000015");
  assert.equal(org.tokenRequests().length, 1);
});

for (const seconds of [-7200, 7200]) {
  Deno.test(`a clock that is wrong by ${seconds} seconds is put right by the org's`, async () => {
    await using org = await oauthOrg({ client: { dpop: true, nonceAtResource: true }, clock: wrongBy(seconds) });
    assert.equal(await org.read(), 200);
  });
}

Deno.test("DPoP is switched on by what the org asks for, nonce and all", async () => {
  await using org = await oauthOrg({ client: { dpop: true } });
  assert.equal(await org.read(), 200);
  assert.deepEqual(org.tokenRequests().map(({ status }) => status), [400, 400, 200]);
  assert.equal(await org.read(), 200);
  assert.equal(org.tokenRequests().length, 3);
});

Deno.test("a nonce that changes in the middle of many pages loses nothing", async () => {
  await using org = await oauthOrg({ client: { dpop: true, nonceAtResource: true } });
  const seen: string[] = [];
  for await (const page of pages(org.okta, "/api/v1/users", { params: { query: { limit: 1 } } })) {
    seen.push(...page.items.map(({ id }) => id!));
    org.sandbox.oauth.rotateNonce();
  }
  const all = [...org.sandbox.state.users.values()].filter(({ status }) => status !== "DEPROVISIONED");
  assert.equal(new Set(seen).size, all.length);
  assert.equal(seen.length, all.length);
});

Deno.test("a token is never sent to another org", async () => {
  await using org = await oauthOrg();
  const authorizer = oauthAuthorizer(org.options);
  const other = new URL("https://other.okta.com/api/v1/users");
  await assert.rejects(
    authorizer.authorize({ method: "GET", url: other }),
    /Cannot send a token of .* to https:\/\/other/,
  );
  assert.equal(org.tokenRequests().length, 0);
});

Deno.test("a missing scope says which, and where to grant it", async () => {
  await using org = await oauthOrg();
  const failure = await failureOf(org.okta.request("GET", "/api/v1/apps"));
  assert.deepEqual([failure.status, failure.code], [403, "insufficient_scope"]);
  assert.match(failure.nextStep, /Grant okta\.apps\.read in the Admin Console: .* Okta API Scopes/);
});

Deno.test("a client secret that Okta refuses comes with the four steps to a key pair", async () => {
  const credential = { kind: "client-secret", clientSecret: "hush-hush-hush" } as const;
  await using org = await oauthOrg({ client: { secret: "hush-hush-hush" }, credential });
  const failure = await failureOf(org.read());
  assert.equal(failure.code, "invalid_client");
  for (const step of [/keygen/, /Public key \/ Private key/, /OKTA_PRIVATE_KEY/, /take OKTA_CLIENT_SECRET away/]) {
    assert.match(failure.nextStep, step);
  }
  assert.doesNotMatch(failure.message + failure.nextStep, /hush-hush/);
  await using integration = await oauthOrg({ client: { secret: "hush-hush-hush", integration: true }, credential });
  assert.equal(await integration.read(), 200);
});

Deno.test("every refusal of the token endpoint comes with its advice", async () => {
  const cases = [
    [{ client: { keys: [] } }, "invalid_client", /OKTA_CLIENT_ID .* OKTA_KEY_ID/],
    [{ client: { scopes: [] } }, "consent_required", /Okta API Scopes/],
    [{ client: { native: true } }, "unauthorized_client", /Grant type/],
  ] as const;
  for (const [options, code, advice] of cases) {
    await using org = await oauthOrg(options as Parameters<typeof oauthOrg>[0]);
    const failure = await failureOf(org.read());
    assert.equal(failure.code, code);
    assert.match(failure.nextStep, advice);
  }
  await using org = await oauthOrg();
  const misspelt = { ...org.options, credential: { ...org.options.credential, scopes: ["okta.user.read"] } };
  const connection = connectOkta({ ...misspelt, authorizer: oauthAuthorizer(misspelt) });
  const okta = connection.forCall({ signal: new AbortController().signal });
  const failure = await failureOf(okta.request("GET", "/api/v1/users"));
  assert.equal(failure.code, "invalid_scope");
  assert.match(failure.nextStep, /Set OKTA_SCOPES/);
});

Deno.test("a call that is cancelled does not take the token from the others", async () => {
  await using org = await oauthOrg({ sandbox: { latencyMs: 50 } });
  const connection = connectOkta({ ...org.options, authorizer: oauthAuthorizer(org.options) });
  const leaver = new AbortController();
  const left = connection.forCall({ signal: leaver.signal }).request("GET", "/api/v1/users");
  const stayed = connection.forCall({ signal: new AbortController().signal }).request("GET", "/api/v1/users");
  leaver.abort();
  assert.equal((await failureOf(left)).kind, "cancelled");
  assert.equal((await stayed).status, 200);
  assert.equal(org.tokenRequests().length, 1);
});

Deno.test("tokens and assertions are masked from the moment they exist", async () => {
  await using org = await oauthOrg();
  const { Authorization } = await oauthAuthorizer(org.options)
    .authorize({ method: "GET", url: new URL("/api/v1/users", org.sandbox.url) });
  assert.doesNotMatch(redactText(`it was ${Authorization!.split(" ")[1]}`), new RegExp(Authorization!.slice(-20)));
});

Deno.test("a key that cannot be read is named by the call, and may be mended without a restart", async () => {
  await using org = await oauthOrg();
  const path = `${org.options.folder}/key.pem`;
  const credential = {
    kind: "private-key",
    clientId: CLIENT_ID,
    scopes: SCOPES,
    privateKey: path,
    keyId: "k1",
  } as const;
  const connection = connectOkta({ ...org.options, authorizer: oauthAuthorizer({ ...org.options, credential }) });
  const okta = connection.forCall({ signal: new AbortController().signal });
  await assert.rejects(org.read(okta), /Cannot use OKTA_PRIVATE_KEY: .* as a path it cannot be read/);
  await Deno.writeTextFile(path, PEM);
  assert.equal(await org.read(okta), 200);
});
