import assert from "node:assert/strict";
import { assertError, ids, startOrg } from "../harness.ts";
import { ID } from "../small_org.ts";

const ADA = `/api/v1/users/${ID.ADA}`;

Deno.test("factors are listed and read, each with its links", async () => {
  await using org = await startOrg();
  org.sandbox.state.users.get(ID.ADA)!.factors[2]!.status = "PENDING_ACTIVATION";
  const { body } = await org.get(`${ADA}/factors`);
  assert.deepEqual(body.map(({ id }: { id: string }) => id), ["opfpush", "ostfotp", "smsfone"]);
  assert.deepEqual(Object.keys(body[0]._links), ["self", "user"]);
  assert.deepEqual(Object.keys(body[2]._links), ["resend", "activate", "self", "user"]);
  assert.equal((await org.get(`${ADA}/factors/smsfone`)).body.factorType, "sms");
  assertError(await org.get(`${ADA}/factors/none`), 404, "E0000007");
  const catalog = (await org.get(`${ADA}/factors/catalog`)).body;
  const status = (type: string) => catalog.find((each: { factorType: string }) => each.factorType === type).status;
  assert.deepEqual([status("push"), status("webauthn")], ["ACTIVE", "NOT_SETUP"]);
});

Deno.test("removing the push factor removes all of Okta Verify", async () => {
  await using org = await startOrg();
  assert.equal((await org.call("DELETE", `${ADA}/factors/opfpush`)).status, 204);
  assert.deepEqual(ids(await org.get(`${ADA}/factors`)), ["smsfone"]);
  assert.deepEqual(org.sandbox.state.events.map(({ outcome }) => outcome?.reason), [
    "User reset OKTA_PUSH factor",
    "User reset OKTA_TOKEN_SOFTWARE_TOTP factor",
  ]);
});

Deno.test("removing another factor removes that one", async () => {
  await using org = await startOrg();
  await org.call("DELETE", `${ADA}/factors/ostfotp`);
  assert.deepEqual(ids(await org.get(`${ADA}/factors`)), ["opfpush", "smsfone"]);
});

Deno.test("reset_factors removes them all, but not a deactivated person's", async () => {
  await using org = await startOrg();
  assert.equal((await org.call("POST", `${ADA}/lifecycle/reset_factors`)).status, 200);
  assert.deepEqual((await org.get(`${ADA}/factors`)).body, []);
  assert.deepEqual(org.logged(), ["user.mfa.factor.reset_all"]);
  assertError(await org.call("POST", `/api/v1/users/${ID.DAN}/lifecycle/reset_factors`), 403, "E0000038");
});

Deno.test("clearing sessions ends them and says so", async () => {
  await using org = await startOrg();
  assert.equal((await org.call("DELETE", `${ADA}/sessions?oauthTokens=true&forgetDevices=true`)).status, 204);
  assert.deepEqual(org.sandbox.state.users.get(ID.ADA)?.sessions, []);
  assert.deepEqual(org.logged(), ["user.session.clear"]);
  assertError(await org.call("DELETE", `${ADA}/sessions?oauthTokens=maybe`), 400, "E0000001");
});

Deno.test("blocks, grants and clients", async () => {
  await using org = await startOrg();
  assert.deepEqual((await org.get(`/api/v1/users/${ID.BOB}/blocks`)).body, [
    { type: "DEVICE_BASED", appliesTo: "ANY_DEVICES" },
  ]);
  for (const path of ["blocks", "grants", "clients"]) assert.deepEqual((await org.get(`${ADA}/${path}`)).body, []);
  assert.equal((await org.call("DELETE", `${ADA}/grants`)).status, 204);
});

Deno.test("app links come from direct and group assignments, of active apps only", async () => {
  await using org = await startOrg();
  const links = async (id: string) => (await org.get(`/api/v1/users/${id}/appLinks`)).body;
  const [link, ...rest] = await links(ID.ADA);
  assert.deepEqual(rest, []);
  assert.deepEqual([link.label, link.appInstanceId, link.sortOrder], ["Customers", ID.CRM, 0]);
  org.sandbox.state.apps.get(ID.CRM)!.status = "INACTIVE";
  assert.deepEqual(await links(ID.ADA), []);
});

Deno.test("groups of a person are paged at 200", async () => {
  await using org = await startOrg();
  const first = await org.get(`${ADA}/groups?limit=1`);
  assert.deepEqual(ids(first), [ID.EVERYONE]);
  assert.match(first.headers.get("link") ?? "", /rel="next"/);
  assert.match((await org.get(`${ADA}/groups`)).headers.get("link") ?? "", /limit=200/);
  assert.deepEqual(org.sandbox.violations, []);
});

Deno.test("roles are granted and taken back, and a group's are its members' too", async () => {
  await using org = await startOrg();
  const roles = `/api/v1/users/${ID.ADA}/roles`;
  const made = await org.call("POST", roles, { type: "HELP_DESK_ADMIN" });
  assert.deepEqual([made.status, made.body.label, made.body.assignmentType], [201, "Help Desk Administrator", "USER"]);
  assertError(await org.call("POST", roles, { type: "HELP_DESK_ADMIN" }), 409, "E0000090");
  assert.deepEqual((await org.get("/api/v1/iam/assignees/users")).body.value.map(({ id }: { id: string }) => id), [
    ID.ADA,
  ]);
  await org.call("POST", `/api/v1/groups/${ID.SALES}/roles`, { type: "APP_ADMIN" });
  const held = (await org.get(roles)).body;
  assert.deepEqual(held.map((role: { type: string; assignmentType: string }) => [role.type, role.assignmentType]), [
    ["HELP_DESK_ADMIN", "USER"],
    ["APP_ADMIN", "GROUP"],
  ]);
  assert.equal((await org.get(`/api/v1/groups/${ID.SALES}`)).status, 200);
  assert.equal((await org.get(`/api/v1/groups/${ID.SALES}/roles`)).body.length, 1);
  assert.equal((await org.call("DELETE", `${roles}/${made.body.id}`)).status, 204);
  assertError(await org.call("DELETE", `${roles}/${made.body.id}`), 404, "E0000007");
  assert.deepEqual(org.logged(), [
    "user.account.privilege.grant",
    "group.privilege.grant",
    "user.account.privilege.revoke",
  ]);
  assert.deepEqual((await org.get("/api/v1/iam/roles")).body.roles, []);
});
