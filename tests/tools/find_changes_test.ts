import assert from "node:assert/strict";
import type { ChangeRow } from "../../src/tools/shared/changes.ts";
import { startOrg } from "./harness.ts";

Deno.test("who took Omar's Salesforce away, and how", async () => {
  await using org = await startOrg();
  const { text, data } = await org.call("find_changes", { target: "Omar Haddad" });
  const changes = data.changes as ChangeRow[];
  assert.deepEqual(changes.map(({ eventType }) => eventType), [
    "application.user_membership.remove",
    "group.user_membership.remove",
  ]);
  assert.ok(changes.every(({ actor, how }) => actor?.name === "Renata Silva" && how === "by hand"));
  assert.match(
    text,
    /^2 changes of "Omar Haddad" \("omar\.haddad@harbor\.example", ACTIVE\) between .*, newest first\.\n/,
  );
  assert.match(
    text,
    /\n2026-07-12 "Renata Silva \(renata\.silva@harbor\.example\)", by hand, from "Lisbon, Portugal 192\.0\.2\.70", with /,
  );
  assert.match(
    text,
    /\n- 12:00:00Z group\.user_membership\.remove on user "Omar Haddad"; group "Salesforce Users" \[\w{8}\]$/,
  );
});

Deno.test("automation is told from people", async () => {
  await using org = await startOrg();
  const { text, data } = await org.call("find_changes", { target: "helen.park@harbor.example" });
  const changes = data.changes as ChangeRow[];
  assert.ok(changes.some(({ eventType }) => eventType === "user.lifecycle.deactivate"));
  assert.ok(changes.every(({ how, apiTokenId }) => how === "API token" && apiTokenId?.startsWith("00T")));
  assert.match(text, /"IT Automation \(it\.automation@harbor\.example\)", by API token 00T\w+, from/);
  assert.equal(text.split("\n").filter((line) => line.startsWith("2026-")).length, 1);

  const joined = await org.call("find_changes", { target: "Sales" });
  assert.match(
    joined.text,
    /^1 change of group "Sales" .*\n2026-07-03 Okta itself:\n- .* on user "Tessa Vaughn .*"; group "Sales" \("by a group rule"\)/,
  );
});

Deno.test("a group, an app and a policy, each by name", async () => {
  await using org = await startOrg();
  const group = await org.call("find_changes", { target: "salesforce users" });
  assert.match(group.text, /^2 changes of group "Salesforce Users" \(00g/);
  const app = await org.call("find_changes", { target: "Salesforce" });
  assert.match(app.text, /^1 change of app "Salesforce" \(0oa/);
  const policy = await org.call("find_changes", { target: "Customer and payroll data" });
  assert.deepEqual((policy.data.changes as ChangeRow[]).map(({ eventType }) => eventType), [
    "policy.rule.add",
    "policy.rule.update",
  ]);
  const id = (policy.data.changes as ChangeRow[])[0]?.targets?.[0]?.id;
  const byId = await org.call("find_changes", { target: id });
  assert.deepEqual(byId.data.changes, policy.data.changes);
});

Deno.test("what was changed by this very program is found", async () => {
  await using org = await startOrg();
  await org.call("update_user_profile", { user: "aisha.bello", profile: { title: "Director" } });
  const { data } = await org.call("find_changes", { target: "aisha.bello", since: "1h" });
  const [change] = data.changes as ChangeRow[];
  assert.equal(change?.eventType, "user.account.update_profile");
  assert.equal(change.how, "API token");
});

Deno.test("what was deleted is found by id or by the name that it had", async () => {
  await using org = await startOrg();
  const { id } = org.group("Salesforce Users");
  org.sandbox.state.groups.delete(id);
  const byId = await org.call("find_changes", { target: id });
  assert.match(byId.text, new RegExp(`^2 changes of ${id} \\(not in the org any more\\) between`));
  const byName = await org.call("find_changes", { target: "Salesforce Users" });
  assert.deepEqual(byName.data.changes, byId.data.changes);
});

Deno.test("limit and cursor", async () => {
  await using org = await startOrg();
  const first = await org.call("find_changes", { target: "helen.park", limit: 3 });
  assert.match(first.text, /^3 changes \(more follow\) of /);
  const rest = await org.call("find_changes", { target: "helen.park", limit: 200, cursor: first.data.next_cursor });
  const all = await org.call("find_changes", { target: "helen.park", limit: 200 });
  assert.deepEqual([...first.data.changes as ChangeRow[], ...rest.data.changes as ChangeRow[]], all.data.changes);
  assert.equal("since" in rest.data, false);
});

Deno.test("nothing was changed", async () => {
  await using org = await startOrg();
  const { text, data } = await org.call("find_changes", { target: "aisha.bello", since: "2h" });
  assert.match(
    text,
    /^No changes of "Aisha Bello" .* between 2026-07-15 12:00 UTC and .*\.\nTry an earlier since; Okta keeps 90 days\.$/,
  );
  assert.deepEqual(data.changes, []);
});

Deno.test("a name of several people, of things of different kinds, of nothing at all", async () => {
  await using org = await startOrg();
  assert.match(await org.refused("find_changes", { target: "Alex Kim" }), /matches 2 users/);

  org.group("Sales").profile.name = "Slack";
  const both = await org.refused("find_changes", { target: "Slack" });
  assert.match(
    both,
    /^"Slack" may mean different things\. .*\n- app "Slack" \(0oa\w+, ACTIVE\)\n- group "Slack" \(00g\w+, OKTA_GROUP\)$/,
  );

  const nothing = await org.refused("find_changes", { target: "Customer data" });
  assert.match(
    nothing,
    /^No user, app or group is called "Customer data", and nothing else of that name was changed between/,
  );
  assert.match(nothing, /A policy, a zone or what was deleted takes its whole name or its id/);
});
