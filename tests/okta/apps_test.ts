import assert from "node:assert/strict";
import fc from "fast-check";
import {
  appsOfUser,
  assignGroup,
  assignUser,
  getApp,
  getAppUser,
  groupsOfApp,
  listApps,
  signingKeys,
  toApp,
  unassignGroup,
  unassignUser,
  usersOfApp,
} from "../../src/okta/apps.ts";
import { demoOrg } from "./demo_org.ts";

Deno.test("an app of any shape is read without a failure", () => {
  fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), (value, part) => {
    for (const raw of [value, { label: part, features: part, _links: part }, { _links: { accessPolicy: part } }]) {
      const app = toApp(raw);
      assert.equal(typeof app.label, "string");
      assert(app.features.every((feature) => typeof feature === "string"));
    }
  }));
});

Deno.test("an app is read with the policy that guards it", async () => {
  await using org = await demoOrg();
  const { id, accessPolicyId } = org.app("Salesforce");
  const app = await getApp(org.okta, id);
  assert.deepEqual([app.label, app.name, app.status, app.signOnMode], [
    "Salesforce",
    "salesforce",
    "ACTIVE",
    "SAML_2_0",
  ]);
  assert.equal(app.accessPolicyId, accessPolicyId);
  await assert.rejects(getApp(org.okta, "0oa0000000000000zzzz"), { status: 404 });
});

Deno.test("apps are listed by label and status, in slices", async () => {
  await using org = await demoOrg();
  const all = [...org.sandbox.state.apps.values()];
  const first = await listApps(org.okta, {}, { limit: 5 });
  const rest = await listApps(org.okta, {}, { limit: 100, cursor: first.cursorAfter()! });
  assert.deepEqual([...first.items, ...rest.items].map(({ id }) => id).sort(), all.map(({ id }) => id).sort());
  const inactive = (await listApps(org.okta, { status: "INACTIVE" }, { limit: 50 })).items;
  assert.deepEqual(inactive.map(({ id }) => id), all.filter(({ status }) => status === "INACTIVE").map(({ id }) => id));
  const found = await listApps(org.okta, { q: "sal", status: "ACTIVE" }, { limit: 50 });
  assert.deepEqual(found.items.map(({ label }) => label), ["Salesforce"]);
});

Deno.test("a person's apps come with how each was given", async () => {
  await using org = await demoOrg();
  const jane = org.user("jane.moreno");
  const apps = await appsOfUser(org.okta, jane.id);
  assert(apps.length > 2);
  assert.deepEqual(apps.map(({ assignment }) => [assignment.id, assignment.scope]), apps.map(() => [jane.id, "GROUP"]));
  assert.deepEqual(apps.map(({ assignment }) => assignment.userName), apps.map(() => jane.profile.login));
});

Deno.test("an app is given to a person and taken away", async () => {
  await using org = await demoOrg();
  const app = org.app("Salesforce");
  const jane = org.user("jane.moreno");
  assert.equal(await getAppUser(org.okta, app.id, jane.id), null);
  await assignUser(org.okta, app.id, jane.id);
  assert.deepEqual((await getAppUser(org.okta, app.id, jane.id))?.scope, "USER");
  await unassignUser(org.okta, app.id, jane.id);
  assert.equal(await getAppUser(org.okta, app.id, jane.id), null);
});

Deno.test("an app is given to a group and taken away", async () => {
  await using org = await demoOrg();
  const app = org.app("Salesforce");
  const marketing = org.group("Marketing");
  const before = await groupsOfApp(org.okta, app.id);
  await assignGroup(org.okta, app.id, marketing.id);
  const during = await groupsOfApp(org.okta, app.id);
  assert.deepEqual(during.map(({ name }) => name).sort(), [...before.map(({ name }) => name), "Marketing"].sort());
  assert.equal((await getAppUser(org.okta, app.id, org.user("jane.moreno").id))?.scope, "GROUP");
  await unassignGroup(org.okta, app.id, marketing.id);
  assert.deepEqual(await groupsOfApp(org.okta, app.id), before);
});

Deno.test("the people of an app are listed by name", async () => {
  await using org = await demoOrg();
  const app = org.app("Salesforce");
  const first = await usersOfApp(org.okta, app.id, { limit: 2 });
  assert.deepEqual(first.items.map(({ user }) => Boolean(user?.name && user.login)), [true, true]);
  const rest = await usersOfApp(org.okta, app.id, { limit: 200, cursor: first.cursorAfter()! });
  const ids = [...first.items, ...rest.items].map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  assert(ids.includes([...app.users.keys()][0]!));
});

Deno.test("the certificate that an app signs with is told from the others", async () => {
  await using org = await demoOrg();
  const keys = await signingKeys(org.okta, await getApp(org.okta, org.app("Salesforce").id));
  assert.equal(keys.filter(({ inUse }) => inUse).length, 1);
  assert(keys.every(({ kid, expiresAt }) => kid && !Number.isNaN(Date.parse(expiresAt ?? ""))));
});
