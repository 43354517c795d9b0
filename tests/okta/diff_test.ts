import assert from "node:assert/strict";
import fc from "fast-check";
import { diff, type Difference } from "../../src/okta/diff.ts";

type Document = Record<string, unknown>;

const key = fc.oneof(
  fc.constantFrom("a", "b", "url", "lastUpdated", "_links", "constructor", "toString", "a.b", 'q"uote', "", "0", "é"),
  fc.string(),
);
const { document } = fc.letrec((tie) => ({
  value: fc.oneof(
    fc.constantFrom(null, true, 0, "", "x"),
    fc.string(),
    fc.array(tie("value"), { maxLength: 3 }),
    tie("document"),
  ),
  document: fc.dictionary(key, tie("value"), { maxKeys: 4 }),
}));

/** The document without what `diff` ignores: some keys, and whatever is `null`. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key, item]) =>
    key !== "lastUpdated" && key !== "_links" && item !== null
  );
  return Object.fromEntries(kept.map(([key, item]) => [key, bare(item)]));
}

/** The keys that a path names. */
function keys(path: string): string[] {
  return [...path.matchAll(/\["(?:[^"\\]|\\.)*"\]|[^.[]+/g)].map(([part]) =>
    part.startsWith("[") ? JSON.parse(part)[0] : part
  );
}

function apply(before: Document, differences: Difference[]): Document {
  const result = structuredClone(before);
  for (const { path, after } of differences) {
    const [last, ...outer] = keys(path).reverse();
    const owner = outer.reverse().reduce((object, name) => object[name] as Document, result);
    if (after === undefined) delete owner[last!];
    else Object.defineProperty(owner, last!, { value: after, enumerable: true, configurable: true, writable: true });
  }
  return result;
}

Deno.test("differences turn the one document into the other", () => {
  fc.assert(fc.property(document, document, (before, after) => {
    const changed = apply(before as Document, diff(before, after));
    assert.deepEqual(bare(structuredClone(changed)), bare(structuredClone(after)));
  }));
});

Deno.test("equal documents have none, whatever the order of their keys", () => {
  fc.assert(fc.property(document, (value) => {
    const reversed = Object.fromEntries(Object.entries(value as Document).reverse());
    assert.deepEqual(diff(value, reversed), []);
  }));
});

Deno.test("the order is stable, and each path names its own place", () => {
  fc.assert(fc.property(document, document, (before, after) => {
    const paths = diff(before, after).map(({ path }) => path);
    assert.equal(new Set(paths).size, paths.length);
    const shuffled = Object.fromEntries(Object.entries(before as Document).reverse());
    assert.deepEqual(diff(shuffled, after).map(({ path }) => path), paths);
  }));
});

Deno.test("it reads as a person would write it down", () => {
  const before = {
    label: "Zoom",
    lastUpdated: "1",
    settings: { app: { url: "a", on: true }, "x.y": 1 },
    features: ["A"],
  };
  const after = {
    label: "Zoom",
    lastUpdated: "2",
    settings: { app: { url: "b", on: true } },
    features: ["A", "B"],
    orn: "orn:okta",
    notes: null,
  };
  assert.deepEqual(diff(before, after), [
    { path: "features", before: ["A"], after: ["A", "B"] },
    { path: "orn", before: undefined, after: "orn:okta" },
    { path: "settings.app.url", before: "a", after: "b" },
    { path: 'settings["x.y"]', before: 1, after: undefined },
  ]);
});
