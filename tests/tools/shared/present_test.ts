import assert from "node:assert/strict";
import { present } from "../../../src/tools/shared/present.ts";

Deno.test("what says nothing is left out; false, zero and empty lists say something", () => {
  const facts = { a: "x", b: null, c: undefined, d: "", e: false, f: 0, g: [] };
  assert.deepEqual(present(facts), { a: "x", e: false, f: 0, g: [] });
});
