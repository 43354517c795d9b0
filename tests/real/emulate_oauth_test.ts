/** The ways in that an Okta which others wrote knows: a client secret, refresh tokens that rotate, and revocation. */
import assert from "node:assert/strict";
import { createEmulator } from "emulate";
import { binding } from "../../src/okta/auth/binding.ts";
import { LoginStore } from "../../src/okta/auth/login_store.ts";
import { clientTest } from "./clients.ts";
import { run } from "./program.ts";

const SCOPES = "okta.roles.read okta.users.read";
const CALL = ["call", "list_users"];
const CALLBACK = "http://localhost/callback";
/** As Okta makes them: `-` and `_` are not escaped in HTTP Basic. */
const SECRET = "s3cret-of_the-Integration";

const client = (client_id: string, client_secret: string, token_endpoint_auth_method: string) => ({
  ...{ client_id, client_secret, token_endpoint_auth_method },
  ...{ name: client_id, redirect_uris: [CALLBACK], auth_server_id: "org" },
});

/** Runs the program's commands on an emulated org with one user, one integration and one native app. */
async function onEmulator(
  test: (scene: { url: string; folder: string; env: Record<string, string> }) => Promise<void>,
): Promise<void> {
  const emulator = await createEmulator({
    service: "okta",
    port: 0,
    seed: {
      okta: {
        users: [{ login: "mina@acme.example", email: "mina@acme.example", first_name: "Mina", last_name: "Sato" }],
        oauth_clients: [
          client("0oaIntegration000000", SECRET, "client_secret_basic"),
          client("0oaNative00000000000", "", "none"),
        ],
      },
    },
  });
  const url = emulator.url.replace("localhost", "127.0.0.1");
  const folder = await Deno.makeTempDir();
  try {
    await test({ url, folder, env: { OKTA_ORG_URL: url, OKTA_SCOPES: SCOPES, XDG_STATE_HOME: folder } });
  } finally {
    await emulator.close();
    await Deno.remove(folder, { recursive: true });
  }
}

/** The tokens of somebody who signed in at the browser, by an authorization code. */
async function signIn(url: string): Promise<{ access_token: string; refresh_token: string }> {
  const form = { client_id: "0oaNative00000000000", redirect_uri: CALLBACK };
  const scope = `openid offline_access ${SCOPES}`;
  const page = await fetch(`${url}/oauth2/v1/authorize/callback`, {
    method: "POST",
    body: new URLSearchParams({ ...form, scope, user_ref: "mina@acme.example" }),
    redirect: "manual",
  });
  await page.body?.cancel();
  const code = new URL(page.headers.get("location")!).searchParams.get("code")!;
  const body = new URLSearchParams({ ...form, grant_type: "authorization_code", code });
  return await (await fetch(`${url}/oauth2/v1/token`, { method: "POST", body })).json();
}

clientTest("an emulated Okta lets an integration in by its secret, and no other", () =>
  onEmulator(async ({ env }) => {
    const settings = { ...env, OKTA_CLIENT_ID: "0oaIntegration000000", OKTA_CLIENT_SECRET: SECRET };
    const good = await run(CALL, { env: settings });
    assert.equal(good.code, 0, good.stderr);
    assert.match(good.stdout, /mina@acme\.example/);
    const wrong = await run(CALL, { env: { ...settings, OKTA_CLIENT_SECRET: "not-the_secret" } });
    assert.equal(wrong.code, 1);
    assert.match(wrong.stderr, /invalid_client .*\(1\) run mcp-okta-support keygen/);
  }));

clientTest(
  "an emulated Okta renews a login, its ID token notwithstanding, and ends it",
  () =>
    onEmulator(async ({ url, folder, env }) => {
      const settings = { ...env, OKTA_CLIENT_ID: "0oaNative00000000000" };
      const bound = binding(new URL(url), { clientId: settings.OKTA_CLIENT_ID, scopes: SCOPES.split(" ") });
      const store = new LoginStore(bound, `${folder}/mcp-okta-support`);
      const { access_token, refresh_token } = await signIn(url);
      const token = { accessToken: access_token, refreshToken: refresh_token, scheme: "Bearer" as const, scopes: [] };
      await store.exclusively(() => store.write({ ...token, issuedAt: 0, expiresAt: 1 }, undefined));

      const renewed = await run(CALL, { env: settings });
      assert.equal(renewed.code, 0, renewed.stderr);
      const stored = await store.read();
      assert.notEqual(stored?.token.refreshToken, refresh_token);
      assert.equal((await run(CALL, { env: settings })).code, 0);
      assert.equal((await store.read())?.token.refreshToken, stored?.token.refreshToken, "good for an hour");

      assert.match((await run(["logout"], { env: settings })).stdout, /revoked and removed/);
      await store.exclusively(() => store.write({ ...stored!.token, expiresAt: 1 }, undefined));
      const ended = await run(CALL, { env: settings });
      assert.equal(ended.code, 1);
      assert.match(ended.stderr, /Not signed in to Okta: Okta has ended the login/);
    }),
);
