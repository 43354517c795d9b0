import assert from "node:assert/strict";
import fc from "fast-check";
import { FormatError } from "../../src/install/format.ts";
import { jsonc } from "../../src/install/jsonc.ts";

Deno.test("an entry is added, and what was there keeps its comments, layout and trailing commas", () => {
  const text = `{
    // mine
    "servers": {
        "github": { "command": "gh" /* v2 */ }, // keep me
        "other": {
            "command": "x", // last
        },
    },
}
`;
  const added = jsonc.set(text, ["servers", "okta", "command"], "/bin/okta");
  assert.equal(
    added,
    text.replace(
      `        },\n    },`,
      `        },\n        "okta": {\n            "command": "/bin/okta"\n        },\n    },`,
    ),
  );
  assert.equal(jsonc.set(added, ["servers", "okta", "command"], "/bin/okta"), added);
  assert.equal(jsonc.remove(added, ["servers", "okta"]), text);
});

Deno.test("a comment after the last member stays with it", () => {
  const text = `{\r\n\t"a": 1 // one\r\n}`;
  assert.equal(jsonc.set(text, ["b"], [true]), `{\r\n\t"a": 1, // one\r\n\t"b": [\r\n\t\ttrue\r\n\t]\r\n}`);
  assert.equal(jsonc.remove(`{ "a": 1, // one\n  "b": 2 }`, ["b"]), `{ "a": 1 // one\n   }`);
});

Deno.test("empty files, empty objects and files on one line", () => {
  assert.equal(jsonc.set("", ["a", "b"], 1), `{\n  "a": {\n    "b": 1\n  }\n}\n`);
  assert.equal(jsonc.set("{}", ["a"], 1), `{\n  "a": 1\n}`);
  assert.equal(jsonc.set(`{"a":{"x":1}}`, ["a", "b"], "c"), `{"a":{"x":1, "b": "c"}}`);
  assert.equal(jsonc.remove(`{"a":{"x":1, "b": "c"}}`, ["a", "b"]), `{"a":{"x":1}}`);
  assert.equal(jsonc.remove(`{\n  "a": 1\n}\n`, ["a"]), `{}\n`);
  assert.equal(jsonc.remove("", ["a"]), "");
});

Deno.test("an item of a list is found by its id", () => {
  const text = `{ "inputs": [ {"id": "x", "type": "pickString"} ] }`;
  const added = jsonc.set(text, ["inputs", { id: "y" }], { id: "y" });
  assert.equal(added, `{ "inputs": [ {"id": "x", "type": "pickString"}, {"id":"y"} ] }`);
  assert.equal(jsonc.set(added, ["inputs", { id: "y" }], { id: "y" }), added);
  assert.equal(jsonc.remove(added, ["inputs", { id: "x" }]), `{ "inputs": [ {"id":"y"} ] }`);
  assert.match(jsonc.set("{}", ["inputs", { id: "y" }], { id: "y" }), /"inputs": \[\s+\{\s+"id": "y"\s+\}\s+\]/);
});

Deno.test("what is no JSON, or has something else in the way, is refused with the place", () => {
  const cases: [text: string, message: RegExp][] = [
    [`{ "a": 1 "b": 2 }`, /^unexpected " in line 1, column 10$/],
    [`{\n  "a": tru\n}`, /^unexpected t in line 2, column 8$/],
    [`{ "a": [1,`, /^it ends too early/],
    [`{} {}`, /^unexpected \{/],
    [`[]`, /^the whole file is not an object/],
    [`{ "servers": [] }`, /^servers is not an object in line 1, column 14$/],
    [`{ "servers": null }`, /^servers is not an object/],
  ];
  for (const [text, message] of cases) {
    assert.throws(() => jsonc.set(text, ["servers", "okta"], 1), (error: Error) => {
      assert.ok(error instanceof FormatError, text);
      assert.match(error.message, message);
      return true;
    });
  }
});

/** Documents as people write them: any layout, comments anywhere, commas at the end. */
const key = fc.constantFrom("servers", "okta", "github", "a b", 'q"uote', "ü");
const scalar = fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.constantFrom("", "text", "C:\\x", '"', "€"));
const trivia = fc.constantFrom("", " ", "\n", "\n\t ", "\r\n  ", " /* keep */ ", " // keep\n", "\n// keep\r\n    ");
interface Written {
  text: string;
  value: unknown;
}
const { written } = fc.letrec<{ written: Written; container: Written }>((tie) => ({
  written: fc.oneof({ maxDepth: 3 }, scalar.map((value) => ({ text: JSON.stringify(value), value })), tie("container")),
  container: fc.oneof(
    object(tie("written") as fc.Arbitrary<Written>),
    fc.tuple(
      fc.array(fc.tuple(trivia, tie("written") as fc.Arbitrary<Written>, trivia), { maxLength: 3 }),
      fc.boolean(),
    )
      .map(([items, ends]) => ({
        text: `[${items.map(([a, { text }, b]) => a + text + b).join(",")}${ends && items.length ? "," : ""}]`,
        value: items.map(([, { value }]) => value),
      })),
  ),
}));
function object(of: fc.Arbitrary<Written>): fc.Arbitrary<Written & { value: Record<string, unknown> }> {
  const member = fc.tuple(key, of, trivia, trivia, trivia, trivia);
  return fc.tuple(fc.uniqueArray(member, { maxLength: 4, selector: ([key]) => key }), fc.boolean(), trivia)
    .map(([members, ends, last]) => ({
      text: `{${
        members.map(([key, { text }, a, b, c, d]) => `${a}${JSON.stringify(key)}${b}:${c}${text}${d}`).join(",")
      }${ends && members.length ? "," : ""}${last}}`,
      value: Object.fromEntries(members.map(([key, { value }]) => [key, value])),
    }));
}
const document = fc.tuple(trivia, object(written), trivia)
  .map(([a, { text, value }, b]) => ({ text: a + text + b, value }));

/** Read another way than the editor reads. */
function parsed(text: string): unknown {
  return JSON.parse(text.replace(/\/\* keep \*\/|\/\/ keep(?=\r?\n|$)/g, "").replace(/,(\s*[}\]])/g, "$1"));
}
const comments = (text: string) => text.match(/\/\* keep \*\/|\/\/ keep(?=\r?\n|$)/g)?.length ?? 0;

Deno.test("property: setting a member changes that member and nothing else", () => {
  fc.assert(
    fc.property(document, key, scalar, ({ text, value }, name, fresh) => {
      const replaced = comments(text) - comments(jsonc.remove(text, [name]));
      const after = jsonc.set(text, [name], fresh);
      assert.deepEqual(parsed(after), { ...value, [name]: fresh });
      assert.ok(comments(after) >= comments(text) - replaced);
      assert.equal(jsonc.set(after, [name], fresh), after);
    }),
    { numRuns: 500 },
  );
});

Deno.test("property: removing a member removes that member and nothing else, and undoes adding it", () => {
  fc.assert(
    fc.property(document, key, ({ text, value }, name) => {
      const { [name]: _, ...rest } = value;
      const after = jsonc.remove(text, [name]);
      assert.deepEqual(parsed(after), rest);
      const again = jsonc.remove(jsonc.set(after, [name, "deep"], 1), [name]);
      assert.deepEqual(parsed(again), rest);
      assert.equal(comments(again), comments(after));
      if (Object.keys(rest).length > 0) assert.equal(again.replace(/\s/g, ""), after.replace(/\s/g, ""));
    }),
    { numRuns: 500 },
  );
});
