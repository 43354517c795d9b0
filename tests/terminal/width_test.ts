import assert from "node:assert/strict";
import { padded, width } from "../../src/terminal/width.ts";

Deno.test("the width of a text counts columns, not characters", () => {
  for (
    const [text, columns] of [["jane", 4], ["Zoë", 3], ["Zoe\u0308", 3], ["健二", 4], ["한글", 4], [
      "🔒 on",
      5,
    ]] as const
  ) {
    assert.equal(width(text), columns, text);
  }
  assert.equal(padded("健二", 6), "健二  ");
});
