import assert from "node:assert/strict";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { untrustedCertificate } from "../doctor/certificate.ts";
import { run } from "./program.ts";

interface Report {
  ok: boolean;
  checks: { name: string; standing: string; says: string; fix?: string }[];
}

async function examined(env: Record<string, string>): Promise<{ code: number; report: Report; output: string }> {
  const { code, stdout, stderr } = await run(["doctor", "--json"], { env });
  return { code, report: JSON.parse(stdout), output: stdout + stderr };
}

Deno.test("the demo org is in order, and the table says so", async () => {
  const { code, stdout, stderr } = await run(["doctor", "--demo"]);
  assert.equal(code, 0, stdout + stderr);
  assert.match(stdout, /^All is well\.\n\nok +Settings/);
  assert.match(stdout, /ok +Read policies +works/);
});

Deno.test("a real org is examined with the real settings; a failure brings its fix and exit code 1", async () => {
  const sandbox = await startSandbox({ tokens: { "00helpDeskTokenOfTheTest": { role: "HELP_DESK_ADMIN" } } });
  const folder = await Deno.makeTempDir();
  const env = (token: string) => ({
    OKTA_ORG_URL: sandbox.url,
    OKTA_API_TOKEN: token,
    OKTA_AUDIT_LOG: `${folder}/audit.jsonl`,
  });
  try {
    const healthy = await examined(env(sandbox.token));
    assert.equal(healthy.code, 0, healthy.output);
    assert.equal(healthy.report.ok, true);
    assert.ok(!healthy.output.includes(sandbox.token));

    const limited = await examined(env("00helpDeskTokenOfTheTest"));
    assert.equal(limited.code, 1);
    const logs = limited.report.checks.find(({ name }) => name === "Read logs")!;
    assert.equal(logs.standing, "failed");
    assert.match(logs.fix!, /Security > Administrators/);
    assert.ok(!limited.output.includes("00helpDesk"));
    assert.deepEqual(sandbox.violations, []);
    assert.deepEqual([...Deno.readDirSync(folder)], []);
  } finally {
    await sandbox.close();
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("without any setting, and with a wrong one, it lists what is wrong and goes on", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const { code, report } = await examined({ OKTA_CONFIRM: "perhaps", OKTA_AUDIT_LOG: `${folder}/none/audit.jsonl` });
    assert.equal(code, 1);
    const failed = report.checks.filter(({ standing }) => standing === "failed");
    assert.deepEqual(failed.map(({ name }) => name).sort(), [
      "Audit log",
      "OKTA_API_TOKEN",
      "OKTA_CONFIRM",
      "OKTA_ORG_URL",
    ]);
    assert.ok(failed.every(({ fix }) => fix));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("OAuth: what was granted, a key that Okta does not know, and nobody signed in", async () => {
  const folder = await Deno.makeTempDir();
  const settings = { XDG_STATE_HOME: folder, OKTA_CLIENT_ID: "0oaDoctor000000000000" };
  const { stdout, stderr } = await run(["keygen"], { env: settings });
  const key = /OKTA_PRIVATE_KEY=(.+)/.exec(stderr)![1]!;
  const client = { keys: [JSON.parse(stdout)], scopes: ["okta.users.read"], dpop: true };
  const native = { keys: [], native: true, scopes: ["okta.users.read"], dpop: true };
  const sandbox = await startSandbox({
    clients: { [settings.OKTA_CLIENT_ID]: client, "0oaOther": { ...client, keys: [] }, "0oaNative": native },
  });
  const env = { ...settings, OKTA_ORG_URL: sandbox.url, OKTA_PRIVATE_KEY: key };
  const check = async (env: Record<string, string>, name: string) => {
    const { code, report } = await examined(env);
    return { code, ...report.checks.find((check) => check.name === name)! };
  };
  try {
    const scopes = await check({ ...env, OKTA_SCOPES: "okta.users.read okta.logs.read" }, "Scopes");
    assert.equal(scopes.code, 0, scopes.says);
    assert.equal(scopes.standing, "warning");
    assert.match(scopes.says, /not granted: okta\.logs\.read; tools left out for that: \d+/);
    assert.match(scopes.fix!, /Okta API Scopes/);
    const groups = await check({ ...env, OKTA_SCOPES: "okta.users.read" }, "Read groups");
    assert.equal(groups.says, "OKTA_SCOPES does not ask for its scope");

    const stranger = await check({ ...env, OKTA_CLIENT_ID: "0oaOther" }, "Credential");
    assert.equal(stranger.code, 1);
    assert.match(stranger.says, /OAuth client "0oaOther" with its private key: .*invalid_client/);
    assert.match(stranger.fix!, /OKTA_KEY_ID/);
    const damaged = await check({ ...env, OKTA_PRIVATE_KEY: "-----BEGIN PRIVATE KEY-----\\nMII" }, "Credential");
    assert.match(damaged.fix!, /Cannot use OKTA_PRIVATE_KEY/);
    const nobody = await check({ ...env, OKTA_CLIENT_ID: "0oaNative", OKTA_PRIVATE_KEY: "" }, "Credential");
    assert.match(nobody.fix!, /run mcp-okta-support login/);
    assert.deepEqual(sandbox.violations, []);
  } finally {
    await sandbox.close();
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("behind a proxy that inspects TLS, it names the issuer and the way out", async () => {
  const certificate = await untrustedCertificate("Acme Inspection");
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, ...certificate, onListen: () => {} },
    () => new Response("never"),
  );
  try {
    const OKTA_ORG_URL = `https://localhost:${server.addr.port}`;
    const { code, report } = await examined({
      OKTA_ORG_URL,
      OKTA_API_TOKEN: "00secretOfTheTest",
      DENO_TLS_CA_STORE: "",
    });
    assert.equal(code, 1);
    const tls = report.checks.find(({ name }) => name === "TLS")!;
    assert.match(tls.says, /issued by "Acme Inspection/);
    assert.match(tls.fix!, /DENO_TLS_CA_STORE=system,mozilla/);
  } finally {
    await server.shutdown();
  }
});
