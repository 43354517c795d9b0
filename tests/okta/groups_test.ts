import assert from "node:assert/strict";
import fc from "fast-check";
import {
  addMember,
  appsOfGroup,
  getGroup,
  groupsOfUser,
  listGroups,
  membersOfGroup,
  ownersOfGroup,
  removeMember,
  rulesForGroup,
  toGroup,
} from "../../src/okta/groups.ts";
import { demoOrg } from "./demo_org.ts";

Deno.test("a group of any shape is read without a failure", () => {
  fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), (value, part) => {
    for (const raw of [value, { profile: part, type: part, _embedded: part }, { _embedded: { stats: part } }]) {
      assert.equal(typeof toGroup(raw).name, "string");
    }
  }));
});

Deno.test("groups are listed with their member counts", async () => {
  await using org = await demoOrg();
  const names = async (query: Parameters<typeof listGroups>[1]) =>
    (await listGroups(org.okta, query, { limit: 50 })).items.map(({ name }) => name).sort();
  assert.deepEqual(await names({ q: "force" }), ["Salesforce Users"]);
  assert.deepEqual(await names({ type: "BUILT_IN" }), ["Everyone"]);
  assert.deepEqual(await names({ q: "sales", search: 'profile.name sw "Salesforce"' }), ["Salesforce Users"]);
  assert.equal((await names({})).length, org.sandbox.state.groups.size);
  const [sales] = (await listGroups(org.okta, { q: "Sales", type: "OKTA_GROUP" }, { limit: 1 })).items;
  assert.equal(sales?.usersCount, org.group(sales!.name).members.size);
});

Deno.test("a group is read with its members, apps, owners and rules", async () => {
  await using org = await demoOrg();
  const sales = org.group("Sales");
  const group = await getGroup(org.okta, sales.id);
  assert.deepEqual([group.name, group.type], ["Sales", "OKTA_GROUP"]);

  const first = await membersOfGroup(org.okta, sales.id, { limit: 2 });
  const rest = await membersOfGroup(org.okta, sales.id, { limit: 200, cursor: first.cursorAfter()! });
  assert.deepEqual(new Set([...first.items, ...rest.items].map(({ id }) => id)), sales.members);
  await assert.rejects(membersOfGroup(org.okta, org.group("IT").id, { limit: 2, cursor: first.cursorAfter()! }), {
    name: "UserError",
  });

  assert.deepEqual(
    (await appsOfGroup(org.okta, sales.id)).map(({ id }) => id).sort(),
    [...org.sandbox.state.apps.values()].filter(({ groups }) => groups.has(sales.id)).map(({ id }) => id).sort(),
  );
  assert.deepEqual(
    (await ownersOfGroup(org.okta, sales.id)).map(({ id, type }) => [id, type]),
    sales.owners.map((id) => [id, "USER"]),
  );
  const rules = await rulesForGroup(org.okta, sales.id);
  assert.deepEqual(rules.map(({ expression, status }) => [expression, status]), [[
    'user.department=="Sales"',
    "ACTIVE",
  ]]);
  assert.deepEqual(await rulesForGroup(org.okta, org.group("Everyone").id), []);
});

Deno.test("a member is added and removed", async () => {
  await using org = await demoOrg();
  const jane = org.user("jane.moreno");
  const group = org.group("Salesforce Users");
  const names = async () => (await groupsOfUser(org.okta, jane.id)).map(({ name }) => name);
  const before = await names();
  await addMember(org.okta, group.id, jane.id);
  assert.deepEqual((await names()).sort(), [...before, group.profile.name].sort());
  await removeMember(org.okta, group.id, jane.id);
  assert.deepEqual(await names(), before);
});
