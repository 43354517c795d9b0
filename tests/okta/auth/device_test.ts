import assert from "node:assert/strict";
import { login } from "../../../src/cli/login.ts";
import { logout } from "../../../src/cli/logout.ts";
import { binding, pathOf } from "../../../src/okta/auth/binding.ts";
import { recallScopes } from "../../../src/okta/auth/granted_scopes.ts";
import type { OAuthOptions } from "../../../src/okta/auth/oauth.ts";
import { failureOf } from "../fake_okta.ts";
import { CLIENT_ID, type OAuthOrg, oauthOrg, type OAuthOrgOptions, SCOPES } from "./oauth_org.ts";

/** An org with a native app whose clock is moved by hand: the program's own pauses move it, too. */
async function nativeOrg({ client, ...more }: OAuthOrgOptions = {}) {
  let now = Date.UTC(2026, 6, 15, 14);
  const clock = {
    now: () => now,
    sleep: (ms: number) => Promise.resolve(void (now += ms)),
  };
  const org = await oauthOrg({
    client: { native: true, tokenSeconds: 600, ...client },
    credential: { kind: "device" },
    clock,
    ...more,
    sandbox: { now: () => new Date(now), ...more.sandbox },
  });
  return { org, pass: (seconds: number) => now += seconds * 1000 };
}

/** Signs in; the person answers as soon as the code is shown. */
async function signIn(org: OAuthOrg, answer: "approved" | "denied" | "never" = "approved", options = org.options) {
  const said: string[] = [];
  await login(options, {
    say(text) {
      said.push(text);
      const code = /the code (\w+)/.exec(text)?.[1];
      if (code !== undefined && answer !== "never") org.sandbox.oauth.decide(code, answer);
    },
    openBrowser: () => Promise.resolve(false),
    signal: new AbortController().signal,
  });
  return said.join("\n");
}

const loginPath = ({ orgUrl, credential, folder }: OAuthOptions) =>
  pathOf(binding(orgUrl, credential), folder, "login");

Deno.test("a person signs in once, and servers work from then on", async () => {
  const { org } = await nativeOrg();
  await using _ = org;
  await assert.rejects(org.read(), /Not signed in to Okta: .* mcp-okta-support login/);
  const said = await signIn(org);
  assert.match(said, /open http:\/\/127\.0\.0\.1:\d+\/activate\?user_code=\w{8}\n.*the code \w{8}\./);
  assert.match(said, /Signed in\./);
  assert.equal(await org.read(), 200);
  assert.equal(await org.read(org.another()), 200);
});

Deno.test("the login is readable by its owner only, and nothing half-written lies about", {
  ignore: Deno.build.os === "windows",
}, async () => {
  const { org } = await nativeOrg();
  await using _ = org;
  await signIn(org);
  const { mode } = await Deno.stat(await loginPath(org.options));
  assert.equal(mode! & 0o777, 0o600);
  const files = [...Deno.readDirSync(org.options.folder)].map(({ name }) => name.replace(/[0-9a-f]{16}/, "X")).sort();
  assert.deepEqual(files, ["oauth-X.login.json", "oauth-X.login.json.lock", "oauth-X.scopes.json"]);
});

for (const dpop of [false, true]) {
  Deno.test(`refresh tokens rotate, ${dpop ? "bound to a key, " : ""}and processes that share a login do not end it`, async () => {
    const { org, pass } = await nativeOrg({ client: { dpop } });
    await using _ = org;
    await signIn(org);
    const servers = [org.okta, org.another(), org.another()];
    for (let round = 0; round < 3; round++) {
      pass(595);
      const before = org.tokenRequests().length;
      assert.deepEqual(await Promise.all(servers.map((okta) => org.read(okta))), [200, 200, 200]);
      const granted = org.tokenRequests().slice(before).filter(({ status }) => status === 200);
      assert.equal(granted.length, 1, "one renewal serves all");
    }
  });
}

Deno.test("an access token that Okta ended early is renewed; a login that it ended asks for the person", async () => {
  const { org } = await nativeOrg();
  await using _ = org;
  await signIn(org);
  assert.equal(await org.read(), 200);
  org.sandbox.oauth.revokeAccessTokens();
  assert.equal(await org.read(), 200);
  const stored = JSON.parse(await Deno.readTextFile(await loginPath(org.options)));
  await logout(org.options);
  await Deno.writeTextFile(await loginPath(org.options), JSON.stringify(stored));
  await assert.rejects(org.read(org.another()), /Not signed in to Okta: Okta has ended the login/);
});

Deno.test("logging in again helps a server that is running", async () => {
  const { org, pass } = await nativeOrg();
  await using _ = org;
  await signIn(org);
  assert.equal(await org.read(), 200);
  await logout(org.options);
  pass(600);
  await assert.rejects(org.read(), /Not signed in/);
  await signIn(org);
  assert.equal(await org.read(), 200);
});

Deno.test("logout revokes and removes", async () => {
  const { org } = await nativeOrg();
  await using _ = org;
  await signIn(org);
  const { token } = JSON.parse(await Deno.readTextFile(await loginPath(org.options)));
  assert.match(await logout(org.options), /revoked and removed/);
  await assert.rejects(Deno.stat(await loginPath(org.options)), Deno.errors.NotFound);
  const headers = { authorization: `Bearer ${token.accessToken}` };
  const refused = await fetch(`${org.sandbox.url}/api/v1/users`, { headers });
  await refused.body?.cancel();
  assert.equal(refused.status, 401);
  assert.match(await logout(org.options), /There was no login/);
});

Deno.test("logout removes the login also where Okta cannot be told", async () => {
  const { org } = await nativeOrg();
  await using _ = org;
  await signIn(org);
  org.sandbox.failNext({ status: 403, path: "/oauth2/v1/revoke" });
  assert.match(await logout(org.options), /removed from this machine, but Okta could not be told/);
  await assert.rejects(Deno.stat(await loginPath(org.options)), Deno.errors.NotFound);
});

Deno.test("a refusal and a code that nobody used end the wait, with advice", async () => {
  const { org } = await nativeOrg();
  await using _ = org;
  const denied = await failureOf(signIn(org, "denied"));
  assert.equal(denied.code, "access_denied");
  assert.match(denied.nextStep, /Assignments/);
  const expired = await failureOf(signIn(org, "never"));
  assert.equal(expired.code, "expired_token");
  assert.match(expired.nextStep, /login again/);
});

Deno.test("who asks too often is asked to slow down, and does", async () => {
  const { org } = await nativeOrg({ sandbox: { pollSeconds: 5 } });
  await using _ = org;
  let decided = false;
  const { clock } = org.options;
  const pauses: number[] = [];
  const hasty = {
    ...clock!,
    sleep(ms: number, signal: AbortSignal) {
      pauses.push(ms);
      if (pauses.length === 4) decided = true;
      // The second question comes too early.
      return clock!.sleep(pauses.length === 2 ? 1000 : ms, signal);
    },
  };
  let code = "";
  await login({
    ...org.options,
    clock: {
      ...hasty,
      sleep: (ms, signal) => {
        const slept = hasty.sleep(ms, signal);
        if (decided) org.sandbox.oauth.decide(code, "approved");
        return slept;
      },
    },
  }, {
    say: (text) => void (code = /the code (\w+)/.exec(text)?.[1] ?? code),
    openBrowser: () => Promise.resolve(false),
    signal: new AbortController().signal,
  });
  assert.deepEqual(pauses, [5000, 5000, 10_000, 10_000]);
});

Deno.test("two profiles on one machine do not overwrite each other", async () => {
  const { org } = await nativeOrg();
  await using _ = org;
  const narrow: OAuthOptions = {
    ...org.options,
    credential: { kind: "device", clientId: CLIENT_ID, scopes: ["okta.groups.read"] },
  };
  await signIn(org);
  await signIn(org, "approved", narrow);
  assert.notEqual(await loginPath(org.options), await loginPath(narrow));
  await logout(narrow);
  assert.equal(await org.read(), 200);
});

Deno.test("a login is good for its own org only", async () => {
  const { org } = await nativeOrg();
  await using _ = org;
  await signIn(org);
  const { org: other } = await nativeOrg();
  await using __ = other;
  // As if the file had been moved there.
  await Deno.copyFile(await loginPath(org.options), await loginPath(other.options));
  await assert.rejects(other.read(), /Not signed in/);
  assert.deepEqual(other.sandbox.requests, []);
});

Deno.test("what Okta granted is remembered for the next start, and what it did not is said", async () => {
  const { org } = await nativeOrg({ client: { scopes: ["okta.groups.read"] } });
  await using _ = org;
  const bound = binding(org.options.orgUrl, org.options.credential);
  assert.equal(await recallScopes(bound, org.options.folder), undefined);
  assert.match(await signIn(org), /Not granted: okta\.users\.manage\..* Okta API Scopes/s);
  assert.deepEqual(await recallScopes(bound, org.options.folder), ["offline_access", "okta.groups.read", "openid"]);
  assert.equal(await recallScopes({ ...bound, scopes: [...SCOPES, "x"] }, org.options.folder), undefined);
});

Deno.test("an app without refresh tokens is said to need them", async () => {
  const { org, pass } = await nativeOrg();
  await using _ = org;
  await signIn(org);
  const path = await loginPath(org.options);
  const { token: { refreshToken: _gone, ...token }, ...rest } = JSON.parse(await Deno.readTextFile(path));
  await Deno.writeTextFile(path, JSON.stringify({ ...rest, token }));
  pass(600);
  await assert.rejects(org.read(), /does not give refresh tokens: add that grant type/);
});
