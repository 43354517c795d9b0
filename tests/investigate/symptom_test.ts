import assert from "node:assert/strict";
import { openCase } from "../../src/investigate/case.ts";
import { concludeSignIn } from "../../src/investigate/sign_in.ts";
import { readSymptom } from "../../src/investigate/symptom.ts";
import { SCENARIOS } from "./scenarios/all.ts";

/** What people write into tickets, and a cause that it must, or must not, point to. */
const REPORTS: [report: string, fits: string, not: string][] = [
  ["Says my account is locked, again!", "stale_password", "wrong_code"],
  ["the laptop was blocked abroad", "policy_denied", "locked_unexplained"],
  ["I forgot my password", "forgotten_password", "policy_denied"],
  ["keeps asking for a code I don't get", "no_factor", "suspended"],
  ["got a new phone, Okta Verify is gone", "phone_lost", "password_expired"],
  ["reset link never arrived in my inbox", "reset_unfinished", "phone_lost"],
  ["new starter, no activation e-mail", "never_activated", "deprovisioned"],
  ["account was deactivated", "deprovisioned", "never_activated"],
  ["Access denied from the hotel", "policy_denied", "never_activated"],
  ["somebody else tried to get in, that wasn’t me", "account_attacked", "rate_limited"],
  ["the whole team cannot sign in", "directory_down", "no_factor"],
  ["user not found", "wrong_login", "stale_password"],
];

Deno.test("a report in everyday words tells where to look", () => {
  for (const [report, fits, not] of REPORTS) {
    const causes = new Set<string>(readSymptom(report).causes);
    assert(causes.has(fits), `${report}: not ${fits}`);
    assert(!causes.has(not), `${report}: ${not}`);
  }
  assert.equal(readSymptom("it is just broken").causes.size, 0);
  assert(readSymptom("Salesforce is gone", ["Salesforce"]).causes.has("app_not_assigned"));
});

Deno.test("no report makes a cause up, drops one, or comes before an attack or a certain bar", () => {
  for (const { name, story } of SCENARIOS) {
    const opened = openCase(story().facts());
    if (opened.recent.length > 5_000) continue; // slow, and no other rules
    const plain = concludeSignIn(opened);
    for (const cause of [...plain.findings.map(({ id }) => id), "wrong_code"] as const) {
      const told = concludeSignIn(opened, { causes: new Set([cause]), apps: [] });
      const ids = ({ findings }: typeof told) => findings.map(({ id }) => id).sort();
      assert.deepEqual(ids(told), ids(plain), name);
      const [before, after] = [plain.findings[0], told.findings[0]];
      if (before.severity === "critical") assert.equal(after.severity, "critical", name);
      if (before.severity === "blocking" && before.confidence === "certain") {
        assert(after.severity === "blocking" && after.confidence === "certain", name);
      }
      assert(after.id === before.id || after.id === cause, name);
    }
  }
});

Deno.test("among what holds, the report puts what fits first", () => {
  const scenario = SCENARIOS.find(({ story }) => {
    const { findings } = concludeSignIn(openCase(story().facts()));
    return findings.length > 1 && findings[0].severity !== "critical" &&
      !(findings[0].severity === "blocking" && findings[0].confidence === "certain");
  });
  assert(scenario);
  const opened = openCase(scenario.story().facts());
  const last = concludeSignIn(opened).findings.at(-1)!;
  assert.equal(concludeSignIn(opened, { causes: new Set([last.id]), apps: [] }).findings[0].id, last.id);
});

Deno.test("apps are named word for word, spaces and the maker's name aside", () => {
  const labelsNamed = (report: string, labels: string[]) => readSymptom(report, labels).apps;
  const labels = ["Salesforce", "Microsoft Office 365", "Box", "Workday", "日本"];
  assert.deepEqual(labelsNamed("can't open SalesForce or office365", labels), ["Salesforce", "Microsoft Office 365"]);
  assert.deepEqual(labelsNamed("sales force shows an error", labels), ["Salesforce"]);
  assert.deepEqual(labelsNamed("cannot sign in from the office, my mailbox is empty", labels), []);
  assert.deepEqual(labelsNamed("日本 is down", labels), ["日本"]);
  assert.deepEqual(labelsNamed("", ["", "--"]), []);
});
