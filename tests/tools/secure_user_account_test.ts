import assert from "node:assert/strict";
import { startOrg } from "./harness.ts";

const TOOL = "secure_user_account";
type Item = { outcome: string; change: string; notes: string[]; changes: { what: string; after: unknown }[] };
const itemOf = (data: Record<string, unknown>) => (data.items as Item[])[0]!;

Deno.test("by default sessions end and the password is reset, under one consent", async () => {
  await using org = await startOrg();
  const priya = org.user("priya.nair");
  priya.sessions = [{ id: "102abc", createdAt: priya.created }];

  const { asked, text, data } = await org.call(TOOL, { user: "priya.nair" });

  assert.match(asked!, /^Secure "Priya Nair" \(priya\.nair@harbor\.example, ACTIVE\): end_sessions, reset_password\n/);
  assert.match(asked!, /- status: "ACTIVE" → "RECOVERY"/);
  assert.match(asked!, /Where somebody else may read that mailbox, suspend instead\./);
  assert.match(
    asked!,
    /! Factors stay: push of OKTA "SM-A546E" of 2026-07-15/,
    "what the intruder enrolled comes first",
  );
  assert.match(text, /^Done: Secure "Priya Nair"/);
  assert.equal(data.outcome, "done");
  assert.equal(priya.status, "RECOVERY");
  assert.deepEqual(priya.sessions, []);
  const sent = org.sandbox.requests.filter(({ method }) => method !== "GET").map(({ url }) => new URL(url).search);
  assert.deepEqual(sent, ["?oauthTokens=true&forgetDevices=true", "?sendEmail=true&revokeSessions=true"]);
});

Deno.test("a factor by its device's name: Okta Verify goes whole, as Okta does it, and the preview names all of it", async () => {
  await using org = await startOrg();
  const priya = org.user("priya.nair");
  const { asked, data } = await org.call(TOOL, { user: "priya.nair", steps: ["suspend"], factors: ["SM-A546E"] });
  assert.match(asked!, /: suspend, reset_factors\n/, "naming factors asks for their reset");
  assert.match(asked!, /! Not named, but they go too: .*"Priya's iPhone".* Okta resets Okta Verify as a whole/);
  assert.match(asked!, /- factor push of OKTA "Priya's iPhone": "ACTIVE" → \(none\)/);
  assert.match(asked!, /! Factors that stay: email of OKTA "priya\.nair@harbor\.example" of 2025-/);
  assert.equal(priya.status, "SUSPENDED");
  assert.deepEqual(priya.factors.map(({ factorType }) => factorType), ["email"]);
  const gone = itemOf(data).changes.filter(({ what }) => what.startsWith("factor "));
  assert.deepEqual(gone.map(({ after }) => after), [null, null, null, null, null]);
});

Deno.test("a suspension by it can be undone", async () => {
  await using org = await startOrg();
  const { data } = await org.call(TOOL, { user: "priya.nair", steps: ["end_sessions", "suspend"] });
  await org.call("undo_change", { change: itemOf(data).change });
  assert.equal(org.user("priya.nair").status, "ACTIVE");
});

Deno.test("what cannot be done is left out and told first, the rest is done", async () => {
  await using org = await startOrg();
  const both = await org.call(TOOL, { user: "priya.nair", steps: ["reset_password", "suspend"] }, "decline");
  assert.match(
    both.asked!,
    /: suspend\n.*\n! Left out, reset_password: a suspended account's password cannot be reset/,
  );
  const suspended = await org.call(TOOL, { user: "dmitri.volkov" });
  assert.match(suspended.asked!, /: end_sessions\n/);
  assert.doesNotMatch(suspended.asked!, /action=unsuspend/, "securing an account is no reason to open it");
  const directory = [...org.sandbox.state.users.values()].find(({ credentials, status }) =>
    credentials.provider.type === "ACTIVE_DIRECTORY" && status === "ACTIVE"
  );
  const { asked } = await org.call(TOOL, { user: directory!.id });
  assert.match(asked!, /! Left out, reset_password: .* password is kept in Active Directory/);
});

Deno.test("where nothing can be done it says why", async () => {
  await using org = await startOrg();
  const refusal = await org.refused(TOOL, { user: "helen.park" });
  assert.match(refusal, /^Cannot secure "Helen Park"/);
  assert.match(refusal, /nobody has a session in status DEPROVISIONED/);
  assert.match(await org.refused(TOOL, { user: "aisha.bello", steps: [] }), /Cannot secure "Aisha Bello"/);
});

Deno.test("an unknown factor is refused with those there are, before anything happens", async () => {
  await using org = await startOrg();
  const refusal = await org.refused(TOOL, { user: "priya.nair", factors: ["Priya's Nokia"] });
  assert.match(refusal, /is none of the factors of "Priya Nair"/);
  assert.equal(org.user("priya.nair").status, "ACTIVE");
});

Deno.test("an ambiguous name is answered with the candidates", async () => {
  await using org = await startOrg();
  assert.match(await org.refused(TOOL, { user: "Alex Kim" }), /matches 2 users/);
});

Deno.test("the account that this server works with is not suspended, and an administrator is told", async () => {
  await using org = await startOrg();
  const { asked } = await org.call(TOOL, { user: "it.automation", steps: ["suspend", "end_sessions"] }, "decline");
  assert.match(asked!, /! Left out, suspend: this server itself works with this account/);
  assert.match(asked!, /! An administrator: "/);
  assert.match(asked!, /! Revoking its tokens may cut this server itself off from Okta\./);
});

Deno.test("the last active super administrator is not suspended", async () => {
  await using org = await startOrg();
  const [last, ...others] = [...org.sandbox.state.users.values()].filter(({ roles }) =>
    roles.some(({ type }) => type === "SUPER_ADMIN")
  );
  for (const other of others) other.status = "DEPROVISIONED";
  const { asked } = await org.call(TOOL, { user: last!.id, steps: ["suspend", "end_sessions"] }, "decline");
  assert.match(asked!, /! Left out, suspend: .*no other active super administrator was found/);
});

Deno.test("a step that fails leaves the rest, and says what was done and how to go on", async () => {
  await using org = await startOrg();
  org.sandbox.failNext({ status: 500, method: "POST", path: /reset_password/ });
  const args = { user: "priya.nair", steps: ["end_sessions", "reset_password", "reset_factors"] };
  const { text, data } = await org.call(TOOL, args);
  assert.match(text, /^Partly done: Secure "Priya Nair"/);
  assert.match(text, /\nDone: end_sessions\. reset_password failed: /);
  assert.match(text, /secure_user_account user=priya\.nair@harbor\.example steps=\["reset_password","reset_factors"\]/);
  assert.equal(data.outcome, "partly_done");
  assert.equal(itemOf(data).outcome, "failed");
  assert.deepEqual(itemOf(data).changes.map(({ what }) => what), [
    "Okta sessions",
    "OAuth tokens",
    "remembered devices",
  ]);
  assert.equal(org.user("priya.nair").factors.length, 6);
  const lines = await org.host.audit.read(itemOf(data).change);
  assert.equal(lines.at(-1)?.outcome, "failed");
  assert.match(lines.at(-1)?.error ?? "", /reset_password failed/);
});

Deno.test("where the first step fails nothing was done, and the error stands alone", async () => {
  await using org = await startOrg();
  org.sandbox.failNext({ status: 403, errorCode: "E0000006", method: "DELETE", path: /sessions/ });
  await org.refused(TOOL, { user: "priya.nair" });
  assert.equal(org.user("priya.nair").status, "ACTIVE");
});
