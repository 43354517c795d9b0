import assert from "node:assert/strict";
import { readConfig, type Setting } from "../../src/config.ts";
import { examine, type Patient } from "../../src/doctor/examine.ts";
import { apiToken } from "../../src/okta/auth/api_token.ts";
import { connectOkta } from "../../src/okta/client.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/sandbox/sandbox.ts";
import type { ToolFacts } from "../../src/tools/exposure.ts";

const tools: ToolFacts[] = [{ toolset: "core", risk: "read", scopes: ["okta.users.read"] }];

async function onOrg(
  options: SandboxOptions,
  test: (
    examined: (settings?: Partial<Record<Setting, string>>) => Promise<Map<string, string>>,
    org: Sandbox,
  ) => Promise<
    void
  >,
): Promise<void> {
  const sandbox = await startSandbox(options);
  const folder = await Deno.makeTempDir();
  async function examined(settings: Partial<Record<Setting, string>> = {}): Promise<Map<string, string>> {
    const all: Partial<Record<Setting, string>> = {
      OKTA_ORG_URL: sandbox.url,
      OKTA_API_TOKEN: sandbox.token,
      OKTA_AUDIT_LOG: `${folder}/audit.jsonl`,
      ...settings,
    };
    const patient: Patient = {
      settings: readConfig((name) => all[name], { demo: false, tools }),
      tools,
      network: { trustsSystem: false },
      folder,
      userAgent: "test",
      connect: ({ org }) => {
        assert.ok(org.kind === "okta" && org.credential.kind === "api-token");
        const authorizer = apiToken(org.credential.token);
        return Promise.resolve(connectOkta({ orgUrl: org.url, authorizer, timeoutSeconds: 5, userAgent: "test" }));
      },
    };
    const checks = await examine(patient);
    assert.ok(!JSON.stringify(checks).includes(sandbox.token));
    return new Map(checks.map(({ name, standing, says }) => [name, `${standing}: ${says}`]));
  }
  try {
    await test(examined, sandbox);
  } finally {
    await sandbox.close();
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a healthy set-up passes every check, and all that was asked of Okta was right", () =>
  onOrg({}, async (examined, org) => {
    const checks = await examined();
    for (const [name, check] of checks) assert.match(check, name === "TLS" ? /^skipped/ : /^ok/, name);
    assert.deepEqual([...checks.keys()], [
      "Settings",
      "Connection",
      "TLS",
      "Org",
      "Clock",
      "Credential",
      "Read users",
      "Read groups",
      "Read apps",
      "Read logs",
      "Read policies",
      "Rate limits",
      "Audit log",
    ]);
    assert.match(checks.get("Credential")!, /API token of "it\.automation@harbor\.example" is accepted; .*ends on "20/);
    assert.deepEqual(org.violations, []);
    assert.ok(org.requests.every(({ method }) => method === "GET"));
  }));

Deno.test("a dead token is told once; what depends on it is left out", () =>
  onOrg({}, async (examined) => {
    const checks = await examined({ OKTA_API_TOKEN: "00deadTokenThatNobodyKnows" });
    assert.match(checks.get("Credential")!, /^failed: API token: Okta answered 401 E0000011/);
    assert.match(checks.get("Read users")!, /^skipped: needs a credential that works/);
    assert.match(checks.get("Audit log")!, /^ok/);
  }));

Deno.test("a role that may read little is accepted, and each area it lacks is named", () =>
  onOrg({ tokens: { "00helpDeskTokenOfTheTest": { role: "HELP_DESK_ADMIN" } } }, async (examined) => {
    const checks = await examined({ OKTA_API_TOKEN: "00helpDeskTokenOfTheTest" });
    assert.match(checks.get("Credential")!, /^ok/);
    assert.match(checks.get("Read users")!, /^ok/);
    assert.match(checks.get("Read logs")!, /^failed: Okta answered 403 E0000006/);
    assert.match(checks.get("Read policies")!, /^failed/);
  }));

Deno.test("wrong settings are listed, and what they leave to look at is looked at", () =>
  onOrg({}, async (examined, org) => {
    const odd = await examined({ OKTA_CONFIRM: "perhaps", OKTA_API_TOKEN: "" });
    assert.match(odd.get("OKTA_CONFIRM")!, /^failed: "perhaps"/);
    assert.match(odd.get("OKTA_API_TOKEN")!, /^failed: it is not set/);
    assert.match(odd.get("Org")!, /^ok/);
    assert.match(odd.get("Credential")!, /^skipped/);
    assert.equal(org.requests.length, 1);

    const confirmOnly = await examined({ OKTA_CONFIRM: "perhaps" });
    assert.match(confirmOnly.get("Credential")!, /^ok/);

    const nowhere = await examined({ OKTA_ORG_URL: "https://{yourOktaDomain}" });
    assert.match(nowhere.get("OKTA_ORG_URL")!, /placeholder/);
    assert.match(nowhere.get("Org")!, /^skipped/);
    assert.match(nowhere.get("Audit log")!, /^ok/);
  }));

Deno.test("a clock that is wrong is found by the org's answers", () =>
  onOrg({ now: () => new Date(Date.now() - 3_600_000) }, async (examined) => {
    assert.match((await examined()).get("Clock")!, /^failed: 3600 seconds ahead of|^failed: 360\d seconds ahead of/);
  }));

Deno.test("a credential is not sent to what is no Okta org", async () => {
  const seen: (string | null)[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, ({ headers }) => {
    seen.push(headers.get("authorization"));
    return Response.json({ welcome: true });
  });
  try {
    await onOrg({}, async (examined) => {
      const checks = await examined({ OKTA_ORG_URL: `http://127.0.0.1:${server.addr.port}` });
      assert.match(checks.get("Org")!, /^failed/);
      assert.match(checks.get("Credential")!, /^skipped/);
      assert.deepEqual(seen, [null]);
    });
  } finally {
    await server.shutdown();
  }
});
