import assert from "node:assert/strict";
import fc from "fast-check";
import { jsonItems } from "../../src/okta/json_items.ts";

const itemsOf = (text: string, without?: string[]) => [...jsonItems(new TextEncoder().encode(text), without)];
const wholeOf = (text: string) => itemsOf(text).map((item) => JSON.parse(item.whole()));

const members = fc.constantFrom("a", "b", "a b", "target", "é", '"');
const objects = fc.array(
  fc.dictionary(fc.oneof(members, fc.string({ unit: "binary" })), fc.jsonValue({ stringUnit: "binary" })),
);

Deno.test("the items of a list are those that parsing it as a whole gives, however it is written", () => {
  fc.assert(fc.property(objects, fc.constantFrom(undefined, 2, "\t"), (list, indent) => {
    const text = JSON.stringify(list, null, indent);
    const items = itemsOf(` ${text}\n`);
    assert.deepEqual(items.map((item) => JSON.parse(item.brief)), JSON.parse(text));
    assert.deepEqual(items.map((item) => JSON.parse(item.whole())), JSON.parse(text));
  }));
});

Deno.test("members that are left out are null, at the top of an item only, and the others stay", () => {
  fc.assert(fc.property(objects, fc.uniqueArray(members), (list, without) => {
    const text = JSON.stringify(list);
    const items = itemsOf(text, without);
    const expected = JSON.parse(text) as Record<string, unknown>[];
    assert.deepEqual(items.map((item) => JSON.parse(item.whole())), expected);
    for (const item of expected) for (const name of without) if (Object.hasOwn(item, name)) item[name] = null;
    assert.deepEqual(items.map((item) => JSON.parse(item.brief)), expected);
  }));
});

Deno.test("a list that is cut off anywhere is refused, whatever is left out of it", () => {
  fc.assert(fc.property(objects, fc.uniqueArray(members), fc.nat(), (list, without, at) => {
    const text = JSON.stringify(list);
    assert.throws(() => itemsOf(text.slice(0, at % text.length), without), SyntaxError);
  }));
});

Deno.test("what is not a list of objects is refused", () => {
  for (const text of ["", "{}", '{"a":1}', "[1]", '[{"a":1} {"a":2}]', '[{"a":1},]', '[{"a":1}]]', "null", '["{}"]']) {
    assert.throws(() => wholeOf(text), SyntaxError, text);
  }
});
