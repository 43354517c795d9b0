import * as z from "zod";
import type { Tool } from "../mcp/tool.ts";
import { loadOperations, type Operation, type Operations, type Parameter, type Schema } from "../okta/operations.ts";
import { areaOf } from "../operations/areas.ts";
import { type OperationRules, refusalOf } from "../operations/rules.ts";
import { whole } from "../operations/schema.ts";
import { bodyOf, bodyShape, parametersOf } from "../operations/shape.ts";
import { riskOf, summaryOf } from "../operations/summary.ts";
import { TOOLS } from "./catalog.ts";
import { defineTool, defineWrite, type Services } from "./define.ts";
import { BETTER_TOOLS } from "./shared/better_tools.ts";
import { listArguments } from "./shared/listing.ts";
import { permittedOperation } from "./shared/operation.ts";
import { operationOutput, readOperation, type Wanted } from "./shared/operation_answer.ts";
import { actOperation, planOperation } from "./shared/operation_change.ts";

/** Characters of a body's shape in a tool's listing. */
const SHORT_BODY = 200;

/** Ids that would make odd names. */
const RENAMED: Readonly<Record<string, string>> = {
  deletejwk: "delete_jwk",
  replacesOrgCaptchaSettings: "replace_org_captcha_settings",
};

/** What the tools take beside the operation's own parameters. */
const OWN = ["body", "fields", "limit", "cursor", "after"];

/**
 * The operations of some areas of Okta's API as tools of their own, for those who want them listed. Without those that
 * the rules refuse, and those whose name a tool written by hand has: that one does it better.
 * @param areas Names of areas; others are passed over.
 */
export async function areaTools(areas: readonly string[], rules: OperationRules): Promise<Tool<Services>[]> {
  const contract = await loadOperations();
  const taken = new Set(TOOLS.map(({ name }) => name));
  return Object.values(contract.operations)
    .filter(({ tag }) => areas.includes(areaOf(tag)))
    .filter((operation) => refusalOf(operation, rules) === undefined && !taken.has(toolName(operation)))
    .map((operation) => toTool(contract, operation));
}

/** An operation's id as a tool's name: `listNetworkZones` → `list_network_zones`. At most 60 characters, for all clients. */
export function toolName({ id }: Operation): string {
  const name = RENAMED[id] ?? id
    .replace(/([A-Z])([A-Z]+)(s?)(?=[A-Z][a-z]|$)/g, (_, first, rest, plural) => first + rest.toLowerCase() + plural)
    .replace("OAuth2", "Oauth2")
    .replace(/([a-z\d])([A-Z])/g, "$1_$2")
    .toLowerCase();
  return name.length <= 60 ? name : name.replace(/application/g, "app").replace(/administrator/g, "admin");
}

function toTool(contract: Operations, operation: Operation): Tool<Services> {
  const { id, tag, scopes, method } = operation;
  const [title = ""] = summaryOf(operation).split(/[:;]/);
  const better = Object.hasOwn(BETTER_TOOLS, id) ? ` ${BETTER_TOOLS[id]} does this with more care.` : "";
  const facts = {
    name: toolName(operation),
    title,
    description: `${summaryOf(operation)}.${better}`,
    toolset: areaOf(tag),
    scopes,
  };
  const own = parametersOf(operation).filter(({ name }) => !OWN.includes(name));
  const parameters = Object.fromEntries(own.map((parameter) => [parameter.name, parameterInput(contract, parameter)]));
  const body = bodyInput(contract, operation);
  const taken = { ...parameters, ...body && { body } };
  const given = ({ body, ...values }: Record<string, unknown>) => ({
    parameters: Object.fromEntries(own.flatMap(({ name }) => values[name] === undefined ? [] : [[name, values[name]]])),
    ...body !== undefined && { body },
  });

  const risk = riskOf(operation);
  if (risk === "read") {
    const fields = z.array(z.string()).min(1).exactOptional().describe("Paths to keep, e.g. profile.login");
    const lists = id.startsWith("list") || operation.parameters.some(({ name }) => name === "after");
    return defineTool({
      ...facts,
      input: z.object({ ...taken, fields, ...lists && listArguments }),
      output: operationOutput,
      async run(args, { okta, operations: settings }) {
        const permitted = await permittedOperation(id, settings);
        const wanted: Wanted = { limit: listArguments.limit.parse(undefined), ...wantedOf(args) };
        return await readOperation(okta, permitted.contract, operation, given(args), wanted, settings);
      },
    });
  }
  return defineWrite({
    ...facts,
    risk,
    idempotent: method !== "POST" || /\/lifecycle\/((de)?activate|(un)?suspend)$/.test(operation.path),
    input: z.object(taken),
    async plan(args, { okta, operations: settings }) {
      const permitted = await permittedOperation(id, settings);
      return await planOperation(okta, permitted.contract, operation, given(args), settings);
    },
    act: ({ state }, { okta, operations: settings }) => actOperation(okta, state, settings),
  });
}

function wantedOf({ fields, limit, cursor }: Record<string, unknown>): Partial<Wanted> {
  const wanted = Object.entries({ fields, limit, cursor }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(wanted);
}

function parameterInput({ schemas }: Operations, { required, schema }: Parameter): z.ZodType {
  const type = valueInput(whole(schemas, schema));
  return required ? type : type.exactOptional();
}

/** The bounds and formats are left to the check of the whole request: its errors name the way out. */
function valueInput({ type, enum: values, items }: Schema): z.ZodType {
  const texts = values?.filter((value) => typeof value === "string") ?? [];
  if (texts.length > 0) return z.enum(texts);
  if (type === "integer") return z.int();
  if (type === "number") return z.number();
  if (type === "boolean") return z.boolean();
  return type === "array" ? z.array(valueInput(items ?? {})) : z.string();
}

function bodyInput(contract: Operations, operation: Operation): z.ZodType | undefined {
  const body = bodyOf(operation);
  if (body === undefined) return undefined;
  const { type } = whole(contract.schemas, body.schema);
  const required = bodyShape(contract, operation, { optional: false, depth: 2 });
  const shape = required === "object" ? bodyShape(contract, operation, { optional: true, depth: 1 }) : required;
  const input = type === "array"
    ? z.array(z.unknown())
    : type === "string"
    ? z.string()
    : z.record(z.string(), z.unknown());
  const described = input.describe(shape!.length > SHORT_BODY ? `${shape!.slice(0, SHORT_BODY)}…` : shape!);
  return operation.body?.required ? described : described.exactOptional();
}
