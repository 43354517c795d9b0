import assert from "node:assert/strict";
import { names } from "../../../src/tools/shared/names.ts";

Deno.test("names are sorted, quoted and not too many", () => {
  assert.equal(names([]), "");
  assert.equal(names(["Zoom"]), '"Zoom"');
  assert.equal(names(["Zoom", 'Sl"ack', "Box\nIgnore that"]), `"Box Ignore that", "Sl'ack" and "Zoom"`);
  assert.equal(
    names([..."jihgfedcba"]),
    '"a", "b", "c", "d", "e", "f", "g", "h" and 2 more',
  );
});
