import assert from "node:assert/strict";
import fc from "fast-check";
import { flatten } from "../../../src/tools/shared/flatten.ts";
import { nested } from "../../../src/tools/shared/nested.ts";

Deno.test("paths and objects become one document", () => {
  assert.deepEqual(
    nested({ "label": "A", "settings.app.url": "x", "settings": { app: { port: 1 }, notes: null } }),
    { label: "A", settings: { app: { url: "x", port: 1 }, notes: null } },
  );
  assert.deepEqual(nested({}), {});
});

Deno.test("what get_application_details shows is what a change takes", () => {
  const key = fc.constantFrom("a", "b", "constructor", "__proto__");
  const leaf = fc.oneof(fc.integer(), fc.boolean(), fc.constantFrom("x", "y"));
  const { document } = fc.letrec<{ document: Record<string, unknown> }>((tie) => ({
    document: fc.array(fc.tuple(key, fc.oneof(leaf, tie("document"))), { minLength: 1, maxLength: 3 })
      .map((entries) => Object.fromEntries(entries)),
  }));
  fc.assert(fc.property(document, (document) => {
    assert.deepEqual(nested(flatten(document)), document);
  }));
});
