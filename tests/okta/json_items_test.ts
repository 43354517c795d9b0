import assert from "node:assert/strict";
import fc from "fast-check";
import { jsonItems } from "../../src/okta/json_items.ts";

const itemsOf = (text: string) => [...jsonItems(new TextEncoder().encode(text))].map((item) => JSON.parse(item));

const objects = fc.array(fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue({ stringUnit: "binary" })));

Deno.test("the items of a list are those that parsing it as a whole gives, however it is written", () => {
  fc.assert(fc.property(objects, fc.constantFrom(undefined, 2, "\t"), (list, indent) => {
    const text = JSON.stringify(list, null, indent);
    assert.deepEqual(itemsOf(` ${text}\n`), JSON.parse(text));
  }));
});

Deno.test("a list that is cut off anywhere is refused", () => {
  fc.assert(fc.property(objects, fc.nat(), (list, at) => {
    const text = JSON.stringify(list);
    assert.throws(() => itemsOf(text.slice(0, at % text.length)), SyntaxError);
  }));
});

Deno.test("what is not a list of objects is refused", () => {
  for (const text of ["", "{}", '{"a":1}', "[1]", '[{"a":1} {"a":2}]', '[{"a":1},]', '[{"a":1}]]', "null", '["{}"]']) {
    assert.throws(() => itemsOf(text), SyntaxError, text);
  }
});
