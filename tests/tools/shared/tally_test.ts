import assert from "node:assert/strict";
import fc from "fast-check";
import { Tally } from "../../../src/tools/shared/tally.ts";

Deno.test("counts are those of counting by hand, the most frequent first", () => {
  fc.assert(fc.property(fc.array(fc.constantFrom("a", "b", "c", "d", "constructor")), (values) => {
    const tally = new Tally();
    for (const value of values) tally.add(value);
    for (const { value, count } of tally.all()) assert.equal(count, values.filter((other) => other === value).length);
    assert.equal(tally.size, new Set(values).size);
    assert.equal(tally.exact, true);
    const counts = tally.all().map(({ count }) => count);
    assert.deepEqual(counts, counts.toSorted((a, b) => b - a));
    assert.deepEqual(tally.top(2), tally.all().slice(0, 2));
  }));
});

Deno.test("nothing is counted for an absent value", () => {
  const tally = new Tally();
  for (const value of [undefined, null, ""]) tally.add(value);
  assert.equal(tally.size, 0);
});

Deno.test("memory stays bounded, and what is frequent stays countable", () => {
  const tally = new Tally(10);
  for (let i = 0; i < 1_000; i++) {
    tally.add(`rare ${i}`);
    tally.add("frequent");
    assert.ok(tally.size <= 20);
  }
  assert.deepEqual(tally.top(1), [{ value: "frequent", count: 1_000 }]);
  assert.equal(tally.exact, false);
});
