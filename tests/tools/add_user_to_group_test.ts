import assert from "node:assert/strict";
import { startOrg } from "./harness.ts";
import { changesOf, itemOf, sentBy, warningsOf } from "./writes.ts";

Deno.test("the apps that come with the group are named before, the membership is read back after", async () => {
  await using org = await startOrg();
  const [omar, group] = [org.user("omar.haddad"), org.group("Salesforce Users")];

  const reply = await org.call("add_user_to_group", { user: "Omar Haddad", group: "Salesforce Users" });

  assert.match(
    reply.asked ?? "",
    /^Add "Omar Haddad" \(omar\.haddad@harbor\.example, ACTIVE\) to group "Salesforce Users"\n/,
  );
  assert.deepEqual(warningsOf(reply), ['It gives: "Salesforce".']);
  assert.deepEqual(changesOf(reply), ['member of "Salesforce Users": false → true']);
  assert.deepEqual(sentBy(org), [`PUT /api/v1/groups/${group.id}/users/${omar.id}`]);
  assert(group.members.has(omar.id));
});

Deno.test("a group that makes administrators says so first", async () => {
  await using org = await startOrg();
  const { asked } = await org.call(
    "add_user_to_group",
    { user: "aisha.bello", group: "Okta Administrators" },
    "decline",
  );
  assert.match(asked ?? "", /\n! The group makes its members administrators: "Organizational Administrator"\.\n/);
  org.sandbox.failNext({ path: /\/roles$/, status: 403, errorCode: "E0000006", times: 9 });
  const unseen = await org.call("add_user_to_group", { user: "aisha.bello", group: "Okta Administrators" }, "decline");
  assert.match(unseen.asked ?? "", /\n! Whether it makes them an administrator cannot be seen: /);
});

Deno.test("groups that others keep, members and deactivated people are refused with the way out", async () => {
  await using org = await startOrg();
  const refused = (user: string, group: string) => org.refused("add_user_to_group", { user, group });
  assert.match(await refused("aisha.bello", "Everyone"), /Okta itself keeps this group \(BUILT_IN\)/);
  assert.match(
    await refused("aisha.bello", "Warehouse Staff"),
    /imported from a directory or app \(APP_GROUP\)\. Change the membership there/,
  );
  assert.match(await refused("omar.haddad", "Sales"), /^Nothing to do: .* is a member of "Sales" already/);
  assert.match(await refused("helen.park", "Sales"), /action=activate$/);
  assert.match(await refused("aisha.bello", "Slaes"), /^No group matches "Slaes"/);
  assert.deepEqual(sentBy(org), []);
});

Deno.test("a list of people costs no request of the apps' small limit, and each is added", async () => {
  await using org = await startOrg();
  const users = ["aisha.bello", "mei.lin", "kwame.mensah", "julie.tremblay"];
  const { data } = await org.call("add_user_to_group", { users, group: "Salesforce Users" });
  assert.equal(data.outcome, "done");
  assert.equal(sentBy(org).length, users.length);
  const paths = org.sandbox.requests.map(({ url }) => new URL(url).pathname);
  assert.deepEqual(paths.filter((path) => path.startsWith("/api/v1/apps")), []);
  // Twice: for the question, and when acting.
  assert.equal(paths.filter((path) => path.endsWith("/apps")).length, 2);
});

Deno.test("a membership that does not show is reported, not assumed", async () => {
  await using org = await startOrg();
  const group = org.group("Salesforce Users");
  group.members.add = () => group.members;
  const reply = await org.call("add_user_to_group", { user: "omar.haddad", group: "Salesforce Users" });
  assert.deepEqual(changesOf(reply), ['member of "Salesforce Users": false → false']);
  assert.match(itemOf(reply).notes![0]!, /does not show the membership yet/);
});
