import assert from "node:assert/strict";
import { judgeAreas } from "../../src/doctor/areas.ts";
import { judgeAudit, probeAudit } from "../../src/doctor/audit.ts";
import { judgeClock } from "../../src/doctor/clock.ts";
import { judgeCredential } from "../../src/doctor/credential.ts";
import { judgeLimits } from "../../src/doctor/limits.ts";
import { judgeScopes } from "../../src/doctor/scopes.ts";
import { judgeSettings } from "../../src/doctor/settings.ts";
import { report } from "../../src/cli/doctor.ts";
import { OktaError } from "../../src/okta/errors.ts";
import type { ToolFacts } from "../../src/tools/exposure.ts";
import { UserError } from "../../src/user_error.ts";

const refusal = (status: number, code: string, path = "/api/v1/users") =>
  new OktaError({ kind: "okta", method: "GET", path, status, code, summary: `Okta answered ${status} ${code}` });
const apiToken = { kind: "api-token", token: "x" } as const;

Deno.test("settings: each problem with its fix, and what only should be known", () => {
  assert.equal(judgeSettings([], [])[0]!.standing, "ok");
  const checks = judgeSettings([{ setting: "OKTA_CONFIRM", problem: "x", fix: "use one of: never" }], ["a notice"]);
  assert.deepEqual(checks.map(({ name, standing }) => [name, standing]), [["OKTA_CONFIRM", "failed"], [
    "Settings",
    "warning",
  ]]);
  assert.equal(checks[0]!.fix, "Use one of: never.");
});

Deno.test("clock: skew is told with its direction, and fails where assertions would", () => {
  const date = "Mon, 02 Mar 2026 10:00:00 GMT";
  const at = Date.parse(date);
  const standing = (seconds: number) => judgeClock(date, at + seconds * 1000).standing;
  assert.deepEqual([0, 29, -29, 30, -299, 300, -9999].map(standing), [
    "ok",
    "ok",
    "ok",
    "warning",
    "warning",
    "failed",
    "failed",
  ]);
  assert.equal(judgeClock(date, at + 400_000).says, "400 seconds ahead of Okta's");
  assert.equal(judgeClock(date, at - 400_000).says, "400 seconds behind Okta's");
  assert.equal(judgeClock(null, at).standing, "skipped");
});

Deno.test("areas: a missing right names what to change; a bad credential is not told five times", () => {
  const role = refusal(403, "E0000006");
  const scope = new OktaError({
    kind: "okta",
    method: "GET",
    path: "/api/v1/apps",
    status: 403,
    code: "insufficient_scope",
    scope: "okta.apps.read",
    summary: "Okta answered 403",
  });
  const checks = judgeAreas([
    { area: "users", outcome: "read" },
    { area: "groups", outcome: role },
    { area: "apps", outcome: scope },
    { area: "logs", outcome: refusal(401, "E0000011") },
    { area: "policies", outcome: "not-asked" },
  ]);
  assert.deepEqual(checks.map(({ standing }) => standing), ["ok", "failed", "warning", "skipped", "skipped"]);
  assert.match(checks[1]!.fix!, /role/);
  assert.match(checks[2]!.fix!, /okta\.apps\.read.*Okta API Scopes/);
});

Deno.test("credential: refused by Okta, unusable here, or accepted though it may do little", () => {
  const judged = (outcome: OktaError | UserError | "read" | "not-asked") =>
    judgeCredential(apiToken, [{ area: "users", outcome }]);
  const dead = judged(refusal(401, "E0000011"));
  assert.equal(dead.standing, "failed");
  assert.match(dead.fix!, /30 days without use/);
  assert.equal(judged(new UserError("Not signed in to Okta: run login.")).fix, "Not signed in to Okta: run login.");
  assert.equal(judged(refusal(400, "consent_required", "/oauth2/v1/token")).standing, "failed");
  assert.equal(judged(refusal(403, "E0000006")).standing, "ok");
  assert.equal(judged(refusal(401, "E0000015")).standing, "skipped");
  assert.equal(judged("not-asked").standing, "skipped");
  const client = { kind: "private-key", clientId: "0oa1", privateKey: "", scopes: [] } as const;
  assert.equal(
    judgeCredential(client, [{ area: "users", outcome: "read" }]).says,
    `OAuth client "0oa1" with its private key is accepted`,
  );
});

Deno.test("scopes: what Okta left out, and what it costs; manage holds read", () => {
  const tools: ToolFacts[] = [
    { toolset: "core", risk: "read", scopes: ["okta.logs.read"] },
    { toolset: "core", risk: "read", scopes: ["okta.users.read"] },
  ];
  const judged = judgeScopes(["okta.users.read", "okta.logs.read"], ["okta.users.manage"], tools);
  assert.equal(judged.standing, "warning");
  assert.equal(judged.says, "not granted: okta.logs.read; tools left out for that: 1");
  assert.equal(judgeScopes(["okta.users.read"], ["okta.users.manage"], tools).standing, "ok");
  assert.equal(judgeScopes(["okta.users.read"], undefined, tools).standing, "skipped");
});

Deno.test("rate limits: the scarcest first, and a warning where little is left", () => {
  const bucket = (bucket: string, limit: number, remaining: number) => ({
    bucket,
    limit,
    remaining,
    resetsAt: new Date(0),
  });
  const much = judgeLimits([bucket("users", 600, 599), bucket("logs", 120, 60)]);
  assert.equal(much.says, "left this minute: 60 of 120 for logs; 599 of 600 for users");
  assert.equal(much.standing, "ok");
  assert.equal(judgeLimits([bucket("logs", 120, 11)]).standing, "warning");
  assert.equal(judgeLimits([]).standing, "skipped");
});

Deno.test("audit log: tried without leaving a trace", async () => {
  const folder = await Deno.makeTempDir();
  const names = () => [...Deno.readDirSync(folder)].map(({ name }) => name);
  try {
    assert.equal(judgeAudit(await probeAudit(`${folder}/audit.jsonl`)).standing, "ok");
    assert.equal(judgeAudit(await probeAudit(`${folder}/own/deep/audit.jsonl`, `${folder}/own/deep`)).standing, "ok");
    assert.deepEqual(names(), []);
    const missing = judgeAudit(await probeAudit(`${folder}/none/audit.jsonl`));
    assert.equal(missing.standing, "failed");
    assert.match(missing.fix!, /OKTA_AUDIT_LOG/);
    const path = `${folder}/open.jsonl`;
    await Deno.writeTextFile(path, "{}\n", { mode: 0o600 });
    assert.equal(judgeAudit(await probeAudit(path)).standing, "ok");
    if (Deno.build.os !== "windows") {
      await Deno.chmod(path, 0o644);
      assert.match(judgeAudit(await probeAudit(path)).fix!, /chmod 600/);
    }
    assert.equal(await Deno.readTextFile(path), "{}\n");
    assert.equal(judgeAudit(await probeAudit(folder)).standing, "failed");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("the report: verdict first, each failure with its fix, and no secret", () => {
  const checks = [
    { name: "Settings", standing: "ok", says: "fine" },
    { name: "TLS", standing: "failed", says: "bad", fix: "Mend it." },
    { name: "Clock", standing: "warning", says: "Authorization: SSWS 00abcdefghijklmnopqrstuvwxyz", fix: "Set it." },
  ] as const;
  const { text, failed } = report(checks, false);
  assert.equal(failed, true);
  assert.match(text, /^1 of 3 checks failed: mend the first one first\. 1 more is worth a look\.\n\n/);
  assert.match(text, /FAILED {3}TLS {7}bad\n {19}-> Mend it\./);
  assert.doesNotMatch(text, /00abcdef/);
  const json = JSON.parse(report(checks, true).text);
  assert.equal(json.ok, false);
  assert.equal(json.checks.length, 3);
  assert.deepEqual(report([checks[0]], false), {
    text: "All is well.\n\nok       Settings  fine\n",
    failed: false,
  });
});
