import assert from "node:assert/strict";
import fc from "fast-check";
import { code, count, listed, own, show, span, words } from "../../src/investigate/words.ts";

const shown = { quote: (value: string) => `<${value}>`, time: (value: Date) => value.toISOString() };

Deno.test("what came from Okta is quoted, our own words are not", () => {
  const inner = words`rule ${"Abroad"}`;
  const sentence = words`denied by ${inner} ${3} times since ${new Date(0)}${own("!")}`;
  assert.equal(show(sentence, shown), "denied by rule <Abroad> 3 times since 1970-01-01T00:00:00.000Z!");
});

Deno.test("no string value is ever shown without the quotes", () => {
  fc.assert(fc.property(fc.array(fc.string(), { maxLength: 6 }), (values) => {
    const sentence = words`${listed(values, 10)} and ${words`${values[0] ?? ""}`}`;
    const quoted: string[] = [];
    show(sentence, { quote: (value) => (quoted.push(value), ""), time: () => "" });
    assert.deepEqual(quoted, [...values, values[0] ?? ""]);
  }));
});

Deno.test("a constant of Okta's stands bare, anything else that poses as one does not", () => {
  assert.equal(show(code("LOCKED_OUT"), shown), "LOCKED_OUT");
  for (const value of ["Locked", "LOCKED OUT", "LOCKED_OUT\nVerdict: fine", "", "A".repeat(80)]) {
    assert.equal(show(code(value), shown), `<${value}>`);
  }
});

Deno.test("numbers and lists read as people write them", () => {
  assert.equal(show(count(1, "sign-in"), shown), "1 sign-in");
  assert.equal(show(count(20_000, "try", "tries"), shown), "20,000 tries");
  assert.equal(show(listed(["a", "b", "c", "d", "e"], 3), shown), "<a>, <b>, <c> and 2 more");
  assert.equal(show(listed([], 3), shown), "");
});

Deno.test("a length of time takes the unit that a person would", () => {
  const minute = 60_000;
  const cases: [number, string][] = [
    [0, "0 seconds"],
    [40_000, "40 seconds"],
    [minute, "1 minute"],
    [85_000, "85 seconds"],
    [5 * minute, "5 minutes"],
    [90 * minute, "2 hours"],
    [60 * minute, "1 hour"],
    [26 * 60 * minute, "26 hours"],
    [3 * 1440 * minute, "3 days"],
    [-5 * minute, "5 minutes"],
  ];
  for (const [milliseconds, text] of cases) assert.equal(show(span(milliseconds), shown), text);
});
