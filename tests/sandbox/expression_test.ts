import assert from "node:assert/strict";
import fc from "fast-check";
import { evaluate, type Subject } from "../../src/sandbox/expression.ts";

const subject: Subject = {
  profile: { department: "Sales", level: 4, remote: true, city: null },
  groups: [{ id: "00g1", name: "Staff" }],
};

Deno.test("conditions of group rules", () => {
  const cases: [expression: string, holds: boolean][] = [
    ['user.department=="Sales"', true],
    ["user.department == 'sales'", false],
    ['user.department!="Sales"', false],
    ['user.department=="IT" || user.department=="Sales"', true],
    ['user.department=="IT" OR user.level>=4 AND user.remote', true],
    ['(user.department=="Sales" or user.level>9) and user.level<4', false],
    ['!(user.department=="IT") && NOT user.nothing', true],
    ["user.city==null", true],
    ["user.missing==null", true],
    ['String.stringContains(user.department,"ale")', true],
    ['String.startsWith(user.department, "ale")', false],
    ['String.stringContains(user.city,"x")', false],
    ['isMemberOfGroup("00g1")', true],
    ['isMemberOfAnyGroup("00g2","00g1")', true],
    ['isMemberOfGroupName("Sales")', false],
    ["user.department", false],
  ];
  for (const [expression, holds] of cases) assert.equal(evaluate(expression, subject), holds, expression);
});

Deno.test("what cannot be read is a SyntaxError, whatever it is", () => {
  for (const text of ["", "user.department==", "(user.level>1", "nope(1)", "user.level>1)", "a b", '"\\x"=="y"']) {
    assert.throws(() => evaluate(text, subject), SyntaxError, text);
  }
  const words = fc.constantFrom("user.level", "==", "&&", "or", "!", "(", ")", "4", '"x"', "isMemberOfGroup", ",", "#");
  const text = fc.oneof(fc.string(), fc.array(words).map((parts) => parts.join(" ")));
  fc.assert(fc.property(text, (text) => {
    try {
      assert.equal(typeof evaluate(text, subject), "boolean");
    } catch (error) {
      assert(error instanceof SyntaxError, String(error));
    }
  }));
});
