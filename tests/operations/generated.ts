import type { Operation, Operations, Schema } from "../../src/okta/operations.ts";
import type { OperationArguments } from "../../src/operations/request.ts";
import { kindsOf, whole } from "../../src/operations/schema.ts";
import { bodyOf, parametersOf } from "../../src/operations/shape.ts";

/** How a value is made: with all that may be there or only what must, and of which kind where there are several. */
export interface Making {
  optional: boolean;
  /** Which of the kinds or alternatives, counted from 0; beyond the last one it starts again. */
  choice: number;
}

const DEEPEST = 6;

/** Arguments that an operation's own schemas allow. */
export function argumentsFor(contract: Operations, operation: Operation, making: Making): OperationArguments {
  const parameters = parametersOf(operation)
    .filter(({ required, in: place }) => required || (making.optional && place === "query"))
    .map(({ name, schema }) => [name, valueOf(contract, schema, making, 0)]);
  const body = bodyOf(operation);
  const isSent = body !== undefined && (making.optional || operation.body?.required);
  return {
    parameters: Object.fromEntries(parameters),
    ...isSent && { body: valueOf(contract, body.schema, making, 0) },
  };
}

/** How many different arguments a choice makes. */
export function choicesOf(contract: Operations, operation: Operation): number {
  const body = bodyOf(operation);
  const schemas = [...parametersOf(operation), ...body === undefined ? [] : [body]].map(({ schema }) => schema);
  return Math.max(
    1,
    ...schemas.map((schema) => {
      const facts = whole(contract.schemas, schema);
      return Math.max(usableKinds(contract, facts).length, (facts.oneOf ?? facts.anyOf ?? []).length);
    }),
  );
}

function valueOf(contract: Operations, schema: Schema, making: Making, depth: number): unknown {
  const facts = whole(contract.schemas, schema);
  const kinds = usableKinds(contract, facts);
  if (kinds.length > 0) {
    const [kind, name] = kinds[making.choice % kinds.length]!;
    const { discriminator: _, oneOf: __, ...special } = whole(contract.schemas, contract.schemas[name] ?? {});
    const told = facts.discriminator!.propertyName;
    const { discriminator: ___, oneOf: ____, ...base } = facts;
    return { ...objectOf(contract, base, making, depth), ...objectOf(contract, special, making, depth), [told]: kind };
  }
  const alternatives = facts.oneOf ?? facts.anyOf;
  const shared = Object.keys(facts.properties ?? {}).length > 0 ? objectOf(contract, facts, making, depth) : {};
  if (alternatives !== undefined) {
    const one = valueOf(contract, alternatives[making.choice % alternatives.length]!, making, depth);
    return typeof one === "object" && !Array.isArray(one) ? { ...shared, ...one } : one;
  }
  if (facts.enum !== undefined) return facts.enum.find((value) => value !== null);
  switch (facts.type) {
    case "array": {
      const count = Math.max(depth < DEEPEST ? 1 : 0, facts.minItems ?? 0);
      return Array.from({ length: count }, () => valueOf(contract, facts.items ?? {}, making, depth + 1));
    }
    case "integer":
    case "number":
      return Math.min(Math.max(facts.minimum ?? 1, 1), facts.maximum ?? Infinity);
    case "boolean":
      return true;
    case "string":
      return textOf(facts);
    default:
      if (typeof facts.additionalProperties === "object" && facts.properties === undefined) {
        return depth < DEEPEST ? { attribute: valueOf(contract, facts.additionalProperties, making, depth + 1) } : {};
      }
      return facts.type === "object" || facts.properties !== undefined
        ? objectOf(contract, facts, making, depth)
        : "any";
  }
}

/** The kinds that the enumeration of the telling property knows as well: the contract contradicts itself in places. */
function usableKinds(contract: Operations, facts: Schema): [kind: string, schema: string][] {
  const told = facts.properties?.[facts.discriminator?.propertyName ?? ""];
  const values = told && whole(contract.schemas, told).enum;
  return Object.entries(kindsOf(facts)).filter(([kind]) => values?.includes(kind) ?? true);
}

function objectOf(contract: Operations, facts: Schema, making: Making, depth: number): Record<string, unknown> {
  const { properties = {}, required = [] } = facts;
  const wanted = Object.entries(properties).filter(([name]) =>
    required.includes(name) || (making.optional && depth < DEEPEST && !["_links", "_embedded"].includes(name))
  );
  return Object.fromEntries(wanted.map(([name, schema]) => [name, valueOf(contract, schema, making, depth + 1)]));
}

/** Texts for patterns: most of the contract's match one of them. */
const PATTERNED = ["text", "1.0"];

function textOf({ format, pattern, minLength = 0, maxLength = Infinity }: Schema): string {
  const texts: Record<string, string> = {
    "date-time": "2026-07-15T14:00:00.000Z",
    date: "2026-07-15",
    email: "jane@harbor.example",
    uri: "https://harbor.example/path",
    url: "https://harbor.example/path",
    hostname: "harbor.example",
  };
  const matching = pattern === undefined
    ? undefined
    : PATTERNED.find((text) => new RegExp(pattern.replace("(?i)", "")).test(text));
  return (texts[format ?? ""] ?? matching ?? "text").padEnd(minLength, "x").slice(0, maxLength);
}
