import assert from "node:assert/strict";
import fc from "fast-check";
import { flatten } from "../../../src/tools/shared/flatten.ts";

Deno.test("values stand under their paths; what is empty is left out, arrays are one value", () => {
  const document = { a: { b: 1, none: null, blank: "", list: [], empty: {} }, c: false, d: [{ e: 1 }], f: undefined };
  assert.deepEqual(flatten(document), { "a.b": 1, c: false, d: [{ e: 1 }] });
});

Deno.test("every value is found again at its path", () => {
  const { tree } = fc.letrec((tie) => ({
    tree: fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.oneof({ maxDepth: 4 }, fc.integer(), tie("tree"))),
  }));
  fc.assert(fc.property(tree, (document) => {
    for (const [path, value] of Object.entries(flatten(document as Record<string, unknown>))) {
      const found = path.split(".").reduce((at, key) => (at as Record<string, unknown>)[key], document as unknown);
      assert.equal(found, value);
    }
  }));
});
