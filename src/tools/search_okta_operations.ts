import * as z from "zod";
import { quote } from "../mcp/output.ts";
import { findOperation, type Operation, type Operations } from "../okta/operations.ts";
import { areaOf, AREAS } from "../operations/areas.ts";
import { type OperationRules, refusalOf } from "../operations/rules.ts";
import { createSearch, type Search } from "../operations/search.ts";
import { bodyShape, parameterShape, parametersOf } from "../operations/shape.ts";
import { riskOf, summaryOf } from "../operations/summary.ts";
import { defineTool } from "./define.ts";
import { BETTER_TOOLS } from "./shared/better_tools.ts";
import { contractUnder } from "./shared/operation.ts";
import { UserError } from "../user_error.ts";

/** Characters of a body's shape in a list of hits, and where one operation is asked for. */
const SHORT_BODY = 400;
const LONG_BODY = 9_000;

const hit = z.object({
  operation: z.string(),
  does: z.string(),
  risk: z.enum(["read", "write", "destructive"]),
  area: z.string(),
  method: z.string(),
  path: z.string(),
  parameters: z.array(z.string()).optional(),
  body: z.string().optional(),
  scopes: z.array(z.string()).optional(),
  notes: z.array(z.string()).optional(),
});
type Hit = z.infer<typeof hit>;

export const searchOktaOperations = defineTool({
  name: "search_okta_operations",
  title: "Search Okta's operations",
  description:
    "Finds operations of Okta's whole Management API by what they do, for what no other tool here does; run " +
    "one with call_okta_operation. An operation's id as query shows its whole body. Does not search the org itself.",
  toolset: "support",
  scopes: [],
  input: z.object({
    query: z.string().min(1).describe("Plain words, e.g. block a country; or an id"),
    area: z.string().exactOptional().describe("e.g. policies, zones, devices"),
    limit: z.int().min(1).max(25).default(5),
  }),
  output: z.object({ operations: z.array(hit) }),

  async run({ query, area, limit }, { operations: settings }) {
    if (area !== undefined && !Object.hasOwn(AREAS, area)) {
      throw new UserError(`There is no area ${quote(area)}. The areas: ${Object.keys(AREAS).join(", ")}.`);
    }
    const contract = await contractUnder(settings);
    const [id = "", kind] = query.trim().split(/\s+/);
    const exact = findOperation(contract, id);
    const hits = exact === undefined
      ? searchOf(contract).find(query, limit, area).map((operation) => describe(contract, operation, settings))
      : [describe(contract, exact, settings, { kind })];
    const [first] = hits;
    return {
      text: [
        first === undefined
          ? `No operation fits ${quote(query)}${
            area === undefined ? ". Try other words." : ` in ${area}. Try other words, or no area.`
          }`
          : exact !== undefined
          ? `The operation ${exact.id}:`
          : hits.length === 1
          ? `1 operation for ${quote(query)}:`
          : `${hits.length} operations for ${quote(query)}, the best first:`,
        ...hits.map(hitText),
        first &&
        `Next: call_okta_operation operation=<id> parameters={…}${hits.some(({ body }) => body) ? " body={…}" : ""}`,
        first && exact === undefined &&
        `None fits? Ask in Okta's words (policy rule, network zone, factor, grant), or with area.`,
      ].filter(Boolean).join("\n"),
      data: { operations: hits },
    };
  },
});

let search: Search | undefined;

/** The index, made with the first question. */
function searchOf(contract: Operations): Search {
  return search ??= createSearch(contract);
}

/** @param whole With all that the body may hold; of the `kind` asked for, where there are several. */
function describe(
  contract: Operations,
  operation: Operation,
  rules: OperationRules,
  whole?: { kind: string | undefined },
): Hit {
  const { id, method, path, tag, scopes, skus, deprecated } = operation;
  const better = Object.hasOwn(BETTER_TOOLS, id) ? BETTER_TOOLS[id] : undefined;
  const parameters = parametersOf(operation)
    .filter(({ name }) => name !== "after") // cursor goes on
    .map((parameter) => parameterShape(contract.schemas, parameter));
  const body = whole === undefined ? skeleton(contract, operation) : wholeBody(contract, operation, whole.kind);
  const notes = [
    refusalOf(operation, rules),
    better && `Better: the tool ${better}.`,
    deprecated && "Deprecated by Okta.",
    skus && `Not in every org${skus.length === 0 ? "" : `: needs ${skus.join(" or ")}`}.`,
  ].filter((note) => typeof note === "string");
  return {
    operation: id,
    does: summaryOf(operation),
    risk: riskOf(operation),
    area: areaOf(tag),
    method,
    path,
    ...parameters.length > 0 && { parameters },
    ...body !== undefined && { body },
    ...scopes.length > 0 && { scopes: [...scopes] },
    ...notes.length > 0 && { notes },
  };
}

/** What a body must have; where that is nothing, what it may have. */
function skeleton(contract: Operations, operation: Operation): string | undefined {
  const required = bodyShape(contract, operation, { optional: false, depth: 3 });
  const text = required === "object" ? bodyShape(contract, operation, { optional: true, depth: 2 }) : required;
  return text && shortened(text, SHORT_BODY, `… (whole: query=${operation.id})`);
}

function wholeBody(contract: Operations, operation: Operation, kind: string | undefined): string | undefined {
  const texts = [4, 3, 2].map((depth) => bodyShape(contract, operation, { optional: true, depth, kind }));
  const text = texts.find((one) => one !== undefined && one.length <= LONG_BODY) ?? texts.at(-1);
  return text && shortened(text, LONG_BODY, "…");
}

function shortened(text: string, length: number, end: string): string {
  return text.length > length ? text.slice(0, length) + end : text;
}

function hitText({ operation, does, risk, area, method, path, parameters, body, scopes, notes = [] }: Hit): string {
  return [
    `${operation} (${risk}, ${area}): ${does}`,
    `${method} ${path}`,
    parameters && `parameters: ${parameters.join(", ")}`,
    body && `body: ${body}`,
    scopes && `scopes: ${scopes.join(" ")}`,
    ...notes,
  ].filter(Boolean).join("\n  ");
}
