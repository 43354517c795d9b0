import assert from "node:assert/strict";
import fc from "fast-check";
import { allOf, anyOf, compare, enclosed, unquoted } from "../../src/okta/scim.ts";
import { anyText } from "./any_text.ts";
import { UserError } from "../../src/user_error.ts";

Deno.test("no value can end its own quotation", () => {
  fc.assert(fc.property(anyText, (value) => {
    const expression = compare("profile.login", "eq", value);
    assert.equal(unquoted(expression), 'profile.login eq ""');
    assert.equal(JSON.parse(expression.slice("profile.login eq ".length)), value);
  }));
});

Deno.test("expressions are joined so that `and` and `or` keep their meaning", () => {
  const names = anyOf([compare("a", "eq", "1"), compare("b", "sw", "2")]);
  assert.equal(allOf([names, anyOf([compare("c", "co", "3")])]), '(a eq "1" or b sw "2") and c co "3"');
});

Deno.test("a caller's expression is enclosed, and must balance", () => {
  assert.equal(enclosed(' a eq ")" or (b pr) '), '(a eq ")" or (b pr))');
  assert.doesNotThrow(() => encodeURIComponent(enclosed('a eq "\ud800"')));
  for (const bad of ["a pr) or (b pr", "(a pr", "a pr)", 'a eq "x', 'a eq "x\\"', " ", ""]) {
    assert.throws(() => enclosed(bad), UserError, bad);
  }
});
