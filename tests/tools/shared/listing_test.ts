import assert from "node:assert/strict";
import fc from "fast-check";
import type { Slice } from "../../../src/okta/list.ts";
import { goOn, howMany, matching, page, section, shown, sliceOf, table } from "../../../src/tools/shared/listing.ts";

const lines = table<{ id: string; note: string }>(["id", "note"]);
const rowsOf = (notes: string[]) => notes.map((note, i) => ({ id: `${i}`, note }));
const someNotes = fc.array(fc.string({ maxLength: 200 }), { minLength: 1, maxLength: 40 });

Deno.test("what is shown are the leading rows, whole, as text and as data, within the budget", () => {
  fc.assert(fc.property(someNotes, fc.integer({ min: 1, max: 3_000 }), (notes, budget) => {
    const rows = rowsOf(notes);
    const { rows: kept, text } = shown(rows, lines, budget);
    assert.deepEqual(kept, rows.slice(0, kept.length));
    assert.equal(text, lines(kept).join("\n"));
    const heading = text.indexOf("\n") + 1;
    if (kept.length > 1) {
      assert.equal(text.length - heading <= budget, true);
      assert.equal(JSON.stringify(kept).length <= 2 * budget + 2 + kept.length, true);
    }
    assert.equal(kept.length >= 1, true);
  }));
});

Deno.test("no rows have no text, not even a heading", () => {
  assert.deepEqual(shown([], lines), { rows: [], text: "" });
});

Deno.test("pages of a list that was read whole give every item once, however much of each has room", () => {
  fc.assert(
    fc.property(
      someNotes,
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 2_000 }),
      (notes, limit, budget) => {
        const rows = rowsOf(notes);
        const seen: unknown[] = [];
        let cursor: string | undefined;
        do {
          const slice: Slice<typeof rows[number]> = sliceOf(rows, "/list?filter=x", { limit, ...cursor && { cursor } });
          const listed = page(slice, slice.items, lines, budget);
          assert.equal(listed.rows.length >= 1 && listed.rows.length <= limit, true);
          seen.push(...listed.rows);
          cursor = listed.next_cursor;
        } while (cursor !== undefined);
        assert.deepEqual(seen, rows);
      },
    ),
  );
});

Deno.test("a cursor of another list is refused", () => {
  const cursor = sliceOf([1, 2, 3], "/list?filter=a", { limit: 1 }).cursorAfter();
  assert(cursor);
  assert.throws(() => sliceOf([1, 2, 3], "/list?filter=b", { limit: 1, cursor }), /Cannot use this cursor/);
});

Deno.test("a section says how many there are and how many had no room", () => {
  assert.equal(section("Things", [], lines, 100).text, "Things: none");
  assert.equal(section("Things", rowsOf(["a"]), lines, 100).text, "Things: 1\nid,note\n0,a");
  const { rows, text } = section("Things", rowsOf(["a".repeat(60), "b".repeat(60), "c"]), lines, 130);
  assert.equal(rows.length, 2);
  assert.match(text, /^Things: 3, of which 1 do not fit here\nid,note\n/);
});

Deno.test("how lists speak of themselves", () => {
  assert.equal(howMany(0, "user", false), "No users");
  assert.equal(howMany(1, "user", false), "1 user");
  assert.equal(howMany(25, "user", true), "25 users (more follow)");
  assert.equal(matching({ q: "mar", status: undefined }), ' matching q "mar"');
  assert.equal(matching({ q: undefined }), "");
  assert.equal(goOn(undefined, "q"), "");
  assert.equal(goOn("abc", "q"), "More: the same arguments with cursor=abc\nOr narrow with q.");
});
