import assert from "node:assert/strict";
import { startOrg } from "./harness.ts";

type Row = { id: string; name: string; type: string; members: number };

Deno.test("all groups with type, members and description", async () => {
  await using org = await startOrg();
  const { text, data } = await org.call("list_groups");
  assert.match(text, /^12 groups\.\nname,type,members,description,id\nEveryone,BUILT_IN,60,/);
  const sales = org.group("Sales");
  assert.partialDeepStrictEqual((data.groups as Row[]).find(({ id }) => id === sales.id), {
    name: "Sales",
    type: "OKTA_GROUP",
    members: sales.members.size,
    description: sales.profile.description,
  });
});

Deno.test("q finds a part of the name, search an attribute", async () => {
  await using org = await startOrg();
  const byName = await org.call("list_groups", { q: "force" });
  assert.deepEqual((byName.data.groups as Row[]).map(({ name }) => name), ["Salesforce Users"]);
  const byType = await org.call("list_groups", { search: 'type eq "APP_GROUP"' });
  assert.deepEqual((byType.data.groups as Row[]).map(({ name }) => name), ["Warehouse Staff"]);
});

Deno.test("limit and cursor go through all of them once", async () => {
  await using org = await startOrg();
  const first = await org.call("list_groups", { limit: 8 });
  assert.match(first.text, /^8 groups \(more follow\)\./);
  const second = await org.call("list_groups", { limit: 8, cursor: first.data.next_cursor });
  assert.match(second.text, /^4 groups\./);
  const ids = [first, second].flatMap(({ data }) => (data.groups as Row[]).map(({ id }) => id));
  assert.deepEqual(ids.toSorted(), [...org.sandbox.state.groups.keys()].toSorted());
});

Deno.test("none found", async () => {
  await using org = await startOrg();
  const { text, data } = await org.call("list_groups", { q: "zzz" });
  assert.equal(text, 'No groups matching q "zzz".\nTry a shorter part of the name.');
  assert.deepEqual(data, { groups: [] });
});
