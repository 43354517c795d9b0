import assert from "node:assert/strict";
import { z } from "zod";
import { listedSchema, parseArguments } from "../../src/mcp/schema.ts";
import { UserError } from "../../src/user_error.ts";

const input = z.object({ user: z.string(), limit: z.number().int().min(1).max(200).optional() });

Deno.test("the listed schema has no word that tells a model nothing", () => {
  const schema = listedSchema(z.object({ n: z.number().int(), user: z.string().describe("Login") }), "input");
  assert.deepEqual(schema, {
    type: "object",
    properties: { n: { type: "integer" }, user: { type: "string", description: "Login" } },
    required: ["n", "user"],
  });
});

Deno.test("right arguments come back as they were given", () => {
  assert.deepEqual(parseArguments("t", input, { user: "jane", limit: 5 }), { user: "jane", limit: 5 });
});

Deno.test("every wrong argument is named at once, with its value and what would be right", () => {
  assert.throws(
    () => parseArguments("list_users", input, { usr: "jane", limit: 500 }),
    (error) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, /user: expected string.*missing/);
      assert.match(error.message, /limit: .*<=200, but it is 500/);
      assert.match(error.message, /"usr": no such argument. list_users takes: user, limit\./);
      return true;
    },
  );
});

Deno.test("arguments that are no object at all are an error, none at all are an empty object", () => {
  assert.throws(() => parseArguments("t", input, [1]), UserError);
  assert.throws(() => parseArguments("t", input, "user=jane"), UserError);
  assert.deepEqual(parseArguments("t", z.object({}), undefined), {});
});

Deno.test("a long output schema is listed as deep as it may be, and always with the answer's own members", () => {
  const entry = z.object({ id: z.string(), parts: z.array(z.object({ name: z.string().describe("x".repeat(300)) })) });
  const fields = Array.from({ length: 12 }, (_, i) => [`field_of_an_entry_${i}`, z.string()] as const);
  const small = listedSchema(z.object({ entries: z.array(entry) }), "output");
  const large = listedSchema(z.object({ entries: z.array(entry.extend(Object.fromEntries(fields))) }), "output");
  const parts = { type: "array", items: { type: "object", properties: { name: { type: "string" } } } };
  const properties = { id: { type: "string" }, parts };
  const entries = (items: unknown) => ({
    type: "object",
    properties: { entries: { type: "array", items } },
    required: ["entries"],
  });
  assert.deepEqual(small, entries({ type: "object", properties }));
  assert.deepEqual(large, entries({ type: "object" }));
});
