import assert from "node:assert/strict";
import fc from "fast-check";
import { anyText } from "../okta/any_text.ts";
import { startFaultyOrg } from "../faults/faulty_org.ts";

const JANE = "jane.moreno@harbor.example";

/** What a confused model, or one that was steered, may write. */
const value = fc.oneof(
  anyText,
  fc.anything({ maxDepth: 3, withBigInt: false, withNullPrototype: true }),
  fc.constantFrom(
    JANE,
    "Salesforce",
    "Sales",
    "",
    " ",
    "*",
    "..",
    "../users",
    "me",
    "%2e%2e%2f",
    "\0",
    "\u202e",
    "\ud800",
    "a' or '1'='1",
    'x" or status pr or id eq "',
    "(((((",
    "$ref",
    "__proto__",
    "constructor",
    "https://evil.example/api/v1/users",
    "9999-99-99",
    "100000000000d",
    "eyJ",
    "x".repeat(100_000),
    -1,
    0,
    1e308,
    Number.MAX_SAFE_INTEGER,
    "true",
    null,
    Array.from({ length: 5_000 }, () => JANE),
    { toString: 1, __proto__: { polluted: true } },
  ),
);

Deno.test("no tool breaks over arguments of any type and size, nor acts on them", async () => {
  await using org = await startFaultyOrg(30);
  for (const tool of org.tools) {
    const some = Object.fromEntries(tool.arguments.map((name) => [name, fc.option(value, { nil: undefined })]));
    const args = fc.oneof(
      fc.record(some, { requiredKeys: [] }),
      fc.record({ ...some, user: fc.constantFrom(JANE, undefined), app: fc.constantFrom("Salesforce", undefined) }),
      value,
    );
    await fc.assert(
      fc.asyncProperty(args, async (args) => {
        const { text } = await org.call(tool.name, args as Record<string, unknown>);
        assert.doesNotMatch(text, /^Internal error|\[object Object\]/);
        assert.ok(text.length <= 25_000, `${text.length} characters`);
        assert.ok(text.isWellFormed());
      }),
      { numRuns: 40, endOnFailure: true },
    );
  }
  const changed = org.sandbox.requests.filter(({ method, url }) => method !== "GET" && !/simulate/.test(url));
  assert.deepEqual(changed, []);
});
