import type { StandardSchemaWithJSON } from "@modelcontextprotocol/server";
import * as z from "zod";
import { plain, quote } from "../quote.ts";
import { UserError } from "../user_error.ts";

type JsonSchema = Record<string, unknown>;

/** What zod writes and tells a model nothing, as JSON: bounds of every integer, that an object may have any member, or no other. */
const NOISE: Record<string, readonly string[]> = {
  maximum: [JSON.stringify(Number.MAX_SAFE_INTEGER)],
  minimum: [JSON.stringify(Number.MIN_SAFE_INTEGER)],
  additionalProperties: ["false", "{}"],
  propertyNames: ['{"type":"string"}'],
  items: ["{}"],
};

/**
 * The most bytes of a listed output schema. Many clients send it to the model with every request, and few programs read
 * it: what lies deeper than the limit allows is in the tool's source and in the answers themselves.
 */
const OUTPUT_LIMIT = 500;

/** How deep an output schema may go, the deepest that fits first: the answer's own members are always listed. */
const DEPTHS = [Infinity, 3, 2, 1];

/**
 * The JSON Schema of a zod object without what costs context and tells a model nothing: `$schema`, integer bounds of
 * the number format, keywords that restrict nothing, `additionalProperties: false`; of an output also what exceeds its limit. It allows everything that
 * the zod object does.
 */
export function listedSchema(schema: z.ZodObject, io: "input" | "output"): JsonSchema {
  const whole = trimmed(z.toJSONSchema(schema, { io, unrepresentable: "any" })) as JsonSchema;
  if (io === "input") return whole;
  const cuts = DEPTHS.map((depth) => ({
    ...cutAt(whole, depth),
    ...whole.required ? { required: whole.required } : {},
  }));
  return cuts.find((cut) => new TextEncoder().encode(JSON.stringify(cut)).length <= OUTPUT_LIMIT) ?? cuts.at(-1)!;
}

/** A schema whose objects deeper than `depth` levels are only said to be objects, and without what only narrows it. */
function cutAt(schema: JsonSchema, depth: number): JsonSchema {
  const kept: JsonSchema = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === "required" || key === "description" || key === "propertyNames") continue;
    if (key !== "properties") kept[key] = isObject(value) ? cutAt(value, depth) : value;
    else if (depth > 0) kept[key] = mapped(value as Record<string, JsonSchema>, (inner) => cutAt(inner, depth - 1));
  }
  return kept;
}

function mapped(properties: Record<string, JsonSchema>, change: (schema: JsonSchema) => JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, change(schema)]));
}

function isObject(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function trimmed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(trimmed);
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value).filter(([key, inner]) =>
    key !== "$schema" && !NOISE[key]?.includes(JSON.stringify(inner))
  );
  return Object.fromEntries(kept.map(([key, inner]) => [key, trimmed(inner)]));
}

/**
 * The schema as the SDK lists it. The SDK's own check passes everything: arguments are parsed by `parseArguments`,
 * whose errors a model can act on, and results are checked by the tests.
 */
export function sdkSchema(schema: z.ZodObject): StandardSchemaWithJSON<Record<string, unknown>> {
  const cached: { input?: JsonSchema; output?: JsonSchema } = {};
  return {
    "~standard": {
      version: 1,
      vendor: "mcp-okta-support",
      validate: (value) => ({ value: value as Record<string, unknown> }),
      jsonSchema: {
        input: () => cached.input ??= listedSchema(schema, "input"),
        output: () => cached.output ??= listedSchema(schema, "output"),
      },
    },
  };
}

/** The most problems that an error names: a model mends a few at a time. */
const TOLD = 10;
/** The most characters of a value that an error repeats. */
const REPEATED = 100;

function written(value: unknown): string {
  const text = plain(JSON.stringify(value) ?? typeof value);
  return text.length > REPEATED ? text.slice(0, REPEATED).toWellFormed() + "…" : text;
}

const stricts = new WeakMap<z.ZodObject, z.ZodObject>();

/** Making a schema strict and compiling it takes longer than most parsing. */
function strict(schema: z.ZodObject): z.ZodObject {
  const known = stricts.get(schema) ?? schema.strict();
  stricts.set(schema, known);
  return known;
}

/**
 * Parses a call's arguments strictly: an argument that the tool does not know is an error, not silently dropped.
 * @throws UserError that names each argument, its value and what would be right.
 */
export function parseArguments<I extends z.ZodObject>(tool: string, schema: I, args: unknown): z.infer<I> {
  const result = strict(schema).safeParse(args ?? {}, { reportInput: true });
  if (result.success) return result.data as z.infer<I>;
  const known = Object.keys(schema.shape).join(", ") || "none";
  const problems = result.error.issues.slice(0, TOLD).map((issue) => {
    if (issue.code === "unrecognized_keys") {
      return `${issue.keys.slice(0, TOLD).map(quote).join(", ")}: no such argument. ${tool} takes: ${known}.`;
    }
    const place = plain(issue.path.join(".")) || "arguments";
    const given = issue.input === undefined ? "it is missing" : `it is ${written(issue.input)}`;
    return `${place}: ${issue.message.replace(/^Invalid input: /, "")}, but ${given}.`;
  });
  throw new UserError(`Cannot call ${tool} with these arguments.\n${problems.join("\n")}`);
}
