import assert from "node:assert/strict";
import { startOrg } from "./harness.ts";
import { changesOf, itemOf, sentBy, warningsOf } from "./writes.ts";

Deno.test("what only this group gives is told apart from what stays", async () => {
  await using org = await startOrg();
  const samir = org.user("samir.qureshi");
  const slack = org.app("Slack");
  slack.groups.set(org.group("People Team").id, { priority: 9, lastUpdated: slack.lastUpdated, profile: {} });

  const reply = await org.call("remove_user_from_group", { user: "Samir Qureshi", group: "People Team" });

  assert.match(
    reply.asked ?? "",
    /^Remove "Samir Qureshi" \(samir\.qureshi@harbor\.example, ACTIVE\) from group "People Team"\n/,
  );
  assert.deepEqual(warningsOf(reply), [
    'They lose what only this group gives: "Workday" and "Zoom".',
    'They keep, directly or by another group: "Slack".',
  ]);
  assert.deepEqual(changesOf(reply), ['member of "People Team": true → false']);
  assert.match(itemOf(reply).notes![0]!, /^Gone with it: "Workday" and "Zoom"\./);
  assert.deepEqual(sentBy(org), [`DELETE /api/v1/groups/${org.group("People Team").id}/users/${samir.id}`]);
});

Deno.test("a group rule behind the membership is named, and the exemption it leaves", async () => {
  await using org = await startOrg();
  const reply = await org.call("remove_user_from_group", { user: "omar.haddad", group: "Sales" });
  assert.match(warningsOf(reply).at(-1)!, /^Group rule "Sales by department" fills this group by .*exempts the person/);
  assert.match(reply.asked ?? "", /An exemption from a rule stays/);
  assert.match(itemOf(reply).notes![0]!, /^Now exempt from group rule "Sales by department"/);
});

Deno.test("a rule that puts the person back is noticed", async () => {
  await using org = await startOrg();
  const sales = org.group("Sales");
  sales.members.delete = () => false;
  const reply = await org.call("remove_user_from_group", { user: "omar.haddad", group: "Sales" });
  assert.deepEqual(changesOf(reply), ['member of "Sales": true → true']);
  assert.match(itemOf(reply).notes![0]!, /is a member still or again: a group rule may have put them back/);
});

Deno.test("admin roles that go with the group are named; the last super administrator stays one", async () => {
  await using org = await startOrg();
  const group = org.group("Okta Administrators");
  const { asked } = await org.call(
    "remove_user_from_group",
    { user: "marcus.webb", group: "Okta Administrators" },
    "decline",
  );
  assert.match(asked ?? "", /! They lose the admin roles of this group: "Organizational Administrator"\./);

  const [role] = org.user("marcus.webb").roles;
  for (const login of ["marcus.webb", "renata.silva"]) org.user(login).roles = [];
  group.roles = [role!];
  for (const login of ["renata.silva", "anders.lindqvist"]) group.members.delete(org.user(login).id);
  assert.match(
    await org.refused("remove_user_from_group", { user: "marcus.webb", group: "Okta Administrators" }),
    /^Cannot remove "Marcus Webb" .* from "Okta Administrators": no other active super administrator was found/,
  );
  assert.deepEqual(sentBy(org), []);
});

Deno.test("who is no member, and groups that others keep, are refused", async () => {
  await using org = await startOrg();
  const refused = (user: string, group: string) => org.refused("remove_user_from_group", { user, group });
  assert.match(
    await refused("aisha.bello", "Sales"),
    /is no member of "Sales".*get_user_details user=aisha\.bello@harbor\.example include=groups$/,
  );
  assert.match(await refused("aisha.bello", "Everyone"), /Okta itself keeps this group/);
  assert.match(await refused("pete.hollis", "Warehouse Staff"), /imported from a directory or app/);
  assert.deepEqual(sentBy(org), []);
});
