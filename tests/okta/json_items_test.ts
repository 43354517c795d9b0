import assert from "node:assert/strict";
import fc from "fast-check";
import { JsonItems, type Members } from "../../src/okta/json_items.ts";

const itemsOf = (text: string, members?: Members) => [...new JsonItems(members).of(new TextEncoder().encode(text))];

const names = fc.constantFrom("a", "b", "a b", "target", "é", '"');
const { item: members } = fc.letrec<{ item: Members; inner: true | Members }>((tie) => ({
  item: fc.dictionary(names, tie("inner"), { noNullPrototype: true }),
  inner: fc.oneof({ maxDepth: 3 }, fc.constant(true as const), tie("item")),
}));
const { object } = fc.letrec<{ object: Record<string, unknown>; value: unknown }>((tie) => ({
  object: fc.dictionary(fc.oneof(names, fc.string({ unit: "binary" })), tie("value"), {
    maxKeys: 6,
    noNullPrototype: true,
  }),
  value: fc.oneof(
    { maxDepth: 2 },
    fc.jsonValue({ stringUnit: "binary", maxDepth: 1 }),
    tie("object"),
    fc.array(tie("object"), { maxLength: 3 }),
  ),
}));
const objects = fc.array(object);

/** What is wanted of a value, found in the plainest way. */
function picked(value: unknown, members: true | Members): unknown {
  if (members === true || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => picked(item, members));
  const wanted = Object.entries(value).filter(([name]) => Object.hasOwn(members, name));
  return Object.fromEntries(wanted.map(([name, inner]) => [name, picked(inner, members[name]!)]));
}

Deno.test("the items of a list are those that parsing it as a whole gives, however it is written", () => {
  fc.assert(fc.property(objects, fc.constantFrom(undefined, 2, "\t"), (list, indent) => {
    const text = JSON.stringify(list, null, indent);
    assert.deepEqual(itemsOf(` ${text}\n`), JSON.parse(text));
  }));
});

Deno.test("of members that are wanted all is read, and nothing else", () => {
  fc.assert(fc.property(objects, members, fc.constantFrom(undefined, 2, "\t"), (list, members, indent) => {
    const text = JSON.stringify(list, null, indent);
    assert.deepEqual(itemsOf(text, members), (JSON.parse(text) as unknown[]).map((item) => picked(item, members)));
  }));
});

Deno.test("a text that comes again is the same text, and one that looks like it is another", () => {
  const texts = ["é", "Ã©", "e", "e", "é", "\\u00e9", "\u0000", ""].map((text) => ({ text }));
  const list = JSON.stringify([...texts, ...texts]);
  assert.deepEqual(itemsOf(list, { text: true }), JSON.parse(list));
});

Deno.test("a list that is cut off anywhere is refused, whatever is read of it", () => {
  fc.assert(fc.property(objects, fc.option(members, { nil: undefined }), fc.nat(), (list, members, at) => {
    const text = JSON.stringify(list);
    assert.throws(() => itemsOf(text.slice(0, at % text.length), members), SyntaxError);
  }));
});

Deno.test("what is not a list of objects is refused", () => {
  for (const text of ["", "{}", '{"a":1}', "[1]", '[{"a":1} {"a":2}]', '[{"a":1},]', '[{"a":1}]]', "null", '["{}"]']) {
    assert.throws(() => itemsOf(text), SyntaxError, text);
    assert.throws(() => itemsOf(text, { a: true }), SyntaxError, text);
  }
  for (const text of ['[{"a":1,}]', '[{"a" 1}]', "[{a:1}]", '[{"a":[1,]}]', '[{"a":{"b":tru}}]']) {
    assert.throws(() => itemsOf(text, { a: { b: true } }), SyntaxError, text);
  }
});
