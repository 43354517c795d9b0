import { equal } from "../okta/diff.ts";
import type { Operation, Operations } from "../okta/operations.ts";
import { type Document, isObject } from "../okta/read.ts";
import { redact } from "../okta/redact.ts";
import { lifecycleVerb, type Standing } from "./effect.ts";
import { buildRequest, type OperationArguments } from "./request.ts";
import { writablePart } from "./schema.ts";
import { bodyOf } from "./shape.ts";

/** The call that takes another back. */
export interface Inverse {
  operation: Operation;
  args: OperationArguments;
}

/** Verbs of lifecycle operations, and what takes them back. */
const OPPOSITES: Readonly<Record<string, string>> = {
  activate: "deactivate",
  deactivate: "activate",
  suspend: "unsuspend",
  unsuspend: "suspend",
};

/** A deactivated person or device has lost what no activation brings back. */
const ONE_WAY: readonly string[] = ["activateUser", "deactivateUser", "deactivateDevice"];

/** The call that takes this one back: the opposite act, or else the values from before, as far as Okta shows them. */
export function inverseOf(
  contract: Operations,
  operation: Operation,
  args: OperationArguments,
  standing: Standing,
): Inverse | undefined {
  const opposite = oppositeOf(contract, operation);
  return opposite === undefined
    ? restoring(contract, operation, args, standing)
    : { operation: opposite, args: { parameters: parametersIn(operation, args, ["path"]) } };
}

function oppositeOf({ operations }: Operations, operation: Operation): Operation | undefined {
  const opposite = OPPOSITES[lifecycleVerb(operation) ?? ""];
  if (opposite === undefined || ONE_WAY.includes(operation.id)) return undefined;
  const path = operation.path.replace(/[^/]+$/, opposite);
  return Object.values(operations).find((other) => other.path === path && other.method === operation.method);
}

/** The same operation with what there was: all of a PUT, of a POST or PATCH what it named. */
function restoring(
  contract: Operations,
  operation: Operation,
  args: OperationArguments,
  { before }: Standing,
): Inverse | undefined {
  const content = bodyOf(operation);
  if (content === undefined || before === undefined || !isObject(args.body)) return undefined;
  const current = writablePart(contract.schemas, content.schema, before);
  const body = operation.method === "PUT" ? current : asNamed(args.body, current);
  // What is masked in the audit log cannot be put back from there.
  if (!equal(redact(body), body)) return undefined;
  const parameters = parametersIn(operation, args, ["path", "query"]);
  try {
    buildRequest(contract, operation, { parameters, body });
  } catch {
    return undefined; // Okta answers what it would not take
  }
  return { operation, args: { parameters, body } };
}

function parametersIn({ parameters }: Operation, args: OperationArguments, places: readonly string[]) {
  const given = parameters.filter(({ name, in: place }) =>
    places.includes(place) && args.parameters?.[name] !== undefined
  );
  return Object.fromEntries(given.map(({ name }) => [name, args.parameters![name]]));
}

/** Of a document what a partial body names; `null` where there was nothing. */
function asNamed(body: Document, document: unknown): Document {
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => {
      const former = isObject(document) && Object.hasOwn(document, key) ? document[key] : null;
      return [key, isObject(value) && isObject(former) ? asNamed(value, former) : former];
    }),
  );
}
