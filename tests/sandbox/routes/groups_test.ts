import assert from "node:assert/strict";
import { assertError, ids, link, startOrg, withQuery } from "../harness.ts";
import { ID } from "../small_org.ts";

Deno.test("groups are listed, searched and filtered", async () => {
  await using org = await startOrg();
  const list = async (query: Record<string, string>) => ids(await org.get(withQuery("/api/v1/groups", query)));
  assert.equal((await list({})).length, 4);
  assert(link(await org.get("/api/v1/groups"), "self")!.includes("limit=10000"));
  assert.deepEqual(await list({ q: "sa" }), [ID.SALES]);
  assert.deepEqual(await list({ search: 'profile.name co "ALE"' }), [ID.SALES]);
  assert.deepEqual(await list({ search: 'type eq "OKTA_GROUP"', sortBy: "profile.name" }), [ID.GUESTS, ID.SALES]);
  assert.deepEqual(await list({ filter: 'type eq "APP_GROUP"' }), [ID.WAREHOUSE]);
  assert.equal(link(await org.get("/api/v1/groups?q=s&limit=1"), "next"), undefined);
  assertError(await org.get(withQuery("/api/v1/groups", { search: 'type co "OKTA"' })), 400, "E0000031");
  assertError(await org.get(withQuery("/api/v1/groups", { filter: 'profile.name eq "x"' })), 400, "E0000031");
});

Deno.test("stats come with a list that asks for them", async () => {
  await using org = await startOrg();
  const [sales] = (await org.get("/api/v1/groups?q=sales&expand=stats")).body;
  const { usersCount, appsCount, hasAdminPrivilege } = sales._embedded.stats;
  assert.deepEqual([usersCount, appsCount, hasAdminPrivilege], [1, 1, false]);
});

Deno.test("a group is made, renamed and deleted", async () => {
  await using org = await startOrg();
  const made = await org.call("POST", "/api/v1/groups", { profile: { name: "Books" } });
  assert.deepEqual([made.status, made.body.type, made.body.profile.description], [200, "OKTA_GROUP", null]);
  const path = `/api/v1/groups/${made.body.id}`;
  assertError(await org.call("PUT", path, { profile: { name: "Sales" } }), 400, "E0000001");
  assert.equal((await org.call("PUT", path, { profile: { name: "Ledgers" } })).body.profile.name, "Ledgers");
  assert.equal((await org.call("DELETE", path)).status, 204);
  assertError(await org.get(path), 404, "E0000007");
  assertError(await org.call("POST", "/api/v1/groups", { profile: { name: "" } }), 400, "E0000001");
  assert.deepEqual(org.logged(), ["group.lifecycle.create", "group.profile.update", "group.lifecycle.delete"]);
});

Deno.test("deleting a group takes away what it gave", async () => {
  await using org = await startOrg();
  await org.call("DELETE", `/api/v1/groups/${ID.SALES}`);
  assert.deepEqual(ids(await org.get(`/api/v1/apps/${ID.CRM}/users`)), []);
  assert.deepEqual(org.logged(), ["group.lifecycle.delete", "application.user_membership.remove"]);
});

Deno.test("members are added and removed, and gain and lose the group's apps", async () => {
  await using org = await startOrg();
  const path = `/api/v1/groups/${ID.SALES}/users`;
  assert.equal((await org.call("PUT", `${path}/${ID.BOB}`)).status, 204);
  assert.equal((await org.call("PUT", `${path}/${ID.BOB}`)).status, 204);
  assert.deepEqual(ids(await org.get(path)), [ID.ADA, ID.BOB]);
  assert.equal((await org.get(`/api/v1/apps/${ID.CRM}/users/${ID.BOB}`)).body.scope, "GROUP");
  assert.equal((await org.call("DELETE", `${path}/${ID.BOB}`)).status, 204);
  assertError(await org.get(`/api/v1/apps/${ID.CRM}/users/${ID.BOB}`), 404, "E0000007");
  assert.deepEqual(org.logged(), [
    "group.user_membership.add",
    "application.user_membership.add",
    "group.user_membership.remove",
    "application.user_membership.remove",
  ]);
  const { lastMembershipUpdated } = org.sandbox.state.groups.get(ID.SALES)!;
  assert.equal(lastMembershipUpdated, "2026-03-10T12:00:00.000Z");
});

Deno.test("only Okta's own groups can be changed, and only with people who are there", async () => {
  await using org = await startOrg();
  for (const group of [ID.EVERYONE, ID.WAREHOUSE]) {
    assertError(await org.call("PUT", `/api/v1/groups/${group}/users/${ID.BOB}`), 403, "E0000060");
    assertError(await org.call("DELETE", `/api/v1/groups/${group}/users/${ID.HANK}`), 403, "E0000060");
    assertError(await org.call("DELETE", `/api/v1/groups/${group}`), 403, "E0000060");
  }
  assertError(await org.call("PUT", `/api/v1/groups/${ID.GUESTS}/users/${ID.DAN}`), 403, "E0000038");
  assertError(await org.call("PUT", `/api/v1/groups/${ID.GUESTS}/users/nobody`), 404, "E0000007");
  const missing = await org.get("/api/v1/groups/00gnone/users");
  assert.equal(missing.body.errorSummary, "Not found: Resource not found: 00gnone (UserGroup)");
});

Deno.test("taking out somebody whom a rule put in excludes them from the rule", async () => {
  await using org = await startOrg();
  await org.call("DELETE", `/api/v1/groups/${ID.SALES}/users/${ID.ADA}`);
  const rule = (await org.get(`/api/v1/groups/rules/${ID.SALES_RULE}`)).body;
  assert.deepEqual(rule.conditions.people.users.exclude, [ID.ADA]);
  await org.call("POST", `/api/v1/users/${ID.ADA}`, { profile: { title: "Lead" } });
  assert.deepEqual(ids(await org.get(`/api/v1/groups/${ID.SALES}/users`)), []);
});

Deno.test("rules are listed, searched and expanded", async () => {
  await using org = await startOrg();
  const rules = async (query: string) => (await org.get(`/api/v1/groups/rules${query}`)).body;
  const [rule] = await rules("?search=department&expand=groupIdToGroupNameMap");
  assert.equal(rule.conditions.expression.value, 'user.department=="Sales"');
  assert.deepEqual(rule._embedded.groupIdToGroupNameMap, { [ID.SALES]: "Sales" });
  assert.deepEqual(await rules("?search=nothing"), []);
  assertError(await org.get("/api/v1/groups/rules/none"), 404, "E0000007");
});

Deno.test("apps and owners of a group", async () => {
  await using org = await startOrg();
  assert.deepEqual(ids(await org.get(`/api/v1/groups/${ID.SALES}/apps`)), [ID.CRM]);
  const [owner] = (await org.get(`/api/v1/groups/${ID.SALES}/owners`)).body;
  assert.deepEqual([owner.id, owner.type, owner.displayName], [ID.ADMIN, "USER", "Alex Admin"]);
});
