import assert from "node:assert/strict";
import { assertError, ids, link, startOrg, withQuery } from "../harness.ts";
import { ID } from "../small_org.ts";

const ADA = `/api/v1/users/${ID.ADA}`;

Deno.test("list and q leave deactivated people out, search and filter do not", async () => {
  await using org = await startOrg();
  assert(!ids(await org.get("/api/v1/users")).includes(ID.DAN));
  assert.deepEqual(ids(await org.get(withQuery("/api/v1/users", { q: "dan" }))), []);
  const status = 'status eq "DEPROVISIONED"';
  assert.deepEqual(ids(await org.get(withQuery("/api/v1/users", { search: status }))), [ID.DAN]);
  assert.deepEqual(ids(await org.get(withQuery("/api/v1/users", { filter: status }))), [ID.DAN]);
});

Deno.test("q matches the beginning of first name, last name or e-mail, ten people at most and never paged", async () => {
  await using org = await startOrg();
  const q = async (q: string) => ids(await org.get(withQuery("/api/v1/users", { q })));
  assert.deepEqual(await q("LOVE"), [ID.ADA]);
  assert.deepEqual(await q("ada.love"), [ID.ADA]);
  assert.deepEqual(await q("ovelace"), []);
  const page = await org.get(withQuery("/api/v1/users", { q: "a", limit: "1" }));
  assert.equal(link(page, "next"), undefined);
  assert(link(await org.get(withQuery("/api/v1/users", { q: "a" })), "self")!.includes("limit=10"));
});

Deno.test("search knows Okta's operators and profile attributes, custom ones too", async () => {
  await using org = await startOrg();
  const search = async (search: string) => ids(await org.get(withQuery("/api/v1/users", { search })));
  assert.deepEqual(await search('profile.email co "LOVELACE"'), [ID.ADA]);
  assert.deepEqual(await search('profile.department sw "sal"'), [ID.ADA]);
  assert.deepEqual(await search('profile.badge eq "a-1"'), [ID.ADA]);
  assert.deepEqual(await search('(status eq "LOCKED_OUT" or status eq "STAGED") and profile.department pr'), [
    ID.BOB,
    ID.HANK,
  ]);
  assert.deepEqual(await search('created lt "2026-01-01T00:00:00.000Z"'), []);
  assert.equal((await search('type.id eq "otysmallorg000000000"')).length, 9);
});

Deno.test("search refuses what Okta refuses", async () => {
  await using org = await startOrg();
  const refused = [
    'status ne "ACTIVE"',
    'profile.department co "ale"',
    'profile.Department eq "Sales"',
    'profile.nothing eq "x"',
    'lastLogin gt "2026-01-01T00:00:00.000Z"',
    'not (status eq "ACTIVE")',
    'firstName eq "Ada"',
    "status eq ACTIVE",
    'status eq "ACTIVE" and',
  ];
  for (const search of refused) {
    assertError(await org.get(withQuery("/api/v1/users", { search })), 400, "E0000031");
  }
});

Deno.test("filter takes eq on a few attributes, letter by letter", async () => {
  await using org = await startOrg();
  const filter = (filter: string) => org.get(withQuery("/api/v1/users", { filter }));
  assert.deepEqual(ids(await filter('profile.lastName eq "Lovelace" and status eq "ACTIVE"')), [ID.ADA]);
  assert.deepEqual(ids(await filter('profile.lastName eq "lovelace"')), []);
  assert.equal(ids(await filter('lastUpdated gt "2026-01-01T00:00:00.000Z"')).length, 9);
  assertError(await filter('profile.department eq "Sales"'), 400, "E0000031");
  assertError(await filter('status sw "ACT"'), 400, "E0000031");
  assertError(await org.get(withQuery("/api/v1/users", { filter: 'status eq "A"', q: "a" })), 400, "E0000033");
});

Deno.test("a search can be sorted", async () => {
  await using org = await startOrg();
  const query = { search: 'status eq "LOCKED_OUT" or status eq "ACTIVE"', sortBy: "profile.firstName" };
  assert.deepEqual(ids(await org.get(withQuery("/api/v1/users", query))), [ID.ADA, ID.ADMIN, ID.BOB, ID.HANK]);
  const down = { ...query, sortOrder: "desc", limit: "2" };
  assert.deepEqual(ids(await org.get(withQuery("/api/v1/users", down))), [ID.HANK, ID.BOB]);
});

Deno.test("fields asked for are the only ones sent", async () => {
  await using org = await startOrg();
  const { body } = await org.get(
    withQuery("/api/v1/users", { search: `id eq "${ID.ADA}"`, fields: "status,profile:(firstName, title)" }),
  );
  assert.deepEqual(body, [{ id: ID.ADA, status: "ACTIVE", profile: { firstName: "Ada", title: "Analyst" } }]);
});

Deno.test("a list shows only a link to each person, one person also what may be done next", async () => {
  await using org = await startOrg();
  const listed = (await org.get(withQuery("/api/v1/users", { q: "ada" }))).body[0];
  assert.deepEqual(Object.keys(listed._links), ["self"]);
  assert.deepEqual([listed.profile.mobilePhone, listed.profile.secondEmail], [null, null]);
  const transitions = async (id: string) => {
    const { _links } = (await org.get(`/api/v1/users/${id}`)).body;
    return Object.keys(_links).filter((name) => !["schema", "self", "type"].includes(name));
  };
  assert.deepEqual(await transitions(ID.ADA), [
    "suspend",
    "resetPassword",
    "expirePassword",
    "changeRecoveryQuestion",
    "changePassword",
    "deactivate",
    "resetFactors",
  ]);
  assert.deepEqual(await transitions(ID.BOB), ["unlock"]);
  assert.deepEqual(await transitions(ID.HANK), []);
  assert.deepEqual(await transitions(ID.CLEO), ["activate"]);
  assert.deepEqual(await transitions(ID.DAN), ["activate", "delete"]);
  assert.deepEqual(await transitions(ID.FRANK), ["unsuspend", "deactivate"]);
});

Deno.test("a person is found by id, login, short login and me", async () => {
  await using org = await startOrg();
  const id = async (name: string) => (await org.get(`/api/v1/users/${encodeURIComponent(name)}`)).body.id;
  assert.equal(await id(ID.ADA), ID.ADA);
  assert.equal(await id("ADA.Lovelace@small.example"), ID.ADA);
  assert.equal(await id("ada.lovelace"), ID.ADA);
  assert.equal(await id("me"), ID.ADMIN);
  const missing = await org.get("/api/v1/users/00unobody00000000000");
  assertError(missing, 404, "E0000007");
  assert.equal(missing.body.errorSummary, "Not found: Resource not found: 00unobody00000000000 (User)");
});

Deno.test("a login with a slash is found by id only", async () => {
  await using org = await startOrg();
  org.sandbox.state.users.get(ID.ADA)!.profile.login = "sales/ada@small.example";
  assertError(await org.get("/api/v1/users/sales%2Fada@small.example"), 404, "E0000007");
  assert.equal((await org.get(ADA)).status, 200);
});

Deno.test("POST changes what it names, logs which, and null takes an attribute away", async () => {
  await using org = await startOrg();
  const { status, body } = await org.call("POST", ADA, { profile: { title: "Lead", badge: null } });
  assert.equal(status, 200);
  assert.deepEqual([body.profile.title, body.profile.badge, body.profile.department], ["Lead", undefined, "Sales"]);
  assert.equal(body.lastUpdated, "2026-03-10T12:00:00.000Z");
  const [event] = org.sandbox.state.events;
  assert.equal(event?.eventType, "user.account.update_profile");
  assert.equal(event.debugContext.debugData["changedAttributes"], "badge,title");
  assert.deepEqual([event.actor.id, event.target?.[0]?.id], [ID.ADMIN, ID.ADA]);
  // The schema still has the attribute, though nobody carries it any more.
  assert.equal((await org.call("POST", ADA, { profile: { badge: "A-2" } })).body.profile.badge, "A-2");
});

Deno.test("PUT loses what it does not name", async () => {
  await using org = await startOrg();
  const { login, email, firstName, lastName } = org.sandbox.state.users.get(ID.ADA)!.profile;
  const { body } = await org.call("PUT", ADA, { profile: { login, email, firstName, lastName } });
  assert.equal(body.profile.title, undefined);
  assertError(await org.call("PUT", ADA, { profile: { login, email, firstName } }), 400, "E0000001");
});

Deno.test("a profile that the schema does not allow is refused with every fault", async () => {
  await using org = await startOrg();
  const refused = async (profile: Record<string, unknown>, ...causes: RegExp[]) => {
    const answer = await org.call("POST", ADA, { profile });
    assertError(answer, 400, "E0000001");
    const found = answer.body.errorCauses.map(({ errorSummary }: { errorSummary: string }) => errorSummary);
    assert.equal(found.length, causes.length, JSON.stringify(found));
    causes.forEach((cause, index) => assert.match(found[index], cause));
  };
  await refused({ shoeSize: "42" }, /^shoeSize: /);
  await refused({ firstName: null, email: "nobody" }, /^firstName: .*blank/, /^email: /);
  await refused({ login: "bob.stone@SMALL.example" }, /^login: .*already exists/);
  await refused({ login: "not an address" }, /^login: .*email address/);
  await refused({ badge: 7 }, /^badge: expected string, found number/);
  await refused({ lastName: "x".repeat(51) }, /lastName .*50/);
  assert.deepEqual(org.logged(), []);
});

Deno.test("a profile that a directory keeps cannot be changed here", async () => {
  await using org = await startOrg();
  const path = `/api/v1/users/${ID.HANK}`;
  assertError(await org.call("POST", path, { profile: { title: "Driver" } }), 405, "E0000076");
  assert.equal((await org.call("POST", path, { profile: { department: "Warehouse" } })).status, 200);
});

Deno.test("an ETag that is out of date stops a change", async () => {
  await using org = await startOrg();
  const etag = (await org.get(ADA)).headers.get("etag")!;
  assert.match(etag, /^W\/".+"$/);
  assert.equal((await org.call("POST", ADA, { profile: { title: "One" } }, { "if-match": etag })).status, 200);
  const late = await org.call("POST", ADA, { profile: { title: "Two" } }, { "if-match": etag });
  assertError(late, 412, "E0000231");
  assert.equal((await org.get(ADA)).body.profile.title, "One");
});

Deno.test("a password can be set and is never shown", async () => {
  await using org = await startOrg();
  const { body } = await org.call("POST", ADA, { credentials: { password: { value: "Correct-Horse-9" } } });
  assert.deepEqual(body.credentials.password, {});
  assert.equal(body.passwordChanged, "2026-03-10T12:00:00.000Z");
  assert.deepEqual(org.logged(), ["user.account.update_password"]);
});

Deno.test("creating a person: staged, invited, active or with a password to change", async () => {
  await using org = await startOrg();
  let count = 0;
  const create = async (query: string, credentials?: unknown) => {
    const login = `new${++count}@small.example`;
    const profile = { login, email: login, firstName: "New", lastName: "Person" };
    return await org.call("POST", `/api/v1/users${query}`, { profile, ...(credentials ? { credentials } : {}) });
  };
  const password = { password: { value: "Correct-Horse-9" } };
  assert.equal((await create("?activate=false")).body.status, "STAGED");
  assert.equal((await create("")).body.status, "PROVISIONED");
  assert.equal((await create("?activate=true", password)).body.status, "ACTIVE");
  assert.equal((await create("?nextLogin=changePassword", password)).body.status, "PASSWORD_EXPIRED");
  assertError(await create("?nextLogin=changePassword"), 400, "E0000124");
  assertError(await create("?nextLogin=changePassword&activate=false", password), 400, "E0000125");
  const again = { profile: { login: "new1@small.example", email: "x@small.example", firstName: "N", lastName: "P" } };
  assertError(await org.call("POST", "/api/v1/users", again), 400, "E0000001");
});

Deno.test("a new person is in Everyone, in the groups asked for and in those of the rules", async () => {
  await using org = await startOrg();
  const login = "sam@small.example";
  const { body } = await org.call("POST", "/api/v1/users?activate=false", {
    profile: { login, email: login, firstName: "Sam", lastName: "Seller", department: "Sales" },
    groupIds: [ID.GUESTS],
  });
  assert.deepEqual(ids(await org.get(`/api/v1/users/${body.id}/groups`)), [ID.EVERYONE, ID.SALES, ID.GUESTS]);
  assert.deepEqual(org.logged(), [
    "user.lifecycle.create",
    "group.user_membership.add",
    "group.user_membership.add",
    "application.user_membership.add",
  ]);
});

Deno.test("a change of profile moves a person between rule-made groups, and their apps with it", async () => {
  await using org = await startOrg();
  await org.call("POST", ADA, { profile: { department: "Support" } });
  assert.deepEqual(ids(await org.get(`${ADA}/groups`)), [ID.EVERYONE]);
  assertError(await org.get(`/api/v1/apps/${ID.CRM}/users/${ID.ADA}`), 404, "E0000007");
  assert.deepEqual(org.logged(), [
    "user.account.update_profile",
    "group.user_membership.remove",
    "application.user_membership.remove",
  ]);
});
