import assert from "node:assert/strict";
import { parseAccess, ruleFor } from "../../src/http/access.ts";

const KNOWN = ["core", "support", "all"];

Deno.test("access rules are read in order, names with spaces and = included", () => {
  const parsed = parseAccess("group:Help Desk = Support; scope:a.b=core, read-only ;group:x=y=all;", KNOWN);
  assert.deepEqual(parsed, {
    rules: [
      { who: { kind: "group", name: "Help Desk" }, toolsets: ["support"], readOnly: false },
      { who: { kind: "scope", name: "a.b" }, toolsets: ["core"], readOnly: true },
      { who: { kind: "group", name: "x=y" }, toolsets: ["all"], readOnly: false },
    ],
  });
});

Deno.test("a wrong access rule is named", () => {
  for (
    const part of ["Help Desk=core", "group:=core", "group:x", "group:x=cores", "group:x=read-only", "user:x=core"]
  ) {
    const parsed = parseAccess(`scope:s=core; ${part}`, KNOWN);
    assert.ok("part" in parsed, part);
    assert.equal(parsed.part, part);
    assert.notEqual(parsed.why, "");
  }
});

Deno.test("the first rule that fits decides; a group is no scope", () => {
  const parsed = parseAccess("group:a=core; scope:b=support; group:b=all", KNOWN);
  assert.ok("rules" in parsed);
  const toolsetsOf = (groups: string[], scopes: string[]) => ruleFor(parsed.rules, { groups, scopes })?.toolsets;
  assert.deepEqual(toolsetsOf(["a", "b"], ["b"]), ["core"]);
  assert.deepEqual(toolsetsOf([], ["b"]), ["support"]);
  assert.deepEqual(toolsetsOf(["b"], []), ["all"]);
  assert.equal(toolsetsOf([], ["a"]), undefined);
  assert.equal(ruleFor([], { groups: ["a"], scopes: [] }), undefined);
});
