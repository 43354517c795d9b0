import assert from "node:assert/strict";
import fc from "fast-check";
import { changeLifecycle, type LifecycleAction, resetPassword } from "../../src/okta/lifecycle.ts";
import {
  clearSessions,
  countUsers,
  getUser,
  listUsers,
  rolesOfUser,
  searchExpression,
  toUser,
  updateProfile,
} from "../../src/okta/users.ts";
import { demoOrg } from "./demo_org.ts";
import { fakeOkta, freely } from "./fake_okta.ts";

Deno.test("a user of any shape is read without a failure", () => {
  const part = fc.oneof(fc.constant(null), fc.jsonValue());
  const record = fc.record(
    { id: part, status: part, profile: part, credentials: part, lastLogin: part, type: part },
    { requiredKeys: [] },
  );
  fc.assert(fc.property(fc.oneof(record, fc.jsonValue()), (value) => {
    const user = toUser(value);
    assert.equal(typeof user.login, "string");
    assert.equal(typeof user.name, "string");
    assert.equal(typeof user.status, "string");
  }));
  assert.equal(toUser({ profile: { login: "svc@x.example", firstName: null, displayName: "Backup" } }).name, "Backup");
  assert.equal(toUser({ profile: { login: "svc@x.example", lastName: "" } }).name, "svc@x.example");
});

Deno.test("each word of a query may fit each name", () => {
  assert.equal(searchExpression({}), undefined);
  const word = (value: string) =>
    "(" + ["firstName", "lastName", "email", "login"].map((name) => `profile.${name} sw ${value}`).join(" or ") + ")";
  assert.equal(
    searchExpression({
      q: ' maria "lop',
      status: "ACTIVE",
      search: 'profile.city eq "Lisbon" or profile.city eq "Porto"',
    }),
    `${word('"maria"')} and ${word('"\\"lop"')} and status eq "ACTIVE" and ` +
      '(profile.city eq "Lisbon" or profile.city eq "Porto")',
  );
  assert.throws(() => searchExpression({ search: 'status eq "ACTIVE' }), /a quotation does not end/);
});

Deno.test("users are listed in slices, by name, status and expression", async () => {
  await using org = await demoOrg();
  const names = async (query: Parameters<typeof listUsers>[1]) =>
    (await listUsers(org.okta, query, { limit: 50 })).items.map(({ name }) => name).sort();
  assert.deepEqual(await names({ q: "mar lop" }), ["Maria Lopes", "Maria Lopez"]);
  assert.deepEqual(await names({ status: "LOCKED_OUT" }), ["Jane Moreno", "Kenji Watanabe"]);
  assert.deepEqual(await names({ status: "LOCKED_OUT", search: 'profile.lastName sw "More"' }), ["Jane Moreno"]);

  const everybody = [...org.sandbox.state.users.values()].filter(({ status }) => status !== "DEPROVISIONED");
  const first = await listUsers(org.okta, {}, { limit: 25 });
  const second = await listUsers(org.okta, {}, { limit: 200, cursor: first.cursorAfter()! });
  assert.deepEqual(
    [...first.items, ...second.items].map(({ id }) => id).sort(),
    everybody.map(({ id }) => id).sort(),
  );
  assert.equal(second.cursorAfter(), undefined);
});

Deno.test("users are counted over all pages", async () => {
  const statuses = ["ACTIVE", "ACTIVE", "STAGED", "ACTIVE", "LOCKED_OUT"];
  await using server = fakeOkta((request) => {
    const url = new URL(request.url);
    const at = Number(url.searchParams.get("after") ?? 0);
    url.searchParams.set("after", `${at + 2}`);
    const headers = { link: `<${url.href}>; rel="${at + 2 < statuses.length ? "next" : "self"}"` };
    return Response.json(statuses.slice(at, at + 2).map((status, i) => ({ id: `00u${at + i}`, status })), { headers });
  });
  assert.deepEqual(await countUsers(server.connection.forCall(freely()), { search: "id pr" }), {
    total: 5,
    byStatus: { ACTIVE: 3, STAGED: 1, LOCKED_OUT: 1 },
  });
  assert(server.requests.every(({ path }) => path.includes("search=") && path.includes("fields=id")));
});

Deno.test("a profile is changed in the given attributes only, and only as it was read", async () => {
  await using org = await demoOrg();
  const before = await getUser(org.okta, org.user("omar.haddad").id);
  const after = await updateProfile(org.okta, before.id, { title: "Director", city: null }, before.etag);
  assert.deepEqual({ ...before.profile, title: "Director", city: null }, { city: null, ...after.profile });
  assert.deepEqual(org.sandbox.requests.find(({ method }) => method === "POST")?.body, {
    profile: { title: "Director", city: null },
  });
  await assert.rejects(updateProfile(org.okta, before.id, { title: "Clerk" }, before.etag), { status: 412 });
  assert.equal((await getUser(org.okta, before.id)).profile.title, "Director");
});

Deno.test("each lifecycle action mails where Okta would else answer with a secret, and is read back", async () => {
  await using org = await demoOrg();
  const path = (login: string) => `/api/v1/users/${org.user(login).id}`;
  const act = async (login: string, action: Exclude<LifecycleAction, "reset_password">) => {
    const user = await changeLifecycle(org.okta, org.user(login).id, action);
    assert.deepEqual(org.sent().at(-1), `GET ${path(login)}`);
    return user.transitioningToStatus ?? user.status;
  };
  assert.equal(await act("jane.moreno", "unlock"), "ACTIVE");
  assert.equal(await act("dmitri.volkov", "unsuspend"), "ACTIVE");
  assert.equal(await act("aisha.bello", "suspend"), "SUSPENDED");
  assert.equal(await act("omar.haddad", "expire_password"), "PASSWORD_EXPIRED");
  assert.equal(await act("tom.becker", "reactivate"), "PROVISIONED");
  assert.equal(await act("aisha.bello", "deactivate"), "DEPROVISIONED");
  await assert.rejects(act("aisha.bello", "suspend"), { name: "OktaError", code: /E00000/ });
  const sent = (action: string) =>
    org.sandbox.requests.map(({ url }) => new URL(url)).find(({ pathname }) => pathname.endsWith(action));
  assert.equal(sent("/reactivate")?.search, "?sendEmail=true");
  assert.equal(sent("/deactivate")?.search, "?sendEmail=false");
  assert.equal(sent("/unlock")?.search, "");
});

Deno.test("a password reset mails the person, and ends sessions when told to", async () => {
  await using org = await demoOrg();
  const { id } = org.user("grace.okafor");
  assert.equal((await resetPassword(org.okta, id, true)).status, "RECOVERY");
  assert.equal(org.sent()[0], `POST /api/v1/users/${id}/lifecycle/reset_password?sendEmail=true&revokeSessions=true`);
});

Deno.test("sessions are ended together with the tokens", async () => {
  await using org = await demoOrg();
  const user = org.user("priya.nair");
  user.sessions = [{ id: "s1", createdAt: "2026-07-15T00:00:00.000Z" }];
  await clearSessions(org.okta, user.id, false);
  assert.deepEqual(user.sessions, []);
  assert.deepEqual(org.sent(), [`DELETE /api/v1/users/${user.id}/sessions?oauthTokens=true&forgetDevices=false`]);
});

Deno.test("admin roles are told, and their absence", async () => {
  await using org = await demoOrg();
  const roles = await rolesOfUser(org.okta, org.user("renata.silva").id);
  assert(roles.length > 0 && roles.every(({ type, label, id }) => type && label && id));
  assert.deepEqual(await rolesOfUser(org.okta, org.user("jane.moreno").id), []);
});
