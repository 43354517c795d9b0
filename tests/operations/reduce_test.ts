import assert from "node:assert/strict";
import fc from "fast-check";
import { cleaned, columnsOf, fittingMembers, leavesOf, picked } from "../../src/operations/reduce.ts";

Deno.test("what says nothing is left out, long texts are cut", () => {
  assert.deepEqual(
    cleaned({ a: null, b: "", c: [], d: {}, e: 0, f: false, _links: { self: 1 }, g: [{ h: null }, { i: 1 }] }),
    {
      e: 0,
      f: false,
      g: [{ i: 1 }],
    },
  );
  assert.match(cleaned("x".repeat(5_000)) as string, /^x{4000}… \(1000 more characters\)$/);
});

Deno.test("fields are picked in their place, through lists", () => {
  const user = { id: "1", profile: { login: "a", email: "b" }, roles: [{ label: "x", type: "y" }] };
  assert.deepEqual(picked(user, ["profile.login", "roles.label"]), {
    profile: { login: "a" },
    roles: [{ label: "x" }],
  });
  assert.deepEqual(picked(user, ["profile"]), { profile: { login: "a", email: "b" } });
  assert.deepEqual(picked(user, ["constructor", "profile.toString"]), {});
});

Deno.test("columns are what tells things apart, the best first", () => {
  const items = [{ type: "IP", created: "2026", id: "1", gateways: [{ value: "x" }], name: "n", system: true }];
  assert.deepEqual(columnsOf(items), ["id", "name", "type", "created", "system"]);
});

Deno.test("a value's leaves are all of it", () => {
  assert.deepEqual(leavesOf({ a: { b: 1 }, c: ["x", "y"], d: [{ e: 2 }] }), [
    { path: "a.b", value: 1 },
    { path: "c", value: ["x", "y"] },
    { path: "d[0].e", value: 2 },
  ]);
});

Deno.test("members that fit are kept, the others named", () => {
  const { kept, omitted } = fittingMembers({ a: "x".repeat(50), b: 1, c: "y".repeat(500) }, 100);
  assert.deepEqual([Object.keys(kept), omitted], [["a", "b"], ["c"]]);
});

Deno.test("any JSON can be reduced, and reducing twice changes nothing more", () => {
  fc.assert(fc.property(fc.jsonValue(), fc.array(fc.string()), (value, fields) => {
    const once = cleaned(value);
    leavesOf(once);
    picked(once, fields);
    assert.deepEqual(cleaned(once), once);
  }));
});
