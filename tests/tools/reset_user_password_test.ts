import assert from "node:assert/strict";
import { startOrg } from "./harness.ts";
import { changesOf, sentBy, warningsOf } from "./writes.ts";

Deno.test("a link is mailed, the person is in RECOVERY, sessions stay and that is said", async () => {
  await using org = await startOrg();
  const lucia = org.user("lucia.rossi");

  const reply = await org.call("reset_user_password", { user: "Lucia Rossi" });

  assert.deepEqual(sentBy(org), [
    `POST /api/v1/users/${lucia.id}/lifecycle/reset_password?sendEmail=true&revokeSessions=false`,
  ]);
  assert.deepEqual(changesOf(reply), [
    'status: "PASSWORD_EXPIRED" → "RECOVERY"',
    'password reset e-mail: null → "lucia.rossi@harbor.example"',
  ]);
  const warnings = warningsOf(reply);
  assert.match(warnings[0]!, /^The old password stops working now; .*without signing in to Okta/);
  assert.match(warnings[1]!, /Whoever is signed in stays signed in.*revoke_sessions/);
  assert.match(reply.asked ?? "", /Cannot be taken back: the old password does not return\.$/);
  assert.doesNotMatch(reply.text, /reset_password\/|https?:/);
});

Deno.test("revoke_sessions ends the sessions, and says so beforehand", async () => {
  await using org = await startOrg();
  const priya = org.user("priya.nair");
  const reply = await org.call("reset_user_password", { user: "priya.nair", revoke_sessions: true });
  assert.match(warningsOf(reply).join("\n"), /Every Okta session of the person ends at once/);
  assert(changesOf(reply).includes('Okta sessions: "as they are" → "ended"'));
  assert.deepEqual(priya.sessions, []);
  assert.match(sentBy(org)[0]!, /revokeSessions=true$/);
});

Deno.test("a reset under way is mailed again; an administrator, a lock and an open invitation are pointed out", async () => {
  await using org = await startOrg();
  const preview = async (user: string) =>
    warningsOf(await org.call("reset_user_password", { user }, "decline")).join("\n");
  assert.match(await preview("ben.carter"), /^Links of earlier mails stop working now/);
  assert.match(await preview("marcus.webb"), /An administrator: .*Be sure that whoever asks/);
  assert.match(await preview("kenji.watanabe"), /This also ends the lock/);
  assert.match(await preview("tom.becker"), /reinvite_user user=tom\.becker@harbor\.example sends that again instead/);
  const { text } = await org.call("reset_user_password", { user: "ben.carter" });
  assert.doesNotMatch(text, /"RECOVERY" → "RECOVERY"/);
});

Deno.test("a password that Okta does not keep, or a status without one, is refused with the way out", async () => {
  await using org = await startOrg();
  const refused = (user: string) => org.refused("reset_user_password", { user });
  assert.match(
    await refused("rosa.delgado"),
    /kept in Active Directory \("corp\.harbor\.example"\): reset the password there/,
  );
  org.user("mei.lin").credentials.provider = { type: "FEDERATION", name: "Partner IdP" };
  assert.match(await refused("mei.lin"), /kept in the identity provider \("Partner IdP"\): reset the password there/);
  assert.match(await refused("dmitri.volkov"), /action=unsuspend$/);
  assert.match(
    await refused("hanna.virtanen"),
    /activate the user first\. Next: change_user_status user=\S+ action=activate$/,
  );
  assert.deepEqual(sentBy(org), []);
});
