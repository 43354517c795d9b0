import assert from "node:assert/strict";
import type { EventRecord } from "../../src/sandbox/state.ts";
import { startOrg } from "./harness.ts";
import { changesOf, itemOf, sentBy, warningsOf } from "./writes.ts";

Deno.test("an invitation that was never accepted is mailed again; the link itself is never seen", async () => {
  await using org = await startOrg();
  const tom = org.user("tom.becker");

  const reply = await org.call("reinvite_user", { user: "Tom Becker" });

  assert.deepEqual(sentBy(org), [`POST /api/v1/users/${tom.id}/lifecycle/reactivate?sendEmail=true`]);
  assert.deepEqual(changesOf(reply), ['activation e-mail: null → "tom.becker@harbor.example"']);
  assert.match(
    reply.asked ?? "",
    /^Mail a new invitation to "Tom Becker" \(tom\.becker@harbor\.example, PROVISIONED\)\n/,
  );
  assert.match(reply.asked ?? "", /Cannot be taken back/);
  assert.match(reply.text, /stays PROVISIONED until the person follows the link/);
  assert.doesNotMatch(reply.text + JSON.stringify(reply.data), /welcome|activationToken|https?:/);
  assert.deepEqual(warningsOf(reply), ["The links of earlier invitations stop working."]);
});

Deno.test("a second address and a mail that did not arrive are told before another one goes out", async () => {
  await using org = await startOrg();
  const tom = org.user("tom.becker");
  tom.profile.secondEmail = "tom@home.example";
  const { events } = org.sandbox.state;
  const invited = events.find(({ eventType, target }) =>
    eventType === "user.lifecycle.activate" && target?.[0]?.id === tom.id
  )!;
  const bounce: EventRecord = {
    ...invited,
    uuid: crypto.randomUUID(),
    eventType: "system.email.delivery",
    outcome: { result: "FAILURE", reason: "bounced" },
  };
  events.splice(events.indexOf(invited) + 1, 0, bounce);

  const warnings = warningsOf(await org.call("reinvite_user", { user: tom.id }));

  assert.match(
    warnings[0]!,
    /^A mail to this person did not arrive on 2026-06-29 .*\("FAILURE: bounced"\): check the address/,
  );
  assert.match(warnings[0]!, /update_user_profile user=tom\.becker@harbor\.example/);
  assert.match(warnings[2]!, /secondary address "tom@home\.example"/);
});

Deno.test("every other status is refused with what helps there", async () => {
  await using org = await startOrg();
  const cases: Record<string, RegExp> = {
    "hanna.virtanen":
      /STAGED\): nobody has invited this person yet\. Next: change_user_status user=\S+ action=activate$/,
    "aisha.bello": /ACTIVE\): the invitation was accepted\. If signing in fails: investigate_user user=/,
    "ben.carter": /RECOVERY\).* Next: reset_user_password user=/,
    "lucia.rossi": /PASSWORD_EXPIRED\).* Next: reset_user_password user=/,
    "jane.moreno": /LOCKED_OUT\).* Next: investigate_user user=/,
    "dmitri.volkov": /SUSPENDED\).* Next: find_changes target=dmitri/,
    "helen.park": /DEPROVISIONED\).* action=activate invites anew$/,
  };
  for (const [user, expected] of Object.entries(cases)) {
    assert.match(await org.refused("reinvite_user", { user: `${user}@harbor.example` }), expected);
  }
  org.user("tom.becker").profile.email = "";
  assert.match(await org.refused("reinvite_user", { user: "tom.becker" }), /no e-mail address.*update_user_profile/s);
  assert.deepEqual(sentBy(org), []);
});

Deno.test("several at once: one question, one mail each, and who cannot be invited is named", async () => {
  await using org = await startOrg();
  org.user("kwame.mensah").status = "PROVISIONED";

  const { asked, data } = await org.call("reinvite_user", { users: ["tom.becker", "kwame.mensah", "aisha.bello"] });

  assert.match(asked ?? "", /^To be done for 2, one after the other:\n/);
  assert.match(asked ?? "", /Not possible for 1:\naisha\.bello: Cannot reinvite "Aisha Bello"/);
  assert.equal(data.outcome, "partly_done");
  assert.equal(sentBy(org).length, 2);
  assert.equal(itemOf(await org.call("reinvite_user", { user: "tom.becker" })).outcome, "done");
});
