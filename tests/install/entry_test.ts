import assert from "node:assert/strict";
import type { Config, Setting } from "../../src/config.ts";
import { type EntryFacts, entryOf } from "../../src/install/entry.ts";

const url = new URL("https://acme.okta.com");
const scopes: string[] = [];
const apiToken: Config["org"] = { kind: "okta", url, credential: { kind: "api-token", token: "x" } };
const oauth = { clientId: "0oa1", scopes };

function facts(environment: Partial<Record<Setting, string>>, more: Partial<EntryFacts> = {}): EntryFacts {
  return {
    demo: false,
    program: { command: "/bin/okta", args: [] },
    environment: (name) => environment[name],
    network: () => undefined,
    absolute: (path) => `/here/${path}`,
    ...more,
  };
}

Deno.test("settings go into the entry, a secret apart from them", () => {
  const entry = entryOf(
    facts({ OKTA_ORG_URL: "acme-admin.okta.com", OKTA_API_TOKEN: "00t", OKTA_TOOLSETS: "core" }),
    apiToken,
  );
  assert.deepEqual(entry, {
    name: "okta",
    command: "/bin/okta",
    args: [],
    env: { OKTA_ORG_URL: "https://acme.okta.com", OKTA_TOOLSETS: "core" },
    secrets: new Map([["OKTA_API_TOKEN", "00t"]]),
  });
});

Deno.test("what stands in an env file stays there; only its relative paths are made good", () => {
  const settings: Partial<Record<Setting, string>> = { OKTA_API_TOKEN: "00t", OKTA_AUDIT_LOG: "audit.jsonl" };
  const envFile = { path: "/home/x/okta.env", settings: (name: Setting) => settings[name] };
  const { args, env, secrets } = entryOf(facts({ OKTA_READ_ONLY: "true" }, { envFile }), apiToken);
  assert.deepEqual(args, ["--env-file", "/home/x/okta.env"]);
  assert.deepEqual(env, { OKTA_READ_ONLY: "true", OKTA_AUDIT_LOG: "/here/audit.jsonl" });
  assert.equal(secrets.size, 0);
});

Deno.test("a token that is not there yet has its place", () => {
  const { secrets } = entryOf(facts({ OKTA_ORG_URL: "https://acme.okta.com" }), apiToken);
  assert.deepEqual([...secrets], [["OKTA_API_TOKEN", undefined]]);
});

Deno.test("a private key is a secret, the path of one is not; an unused credential is left out", () => {
  const credential = { kind: "private-key", privateKey: "", ...oauth } as const;
  const environment = { OKTA_CLIENT_ID: "0oa1", OKTA_API_TOKEN: "00t" };
  const byPath = entryOf(facts({ ...environment, OKTA_PRIVATE_KEY: "key.pem" }), { kind: "okta", url, credential });
  assert.deepEqual(byPath.env, { OKTA_CLIENT_ID: "0oa1", OKTA_PRIVATE_KEY: "/here/key.pem" });
  assert.equal(byPath.secrets.size, 0);
  const pem = "-----BEGIN PRIVATE KEY-----\\nMII\\n-----END PRIVATE KEY-----";
  const byText = entryOf(facts({ ...environment, OKTA_PRIVATE_KEY: pem }), { kind: "okta", url, credential });
  assert.deepEqual(byText.env, { OKTA_CLIENT_ID: "0oa1" });
  assert.deepEqual([...byText.secrets], [["OKTA_PRIVATE_KEY", pem]]);
});

Deno.test("a login needs no secret", () => {
  const org: Config["org"] = { kind: "okta", url, credential: { kind: "device", ...oauth } };
  const { env, secrets } = entryOf(facts({ OKTA_CLIENT_ID: "0oa1" }), org);
  assert.deepEqual(env, { OKTA_CLIENT_ID: "0oa1" });
  assert.equal(secrets.size, 0);
});

Deno.test("what the network needs goes along, but no proxy's password", () => {
  const network: EntryFacts["network"] = (name) =>
    ({ DENO_TLS_CA_STORE: "system,mozilla", HTTPS_PROXY: "http://me:pw@proxy:8080", NO_PROXY: "localhost" })[
      name as string
    ];
  const { env } = entryOf(facts({}, { network }), apiToken);
  assert.deepEqual(env, { DENO_TLS_CA_STORE: "system,mozilla", NO_PROXY: "localhost" });
});

Deno.test("the demo org has an entry of its own and no settings", () => {
  const entry = entryOf(facts({ OKTA_API_TOKEN: "00t" }, { demo: true }), { kind: "demo" });
  assert.deepEqual(entry, { name: "okta-demo", command: "/bin/okta", args: ["--demo"], env: {}, secrets: new Map() });
});
