import { checkRequest } from "../okta/contract.ts";
import type { Operation, Operations, Parameter } from "../okta/operations.ts";
import { bodyOf, parametersOf } from "./shape.ts";
import { UserError } from "../user_error.ts";

/** What a caller gives an operation: its parameters by name, wherever they go, and its body. */
export interface OperationArguments {
  parameters?: Readonly<Record<string, unknown>>;
  body?: unknown;
}

/** A request that keeps to the contract, ready to be sent. */
export interface OperationRequest {
  method: Operation["method"];
  /** Path and query, percent-encoded. */
  path: string;
  headers: Record<string, string>;
  /** As it was given: how it is written out depends on `contentType`. */
  body?: unknown;
  contentType?: string;
}

/** No host: only path and query of what is made here are used. */
const NOWHERE = "https://org.invalid";

/** Where the contract's check finds what was given as a parameter. */
const QUERY = /^(path|query)\./;

/** Separators of a path, and characters that are not to be seen: no id of Okta's has them. */
const HOSTILE = /[/\\\p{C}]/u;

/**
 * Makes the request of an operation and holds it to the contract, so that nothing wrong leaves. A value of a path
 * parameter is one segment of the path whatever it holds (RFC 3986 section 3.3).
 * @throws UserError that names each wrong argument by its path, and what would be right.
 */
export function buildRequest(
  contract: Operations,
  operation: Operation,
  { parameters = {}, body }: OperationArguments,
): OperationRequest {
  const known = parametersOf(operation);
  const problems = Object.keys(parameters).filter((name) => !known.some((one) => one.name === name)).map((name) =>
    `parameters.${name} is unknown: the operation takes ${known.map((one) => one.name).join(", ") || "none"}.`
  );
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  let path = operation.path;
  for (const parameter of known) {
    const { name, in: place } = parameter;
    const values = textsOf(parameter, Object.hasOwn(parameters, name) ? parameters[name] : undefined);
    const wrong = wrongWith(parameter, values);
    if (wrong !== undefined || values === undefined) problems.push(`parameters.${name} ${wrong}.`);
    else if (place === "path") path = path.replace(`{${name}}`, () => encodeURIComponent(values[0]!));
    else if (place === "header") { for (const value of values) headers[name] = value; }
    else for (const value of values) query.append(name, value);
  }
  const contentType = body === undefined ? undefined : bodyOf(operation)?.type;
  const pathAndQuery = query.size === 0 ? path : `${path}?${query}`;
  if (problems.length === 0) {
    const url = new URL(pathAndQuery, NOWHERE);
    const verdict = checkRequest(contract, { method: operation.method, url, body, contentType });
    if (verdict.operation?.id !== operation.id) {
      const other = verdict.operation?.id ?? "no operation";
      problems.push(`${url.pathname} is the path of ${other}: give an id, not a word of a path.`);
    } else {
      problems.push(
        ...verdict.problems.map(({ path, message }) => `${path.replace(QUERY, "parameters.")} ${message}.`),
      );
    }
  }
  if (problems.length > 0) {
    throw new UserError(
      `Cannot call ${operation.id} with these arguments; nothing was sent.\n` +
        problems.map((problem) => `- ${problem}\n`).join("") +
        `All that it takes: search_okta_operations query=${operation.id}`,
    );
  }
  return {
    method: operation.method,
    path: pathAndQuery,
    headers,
    ...body !== undefined && { body },
    ...contentType !== undefined && { contentType },
  };
}

/** A parameter's value as it is written; nothing where none is given, `undefined` where it cannot be written. */
function textsOf({ schema, explode }: Parameter, value: unknown): string[] | undefined {
  if (value === undefined || value === null) return [];
  const values = (Array.isArray(value) ? value : [value]).map(textOf);
  if (values.some((text) => text === undefined)) return undefined;
  const texts = values as string[];
  const isList = schema.type === "array" && explode !== false;
  return isList || texts.length < 2 ? texts : [texts.join(",")];
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

function wrongWith({ in: place, required }: Parameter, values: readonly string[] | undefined): string | undefined {
  if (values === undefined) return "must be a text, number, boolean or a list of these";
  if (values.length === 0) return required ? "is required" : undefined;
  if (place === "path") return wrongSegment(values[0]!);
  return place === "header" && values.some((value) => /[^\x20-\x7e]/.test(value))
    ? "must be printable ASCII"
    : undefined;
}

function wrongSegment(value: string): string | undefined {
  if (value === "" || value === "." || value === "..") return `is ${JSON.stringify(value)}, but must be an id`;
  if (HOSTILE.test(value) || !value.isWellFormed()) {
    return `is ${JSON.stringify(value.slice(0, 100))}, but no id has slashes or control characters`;
  }
  return undefined;
}
