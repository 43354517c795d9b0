import assert from "node:assert/strict";
import { startOrg } from "./harness.ts";
import { changesOf, sentBy, warningsOf } from "./writes.ts";

Deno.test("suspending shuts out and keeps everything; unsuspending takes it back", async () => {
  await using org = await startOrg();
  const aisha = org.user("aisha.bello");

  const suspended = await org.call("change_user_status", { user: "Aisha Bello", action: "suspend" });
  assert.deepEqual(changesOf(suspended), ['status: "ACTIVE" → "SUSPENDED"']);
  assert.match(suspended.asked ?? "", /^Suspend "Aisha Bello" \(aisha\.bello@harbor\.example, ACTIVE\)\n/);
  assert.match(warningsOf(suspended)[0]!, /keeps them out; apps and groups stay assigned/);

  const back = await org.call("change_user_status", { user: "aisha.bello", action: "unsuspend" });
  assert.deepEqual(changesOf(back), ['status: "SUSPENDED" → "ACTIVE"']);
  assert.deepEqual(sentBy(org), [
    `POST /api/v1/users/${aisha.id}/lifecycle/suspend`,
    `POST /api/v1/users/${aisha.id}/lifecycle/unsuspend`,
  ]);
});

Deno.test("deactivating says what goes: apps, accounts in them, the password; and that it does not all come back", async () => {
  await using org = await startOrg();
  const reply = await org.call("change_user_status", { user: "Chloé Dubois", action: "deactivate" });
  assert.match(reply.asked ?? "", /^Deactivate "Chloé Dubois"/);
  const warnings = warningsOf(reply);
  assert.match(warnings[0]!, /takes all apps away: they have 5 apps and 3 groups\. The groups stay\./);
  assert.match(warnings[1]!, /Accounts in these apps are deactivated as well: .*"Salesforce"/);
  assert.equal(warnings[2], "The password is deleted.");
  assert.match(reply.asked ?? "", /Cannot be taken back whole/);
  assert.deepEqual(changesOf(reply), ['status: "ACTIVE" → "DEPROVISIONED"']);
  assert.match(sentBy(org)[0]!, /lifecycle\/deactivate\?sendEmail=false$/);
});

Deno.test("activating invites, and says to whom", async () => {
  await using org = await startOrg();
  const hired = await org.call("change_user_status", { user: "hanna.virtanen", action: "activate" });
  assert.match(warningsOf(hired)[0]!, /^Okta mails "hanna\.virtanen@harbor\.example" a link/);
  assert.deepEqual(changesOf(hired), ['status: "STAGED" → "PROVISIONED"']);
  const returned = await org.call("change_user_status", { user: "helen.park", action: "activate" });
  assert.match(warningsOf(returned)[1]!, /assigned directly must be assigned anew/);
  assert.deepEqual(sentBy(org).map((request) => request.split("/").at(-1)), Array(2).fill("activate?sendEmail=true"));
});

Deno.test("an expired password is changed at the next sign-in", async () => {
  await using org = await startOrg();
  const reply = await org.call("change_user_status", { user: "aisha.bello", action: "expire_password" });
  assert.deepEqual(changesOf(reply), ['status: "ACTIVE" → "PASSWORD_EXPIRED"']);
});

Deno.test("what the status forbids is refused before asking, with the next call", async () => {
  await using org = await startOrg();
  const refused = (user: string, action: string) => org.refused("change_user_status", { user, action });
  assert.match(
    await refused("jane.moreno", "suspend"),
    /^Cannot suspend "Jane Moreno" \(jane\.moreno@harbor\.example, LOCKED_OUT\): .*unlock the user first\. Next: unlock_user_account user=jane\.moreno@harbor\.example$/,
  );
  assert.match(await refused("dmitri.volkov", "suspend"), /^Nothing to do: .*SUSPENDED\) has this status already/);
  assert.match(await refused("aisha.bello", "unsuspend"), /^Nothing to do/);
  assert.match(await refused("tom.becker", "activate"), /Next: reinvite_user user=tom\.becker@harbor\.example$/);
  assert.match(await refused("rosa.delgado", "expire_password"), /Active Directory .*: expire the password there/);
  assert.match(await refused("aisha.bello", "delete"), /^Cannot call change_user_status with these arguments/);
  assert.deepEqual(sentBy(org), []);
});

Deno.test("neither our own account nor the last super administrator can be shut out", async () => {
  await using org = await startOrg();
  const refused = (user: string, action: string) => org.refused("change_user_status", { user, action });
  assert.match(
    await refused("me", "suspend"),
    /^Cannot suspend "IT Automation".*the account that this server itself works with/,
  );

  const marcus = await org.call("change_user_status", { user: "marcus.webb", action: "suspend" });
  assert.match(warningsOf(marcus).join("\n"), /API tokens that this person created stop working/);
  assert.match(warningsOf(marcus).join("\n"), /An administrator: /);
  for (const action of ["suspend", "deactivate"]) {
    assert.match(await refused("renata.silva", action), /no other active super administrator was found/);
  }
});

Deno.test("a super administrator whose colleagues cannot be seen: the doubt is said", async () => {
  await using org = await startOrg();
  org.sandbox.failNext({ path: "/api/v1/iam/assignees", status: 403, errorCode: "E0000006", times: 9 });
  const { asked } = await org.call("change_user_status", { user: "marcus.webb", action: "suspend" }, "decline");
  assert.match(asked ?? "", /! Whether another super administrator is left cannot be seen: /);
});

Deno.test("several at once are suspended one by one", async () => {
  await using org = await startOrg();
  const { data, text } = await org.call("change_user_status", {
    users: ["aisha.bello", "mei.lin", "jane.moreno"],
    action: "suspend",
  });
  assert.equal(data.outcome, "partly_done");
  assert.match(text, /^2 done, 0 failed, 1 refused, 0 left\./);
  assert.deepEqual([org.user("aisha.bello").status, org.user("mei.lin").status], ["SUSPENDED", "SUSPENDED"]);
});
