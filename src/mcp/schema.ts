import type { StandardSchemaWithJSON } from "@modelcontextprotocol/server";
import { z } from "zod";
import { UserError } from "./tool.ts";

type JsonSchema = Record<string, unknown>;

/** Bounds that zod writes for every integer and that tell a model nothing. */
const NOISE = new Map<string, unknown>([
  ["maximum", Number.MAX_SAFE_INTEGER],
  ["minimum", Number.MIN_SAFE_INTEGER],
  ["additionalProperties", false],
]);

/**
 * The JSON Schema of a zod object without what costs context and tells a model nothing: `$schema`, integer bounds of
 * the number format, `additionalProperties: false`.
 */
export function listedSchema(schema: z.ZodObject, io: "input" | "output"): JsonSchema {
  return trimmed(z.toJSONSchema(schema, { io, unrepresentable: "any" })) as JsonSchema;
}

function trimmed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(trimmed);
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value).filter(([key, inner]) => key !== "$schema" && NOISE.get(key) !== inner);
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

/**
 * Parses a call's arguments strictly: an argument that the tool does not know is an error, not silently dropped.
 * @throws UserError that names each argument, its value and what would be right.
 */
export function parseArguments<I extends z.ZodObject>(tool: string, schema: I, args: unknown): z.infer<I> {
  const result = schema.strict().safeParse(args ?? {}, { reportInput: true });
  if (result.success) return result.data as z.infer<I>;
  const known = Object.keys(schema.shape).join(", ") || "none";
  const problems = result.error.issues.map((issue) => {
    if (issue.code === "unrecognized_keys") {
      return `${issue.keys.map((key) => `"${key}"`).join(", ")}: no such argument. ${tool} takes: ${known}.`;
    }
    const place = issue.path.join(".") || "arguments";
    const given = issue.input === undefined ? "it is missing" : `it is ${JSON.stringify(issue.input).slice(0, 100)}`;
    return `${place}: ${issue.message.replace(/^Invalid input: /, "")}, but ${given}.`;
  });
  throw new UserError(`Cannot call ${tool} with these arguments.\n${problems.join("\n")}`);
}
