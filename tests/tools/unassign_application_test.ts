import assert from "node:assert/strict";
import { startOrg } from "./harness.ts";
import { changesOf, sentBy, warningsOf } from "./writes.ts";

Deno.test("a direct assignment goes, with the profile in the app", async () => {
  await using org = await startOrg();
  const aisha = org.user("aisha.bello");
  const reply = await org.call("unassign_application", { app: "Zoom", user: "Aisha Bello" });
  assert.match(
    reply.asked ?? "",
    /^Take app "Zoom" away from "Aisha Bello" \(aisha\.bello@harbor\.example, ACTIVE\)\n/,
  );
  assert.match(warningsOf(reply)[0]!, /loses the app, and no group gives it to them/);
  assert.match(
    warningsOf(reply)[1]!,
    /profile that Okta keeps for the app is deleted, and the account in the app deactivated/,
  );
  assert.match(reply.asked ?? "", /The profile in the app does not come back with it\.$/);
  assert.deepEqual(changesOf(reply), ['direct assignment of app "Zoom": true → false']);
  assert.deepEqual(sentBy(org), [`DELETE /api/v1/apps/${org.app("Zoom").id}/users/${aisha.id}`]);
  assert(!org.app("Zoom").users.has(aisha.id));
});

Deno.test("what a group gives is not taken away here: the group is named, and what to do about it", async () => {
  await using org = await startOrg();
  const refused = (app: string, user: string) => org.refused("unassign_application", { app, user });
  assert.match(
    await refused("Zoom", "omar.haddad"),
    /alone: group "Sales" gives it\. Next: remove_user_from_group user=omar\.haddad@harbor\.example group="Sales", which takes all/,
  );
  assert.match(await refused("Slack", "aisha.bello"), /Everybody belongs to that group: .*sign-on policy/);
  assert.match(
    await refused("Crew Scheduler", "pete.hollis"),
    /Its members are imported: change the membership in the directory/,
  );
  org.app("Zoom").users.set(org.user("omar.haddad").id, [...org.app("Zoom").users.values()][0]!);
  assert.match(await refused("Zoom", "omar.haddad"), /alone: group "Sales" gives it/);
  assert.match(await refused("Salesforce", "aisha.bello"), /^Nothing to do: .* does not have app "Salesforce"/);
  assert.deepEqual(sentBy(org), []);
});

Deno.test("a group loses the app: who loses it and who keeps it is counted", async () => {
  await using org = await startOrg();
  const salesforce = org.app("Salesforce");
  const [direct] = salesforce.users.values();
  salesforce.users.set(org.user("ruth.abrams").id, direct!);

  const reply = await org.call("unassign_application", { app: "Salesforce", group: "Salesforce Users" });

  assert.match(reply.asked ?? "", /^Take app "Salesforce" away from group "Salesforce Users"\n/);
  assert.match(warningsOf(reply)[0]!, /^Losing the app: 8 \("Alex Kim", .*\)\.$/);
  assert.equal(warningsOf(reply)[1], "Keeping it, directly: 1.");
  assert.deepEqual(changesOf(reply), ['app "Salesforce" by group "Salesforce Users": true → false']);
  assert.equal(salesforce.groups.size, 0);
});

Deno.test("another group that gives the app keeps it for its people", async () => {
  await using org = await startOrg();
  const google = org.app("Google Workspace");
  google.groups.set(org.group("Okta Administrators").id, { priority: 9, lastUpdated: google.lastUpdated, profile: {} });
  const { asked } = await org.call("unassign_application", { app: "Google Workspace", group: "IT" }, "decline");
  assert.match(asked ?? "", /\n! Losing the app: 3 \("Chidi Eze", "Nia Thompson" and "Yuki Tanaka"\)\.\n/);
  assert.match(
    asked ?? "",
    /\n! Keeping it, directly or by group "Engineering", "Marketing" and "Okta Administrators": 3\.\n/,
  );
  const everybody = await org.call("unassign_application", { app: "Slack", group: "Everyone" }, "decline");
  assert.match(warningsOf(everybody)[0]!, /^Everybody in the org belongs to this group/);
  assert.match(
    await org.refused("unassign_application", { app: "Zoom", group: "Retail" }),
    /group "Retail" does not give app "Zoom"; these do: "Engineering", /,
  );
});

Deno.test("where the lists are too long to compare, the sizes are told", async () => {
  await using org = await startOrg();
  const zoom = org.app("Zoom");
  zoom.groups.set(org.group("Salesforce Users").id, { priority: 9, lastUpdated: zoom.lastUpdated, profile: {} });
  const { asked } = await org.call("unassign_application", { app: "Zoom", group: "Salesforce Users" }, "decline");
  assert.match(
    asked ?? "",
    /! The group has 9 people; who has the app directly or by group "Engineering", .* keeps it\./,
  );
});
