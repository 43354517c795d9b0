/** What goes wrong when a program is let into Okta, and what the person at the terminal then reads. */
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import type { OAuthClient } from "../../src/sandbox/oauth/client.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/sandbox/sandbox.ts";
import { run } from "./program.ts";

const key = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
const [own, foreign] = [key(), key()];
const pem = ({ privateKey }: typeof own) => privateKey.export({ format: "pem", type: "pkcs8" }) as string;
const jwk = { ...own.publicKey.export({ format: "jwk" }), kid: "k1" };
const USERS = ["okta.users.read", "okta.roles.read"];
const CALL = ["call", "list_users", "q=zzzz"];
const DOCTOR = ["doctor"];

interface Case {
  words: string[];
  /** What the person reads, whatever the whitespace between the words. */
  reads: RegExp;
  org?: SandboxOptions;
  /** A service app that signs in with its key, in place of an API token. */
  client?: Partial<OAuthClient>;
  env?: (org: Sandbox) => Record<string, string>;
  /** Happens before the program starts. */
  before?: (org: Sandbox) => void;
}

const CASES: Readonly<Record<string, Case>> = {
  "a scope is missing: 403 insufficient_scope": {
    words: ["call", "search_logs", "since=24h"],
    client: { scopes: USERS },
    reads:
      /insufficient_scope.* Grant okta\.logs\.read in the Admin Console: .* the app > Okta API Scopes\. .*OKTA_SCOPES/,
  },
  "a role is missing: E0000006": {
    words: CALL,
    client: { scopes: USERS, role: "REPORT_ADMIN" },
    reads: /403 E0000006 .* lacks a role .* Security > Administrators .* its own Admin roles tab/,
  },
  "a token that Okta does not know: E0000011": {
    words: CALL,
    env: () => ({ OKTA_API_TOKEN: "00thisTokenIsNotKnown" }),
    reads: /401 E0000011 .* Create a new API token .* Security > API > Tokens .* OKTA_API_TOKEN/,
  },
  "a token that Okta does not know, to doctor": {
    words: DOCTOR,
    env: () => ({ OKTA_API_TOKEN: "00thisTokenIsNotKnown" }),
    reads:
      /FAILED Credential API token: .* E0000011 .* -> Create a new API token .*skipped Read users needs a credential/,
  },
  "a feature is missing: E0000015": {
    words: CALL,
    before: (org) => org.failNext({ status: 401, errorCode: "E0000015" }),
    reads: /401 E0000015 .* does not have this feature, so new credentials would not help\. See Settings > Features/,
  },
  "a key of another app: invalid_client": {
    words: CALL,
    client: { scopes: USERS },
    env: () => ({ OKTA_PRIVATE_KEY: pem(foreign) }),
    reads:
      /401 invalid_client .*signature is wrong.* OKTA_CLIENT_ID .* public half of OKTA_PRIVATE_KEY .*Client Credentials/,
  },
  "a key id that Okta does not know: invalid_client": {
    words: CALL,
    client: { scopes: USERS },
    env: () => ({ OKTA_KEY_ID: "k2" }),
    reads: /401 invalid_client .*kid is not one of.* same key id as OKTA_KEY_ID/,
  },
  "no scope is granted: consent_required": {
    words: CALL,
    client: { scopes: [] },
    reads: /400 consent_required .* the app > Okta API Scopes and grant/,
  },
  "a scope that does not exist: invalid_scope": {
    words: CALL,
    client: { scopes: USERS },
    env: () => ({ OKTA_SCOPES: "okta.users.read okta.user.read" }),
    reads: /400 invalid_scope .*Set OKTA_SCOPES to those that the app shows as granted/,
  },
  "the address is the Admin Console's": {
    words: DOCTOR,
    // A proxy that is not there: nothing leaves this machine.
    env: () => ({ OKTA_ORG_URL: "https://acme-admin.okta.com", HTTPS_PROXY: "http://127.0.0.1:1" }),
    reads:
      /warning Settings OKTA_ORG_URL https:\/\/acme-admin\.okta\.com is the Admin Console: using https:\/\/acme\.okta\.com instead -> .*FAILED Connection acme\.okta\.com refused the connection through the proxy "127\.0\.0\.1:1" -> Check OKTA_ORG_URL .*HTTPS_PROXY/,
  },
  "the address is a placeholder": {
    words: DOCTOR,
    env: () => ({ OKTA_ORG_URL: "https://{yourOktaDomain}" }),
    reads: /FAILED OKTA_ORG_URL "https:\/\/\{yourOktaDomain\}" is a placeholder -> Give your own org's address/,
  },
  "a client did not fill a value in": {
    words: CALL,
    env: () => ({ OKTA_API_TOKEN: "${OKTA_API_TOKEN}" }),
    reads:
      /OKTA_API_TOKEN: it is "\$\{OKTA_API_TOKEN\}", which the client did not fill in; set OKTA_API_TOKEN in the environment/,
  },
  "the name cannot be found": {
    words: DOCTOR,
    // No name server is asked for a name that cannot be one.
    env: () => ({ OKTA_ORG_URL: "https://acme..okta.com" }),
    reads: /FAILED Connection the name acme\.\.okta\.com cannot be found -> Check OKTA_ORG_URL for typing errors/,
  },
  "this machine's clock is wrong": {
    words: DOCTOR,
    org: { now: () => new Date(Date.now() + 3_600_000) },
    reads: /FAILED Clock 3\d\d\d seconds behind Okta's -> Set this machine's clock/,
  },
  "the audit log cannot be written": {
    words: DOCTOR,
    env: () => ({ OKTA_AUDIT_LOG: "/nowhere/at/all/audit.jsonl" }),
    reads:
      /FAILED Audit log \/nowhere\/at\/all\/audit\.jsonl cannot be written .* -> Nothing can be changed without it: .*OKTA_AUDIT_LOG/,
  },
  "nothing is left of a rate limit": {
    words: DOCTOR,
    org: { rateLimits: { "/api/v1/groups": 1 } },
    reads: /warning Rate limits left this minute: 0 of 1 for \/api\/v1\/groups; .* -> .*Reports > Rate Limits/,
  },
};

for (const [name, { words, reads, org, client, env, before }] of Object.entries(CASES)) {
  Deno.test(name, async () => {
    const folder = await Deno.makeTempDir();
    const clients = client && { "0oaAdvice": { keys: [jwk], scopes: [], ...client } };
    const sandbox = await startSandbox({ ...org, ...(clients && { clients }) });
    const way: Record<string, string> = client
      ? { OKTA_CLIENT_ID: "0oaAdvice", OKTA_PRIVATE_KEY: pem(own), OKTA_KEY_ID: "k1" }
      : { OKTA_API_TOKEN: sandbox.token };
    try {
      before?.(sandbox);
      const settings = { OKTA_ORG_URL: sandbox.url, XDG_STATE_HOME: folder, ...way, ...env?.(sandbox) };
      const { code, stdout, stderr } = await run(words, { env: settings });
      const read = `${stdout}${stderr}`.replace(/\s+/g, " ");
      assert.match(read, reads);
      assert.equal(code === 0, /^Nothing failed/.test(stdout), read);
      assert.ok(!read.includes(sandbox.token) && !/eyJ|BEGIN PRIVATE/.test(read));
    } finally {
      await sandbox.close();
      await Deno.remove(folder, { recursive: true });
    }
  });
}

Deno.test("a custom domain is taken for the org, and its other names are told", async () => {
  const metadata = { id: "00o1", pipeline: "idx", _links: { organization: { href: "https://acme.okta.com" } } };
  await using domain = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    ({ url }) => Response.json(new URL(url).pathname.startsWith("/.well-known/") ? metadata : []),
  );
  const env = { OKTA_ORG_URL: `http://127.0.0.1:${domain.addr.port}`, OKTA_API_TOKEN: "00tokenOfTheTest" };
  const { stdout } = await run(DOCTOR, { env });
  assert.match(stdout, /ok +Org +"00o1" on Identity Engine, also known as "acme\.okta\.com"/);
});

Deno.test("an assertion made out to another address is refused, and the advice names the address", async () => {
  const client = { keys: [jwk], scopes: USERS };
  const sandbox = await startSandbox({ clients: { "0oaAdvice": client } });
  // As behind a gateway that has another name than the org.
  await using gateway = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    async (request) => {
      const { pathname, search } = new URL(request.url);
      const { method, headers } = request;
      const body = method === "GET" ? null : await request.text();
      return await fetch(sandbox.url + pathname + search, { method, headers, body });
    },
  );
  const folder = await Deno.makeTempDir();
  try {
    const way = { OKTA_CLIENT_ID: "0oaAdvice", OKTA_PRIVATE_KEY: pem(own), OKTA_KEY_ID: "k1" };
    const OKTA_ORG_URL = `http://127.0.0.1:${gateway.addr.port}`;
    const { code, stderr } = await run(CALL, { env: { ...way, OKTA_ORG_URL, XDG_STATE_HOME: folder } });
    assert.equal(code, 1);
    assert.match(stderr, /invalid_client .*aud is not this endpoint.*OKTA_ORG_URL is the org's own address/);
  } finally {
    await sandbox.close();
    await Deno.remove(folder, { recursive: true });
  }
});
