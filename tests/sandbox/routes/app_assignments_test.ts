import assert from "node:assert/strict";
import { assertError, ids, startOrg, withQuery } from "../harness.ts";
import { ID } from "../small_org.ts";

const CRM = `/api/v1/apps/${ID.CRM}`;
const NOTES = `/api/v1/apps/${ID.NOTES}`;

Deno.test("people are assigned, changed and unassigned", async () => {
  await using org = await startOrg();
  const made = await org.call("POST", `${NOTES}/users`, {
    id: ID.ADA,
    scope: "USER",
    credentials: { userName: "ada", password: { value: "hidden" } },
    profile: { theme: "dark" },
  });
  assert.deepEqual([made.status, made.body.scope, made.body.status], [200, "USER", "ACTIVE"]);
  assert.deepEqual(made.body.credentials, { userName: "ada" });
  assertError(await org.call("POST", `${NOTES}/users`, { id: ID.ADA }), 409, "E0000062");
  const changed = await org.call("POST", `${NOTES}/users/${ID.ADA}`, { profile: { size: 2 } });
  assert.deepEqual(changed.body.profile, { theme: "dark", size: 2 });
  assert.equal((await org.call("DELETE", `${NOTES}/users/${ID.ADA}`)).status, 204);
  const missing = await org.get(`${NOTES}/users/${ID.ADA}`);
  assert.equal(missing.body.errorSummary, `Not found: Resource not found: ${ID.ADA} (AppUser)`);
  assertError(await org.call("DELETE", `${NOTES}/users/${ID.ADA}`), 404, "E0000007");
  assert.deepEqual(org.logged(), [
    "application.user_membership.add",
    "application.user_membership.update",
    "application.user_membership.remove",
  ]);
  assert.deepEqual(org.sandbox.state.events[0]?.target?.map(({ type }) => type), ["AppUser", "AppInstance", "User"]);
});

Deno.test("deactivated and unknown people cannot be assigned", async () => {
  await using org = await startOrg();
  assertError(await org.call("POST", `${NOTES}/users`, { id: ID.DAN }), 403, "E0000117");
  assertError(await org.call("POST", `${NOTES}/users`, { id: "nobody" }), 404, "E0000007");
});

Deno.test("the user name follows the app's template", async () => {
  await using org = await startOrg();
  org.sandbox.state.users.get(ID.BOB)!.profile.email = "bob@mail.example";
  const { body } = await org.call("POST", `${CRM}/users`, { id: ID.BOB });
  assert.deepEqual([body.credentials.userName, body.syncState], ["bob@mail.example", "SYNCHRONIZED"]);
});

Deno.test("a group's assignment is seen as such, and becomes the person's own when changed", async () => {
  await using org = await startOrg();
  const before = (await org.get(`${CRM}/users/${ID.ADA}`)).body;
  assert.deepEqual([before.scope, before.profile], ["GROUP", { seat: "full" }]);
  const after = await org.call("POST", `${CRM}/users/${ID.ADA}`, { scope: "USER", profile: { seat: "light" } });
  assert.deepEqual([after.body.scope, after.body.profile], ["USER", { seat: "light" }]);
  assertError(await org.call("POST", `${CRM}/users/${ID.BOB}`, { profile: {} }), 404, "E0000007");
});

Deno.test("what a group gives cannot be taken from one person", async () => {
  await using org = await startOrg();
  const refused = await org.call("DELETE", `${CRM}/users/${ID.ADA}`);
  assertError(refused, 403, "E0000046");
  assert.match(refused.body.errorCauses[0].errorSummary, /group Sales/);
  await org.call("POST", `${CRM}/users`, { id: ID.ADA });
  assertError(await org.call("DELETE", `${CRM}/users/${ID.ADA}`), 403, "E0000046");
});

Deno.test("provisioning trouble shows in the assignment", async () => {
  await using org = await startOrg();
  org.sandbox.state.apps.get(ID.CRM)!.syncErrors.set(ID.ADA, "no licence left");
  const { status, syncState } = (await org.get(`${CRM}/users/${ID.ADA}`)).body;
  assert.deepEqual([status, syncState], ["STAGED", "ERROR"]);
});

Deno.test("an app's people are listed, found by q and expanded", async () => {
  await using org = await startOrg();
  const list = (query: Record<string, string>) => org.get(withQuery(`${NOTES}/users`, query));
  assert.match((await list({})).headers.get("link") ?? "", /limit=50/);
  assert.deepEqual(ids(await list({ q: "BO" })), [ID.BOB]);
  assert.deepEqual(ids(await list({ q: "ob" })), []);
  const [bob] = (await list({ expand: "user" })).body;
  assert.equal(bob._embedded.user.profile.lastName, "Stone");
});

Deno.test("groups are assigned by priority and unassigned, and their members gain and lose the app", async () => {
  await using org = await startOrg();
  const path = `${NOTES}/groups/${ID.SALES}`;
  const made = await org.call("PUT", path, { profile: { plan: "team" } });
  assert.deepEqual([made.status, made.body.priority, made.body.profile], [200, 0, { plan: "team" }]);
  assert.equal((await org.call("PUT", `${NOTES}/groups/${ID.GUESTS}`, {})).body.priority, 1);
  assert.deepEqual(ids(await org.get(`${NOTES}/groups`)), [ID.SALES, ID.GUESTS]);
  const [sales] = (await org.get(`${NOTES}/groups?q=sal&expand=group`)).body;
  assert.equal(sales._embedded.group.profile.name, "Sales");
  assert.equal((await org.get(path)).status, 200);
  assert.equal((await org.get(`${NOTES}/users/${ID.ADA}`)).body.scope, "GROUP");
  assert.equal((await org.call("DELETE", path)).status, 204);
  assertError(await org.call("DELETE", path), 404, "E0000007");
  assertError(await org.get(path), 404, "E0000007");
  assert.deepEqual(org.logged(), [
    "group.application_assignment.add",
    "application.user_membership.add",
    "group.application_assignment.add",
    "group.application_assignment.remove",
    "application.user_membership.remove",
  ]);
});
