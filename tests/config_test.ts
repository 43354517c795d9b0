import assert from "node:assert/strict";
import { readConfig, type Setting } from "../src/config.ts";

const TOOLS = [
  { toolset: "core", risk: "read", scopes: ["okta.users.read", "okta.logs.read"] },
  { toolset: "core", risk: "write", scopes: ["okta.users.manage"] },
  { toolset: "zones", risk: "read", scopes: ["okta.networkZones.read", "okta.accessRequests.request.manage"] },
] as const;
const GOOD = { OKTA_ORG_URL: "https://acme.okta.com", OKTA_API_TOKEN: "00abcDEF" };

function read(settings: Partial<Record<Setting, string>>, demo = false) {
  return readConfig((name) => settings[name], { demo, tools: TOOLS });
}
function configOf(settings: Partial<Record<Setting, string>>) {
  const result = read({ ...GOOD, ...settings });
  assert.ok("config" in result, JSON.stringify(result));
  return result.config;
}
function problemsOf(settings: Partial<Record<Setting, string>>) {
  const result = read({ ...GOOD, ...settings });
  return "problems" in result
    ? result.problems.map(({ setting, problem, fix }) => `${setting}: ${problem}; ${fix}`)
    : [];
}

Deno.test("an org's address and a token are enough", () => {
  const config = configOf({});
  assert.deepEqual(config.org, {
    kind: "okta",
    url: new URL("https://acme.okta.com"),
    credential: { kind: "api-token", token: "00abcDEF" },
  });
  assert.deepEqual(
    [config.serverName, config.logLevel, config.timeoutSeconds, config.readOnly, config.toolsets, config.confirm],
    ["okta-support", "INFO", 30, false, ["support"], "always"],
  );
});

Deno.test("the demo org needs no setting", () => {
  const result = read({}, true);
  assert.ok("config" in result && result.config.org.kind === "demo");
});

Deno.test("every problem is named at once, with its fix", () => {
  const result = read({ OKTA_TIMEOUT_SECONDS: "soon", OKTA_CONFIRM: "sometimes", OKTA_TOOLSETS: "core,gadgets" });
  assert.ok("problems" in result);
  assert.deepEqual(result.problems.map(({ setting }) => setting).sort(), [
    "OKTA_API_TOKEN",
    "OKTA_CONFIRM",
    "OKTA_ORG_URL",
    "OKTA_TIMEOUT_SECONDS",
    "OKTA_TOOLSETS",
  ]);
  assert.ok(result.problems.every(({ fix }) => fix.length > 0));
});

Deno.test("the Admin Console's address is put right, and said", () => {
  const config = configOf({ OKTA_ORG_URL: "acme-admin.oktapreview.com/" });
  assert.equal(config.org.kind === "okta" && config.org.url.href, "https://acme.oktapreview.com/");
  assert.match(config.notices.join(), /Admin Console/);
});

Deno.test("addresses that would leak the token or cannot be right are refused", () => {
  assert.match(problemsOf({ OKTA_ORG_URL: "http://acme.okta.com" }).join(), /unprotected.*https:\/\/acme\.okta\.com/);
  assert.match(problemsOf({ OKTA_ORG_URL: "https://{yourOktaDomain}" }).join(), /placeholder/);
  assert.match(problemsOf({ OKTA_ORG_URL: "https://me:pw@acme.okta.com" }).join(), /more than a host/);
  assert.match(problemsOf({ OKTA_ORG_URL: "ftp://acme.okta.com" }).join(), /not a web address/);
  assert.match(problemsOf({ OKTA_ORG_URL: "https://exa mple" }).join(), /not a web address/);
  assert.deepEqual(problemsOf({ OKTA_ORG_URL: "http://127.0.0.1:8080" }), []);
});

Deno.test("what a client should have filled in is told from a value, once for each setting", () => {
  for (const left of ["${OKTA_API_TOKEN}", "${env:OKTA_API_TOKEN}", "${input:okta-api-token}"]) {
    const problems = problemsOf({ OKTA_API_TOKEN: left, OKTA_ORG_URL: "${OKTA_ORG_URL}" });
    assert.equal(problems.length, 2);
    assert.ok(problems.some((problem) => problem.includes(`it is "${left}", which the client did not fill in`)));
    assert.match(problems.join(), /set OKTA_API_TOKEN in the environment that the client is started in/);
  }
});

Deno.test("a token that was copied wrongly is recognised, and never repeated", () => {
  assert.match(problemsOf({ OKTA_API_TOKEN: "SSWS 00abc" }).join(), /starts with "SSWS"/);
  assert.match(problemsOf({ OKTA_API_TOKEN: "00a bc" }).join(), /copy the token again/);
  assert.doesNotMatch(problemsOf({ OKTA_API_TOKEN: "SSWS 00abc" }).join(), /00abc/);
});

Deno.test("settings are read without regard to case, and an empty one counts as none", () => {
  const config = configOf({
    OKTA_READ_ONLY: "TRUE",
    MCP_LOG_LEVEL: "debug",
    OKTA_CONFIRM: "Never",
    OKTA_RATE_LIMIT: "",
  });
  assert.deepEqual([config.readOnly, config.logLevel, config.confirm, config.requestsPerMinute], [
    true,
    "DEBUG",
    "never",
    undefined,
  ]);
  assert.match(problemsOf({ OKTA_READ_ONLY: "maybe" }).join(), /"maybe" is not one of its values; use one of: true/);
  assert.match(problemsOf({ OKTA_RATE_LIMIT: "-5" }).join(), /"-5" is not a positive number/);
});

const CLIENT = { OKTA_ORG_URL: "https://acme.okta.com", OKTA_CLIENT_ID: "0oaclient" };

function credentialOf(settings: Partial<Record<Setting, string>>) {
  const result = read({ ...CLIENT, ...settings });
  assert.ok("config" in result && result.config.org.kind === "okta", JSON.stringify(result));
  return { credential: result.config.org.credential, notices: result.config.notices };
}

Deno.test("each way in is known by its settings", () => {
  const scopes = ["okta.logs.read", "okta.users.manage", "okta.users.read"];
  assert.deepEqual(credentialOf({}).credential, { kind: "device", clientId: "0oaclient", scopes });
  assert.deepEqual(credentialOf({ OKTA_CLIENT_SECRET: "s" }).credential, {
    kind: "client-secret",
    clientId: "0oaclient",
    clientSecret: "s",
    scopes,
  });
  assert.deepEqual(credentialOf({ OKTA_PRIVATE_KEY: "key.pem", OKTA_KEY_ID: "k1" }).credential, {
    kind: "private-key",
    clientId: "0oaclient",
    privateKey: "key.pem",
    keyId: "k1",
    scopes,
  });
});

Deno.test("the scopes are what the exposed tools need, unless OKTA_SCOPES names them", () => {
  const scopes = (settings: Partial<Record<Setting, string>>) => {
    const { credential } = credentialOf(settings);
    return credential.kind === "api-token" ? [] : credential.scopes;
  };
  assert.deepEqual(scopes({ OKTA_READ_ONLY: "true" }), ["okta.logs.read", "okta.users.read"]);
  assert.deepEqual(scopes({ OKTA_TOOLSETS: "zones" }), ["okta.networkZones.read"]);
  assert.deepEqual(scopes({ OKTA_SCOPES: "okta.users.read, okta.apps.read  okta.users.read" }), [
    "okta.apps.read",
    "okta.users.read",
  ]);
  const governance = "okta.accessRequests.request.manage";
  assert.deepEqual(scopes({ OKTA_TOOLSETS: "zones", OKTA_SCOPES: governance }), [governance]);
  const odd = read({ ...CLIENT, OKTA_SCOPES: "okta.users.read;rm" });
  assert.ok("problems" in odd);
  assert.match(odd.problems[0]!.problem, /"okta\.users\.read;rm" is not a scope/);
});

Deno.test("of several credentials the safest wins, and what is left unused is named", () => {
  const all = { OKTA_API_TOKEN: "00a", OKTA_CLIENT_SECRET: "s", OKTA_PRIVATE_KEY: "k" };
  const { credential, notices } = credentialOf(all);
  assert.equal(credential.kind, "private-key");
  assert.match(notices.join("\n"), /OKTA_API_TOKEN is set but not used: OKTA_CLIENT_ID/);
  assert.match(notices.join("\n"), /OKTA_CLIENT_SECRET is set but not used: OKTA_PRIVATE_KEY/);
  assert.match(credentialOf({ OKTA_KEY_ID: "k1" }).notices.join(), /OKTA_KEY_ID is set but not used/);
  assert.match(configOf({ OKTA_SCOPES: "okta.users.read" }).notices.join(), /OKTA_SCOPES is set but not used/);
  assert.deepEqual(credentialOf({}).notices, []);
});

Deno.test("a key or a secret without its client is a problem, and is not shown", () => {
  const result = read({ ...GOOD, OKTA_PRIVATE_KEY: "-----BEGIN PRIVATE KEY-----hush" });
  assert.ok("problems" in result);
  assert.deepEqual(result.problems.map(({ setting, problem }) => [setting, problem]), [
    ["OKTA_CLIENT_ID", "it is not set, but OKTA_PRIVATE_KEY is"],
  ]);
  assert.doesNotMatch(JSON.stringify(result), /hush/);
});

Deno.test("what is allowed of Okta's whole API is read as words, and its areas may be named", () => {
  const config = configOf({
    OKTA_TOOLSETS: "support,policies",
    OKTA_ALLOW_OPERATIONS: "createOAuth2ClientSecret, tag:Policy",
    OKTA_DENY_OPERATIONS: "*",
    OKTA_FILES: " /files ",
  });
  assert.deepEqual(config.operations, {
    allow: ["createOAuth2ClientSecret", "tag:Policy"],
    deny: ["*"],
    files: "/files",
  });
  assert.deepEqual(config.toolsets, ["support", "policies"]);
  assert.deepEqual(configOf({}).operations, { allow: [], deny: [] });
});

Deno.test("a threshold of the operator's is read, and one that cannot be is named", () => {
  assert.equal(configOf({ OKTA_THRESHOLDS: "travelMinutes=30" }).thresholds.travelMinutes, 30);
  assert.match(problemsOf({ OKTA_THRESHOLDS: "travel=30" }).join(), /^OKTA_THRESHOLDS: "travel" is not a threshold; /);
});
