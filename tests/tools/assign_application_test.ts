import assert from "node:assert/strict";
import { startOrg } from "./harness.ts";
import { changesOf, itemOf, sentBy, warningsOf } from "./writes.ts";

Deno.test("a person gets the app directly; that groups give it, and what it costs, is said", async () => {
  await using org = await startOrg();
  const omar = org.user("omar.haddad");

  const reply = await org.call("assign_application", { app: "Salesforce", user: "Omar Haddad" });

  assert.match(
    reply.asked ?? "",
    /^Assign app "Salesforce" to "Omar Haddad" \(omar\.haddad@harbor\.example, ACTIVE\)\n/,
  );
  assert.deepEqual(warningsOf(reply), [
    "Okta makes an account in the app, which may take a licence.",
    'Groups give this app: "Salesforce Users". add_user_to_group keeps it with the group.',
  ]);
  assert.deepEqual(changesOf(reply), ['direct assignment of app "Salesforce": false → true']);
  assert.deepEqual(sentBy(org), [`POST /api/v1/apps/${org.app("Salesforce").id}/users`]);
  assert(org.app("Salesforce").users.has(omar.id));
});

Deno.test("who has it by a group keeps it beyond the group", async () => {
  await using org = await startOrg();
  const reply = await org.call("assign_application", { app: "Zoom", user: "omar.haddad" });
  assert.deepEqual(warningsOf(reply), [
    'They have it already by group "Sales"; assigned directly as well, it stays when they leave the group.',
  ]);
});

Deno.test("a group gives the app to all its people", async () => {
  await using org = await startOrg();
  const [workday, sales] = [org.app("Workday"), org.group("Sales")];
  const reply = await org.call("assign_application", { app: "Workday", group: "Sales" });
  assert.match(reply.asked ?? "", /^Assign app "Workday" to everybody in group "Sales"\n/);
  assert.match(warningsOf(reply)[0]!, /^The group has 9 people: those who do not have the app yet get it/);
  assert.deepEqual(changesOf(reply), ['app "Workday" by group "Sales": false → true']);
  assert.deepEqual(sentBy(org), [`PUT /api/v1/apps/${workday.id}/groups/${sales.id}`]);
  const everyone = await org.call("assign_application", { app: "Workday", group: "Everyone" }, "decline");
  assert.match(warningsOf(everyone)[0]!, /^Everybody in the org belongs to this group \(\d+ people\)/);
});

Deno.test("an account that the app refuses, and an app that is switched off, are told", async () => {
  await using org = await startOrg();
  org.app("Salesforce").syncErrors.set(org.user("omar.haddad").id, "no licence");
  const reply = await org.call("assign_application", { app: "Salesforce", user: "omar.haddad" });
  assert.match(
    itemOf(reply).notes![0]!,
    /account in the app was not made \(ERROR\): get_application_logs app="Salesforce"/,
  );
  const { asked } = await org.call("assign_application", { app: "Expense Desk", user: "omar.haddad" }, "decline");
  assert.match(asked ?? "", /! The app is INACTIVE: nobody can use it\./);
});

Deno.test("nothing to do, nobody to do it for, or too many meanings is refused", async () => {
  await using org = await startOrg();
  const refused = (args: Record<string, unknown>) => org.refused("assign_application", { app: "Zoom", ...args });
  assert.match(await refused({ user: "aisha.bello" }), /^Nothing to do: .* has app "Zoom" already, directly/);
  assert.match(await refused({ group: "Sales" }), /^Nothing to do: group "Sales" gives app "Zoom" already/);
  assert.match(await refused({ user: "helen.park" }), /action=activate$/);
  assert.match(await refused({}), /^Give either a user \(or several as users\) or a group/);
  assert.match(await refused({ user: "omar.haddad", group: "Sales" }), /^Give either/);
  assert.match(await refused({ users: ["omar.haddad"], group: "Sales" }), /^Give either/);
  assert.deepEqual(sentBy(org), []);
});

Deno.test("several people at once: the app and its groups are read once a call", async () => {
  await using org = await startOrg();
  const users = ["omar.haddad", "mei.lin", "kwame.mensah"];
  const { data } = await org.call("assign_application", { app: "Salesforce", users });
  assert.equal(data.outcome, "done");
  const lists = org.sandbox.requests.filter(({ url }) => /\/apps(\?|\/\w+\/groups)/.test(url));
  assert.equal(lists.length, 4);
});
