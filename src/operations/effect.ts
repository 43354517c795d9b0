import { merge } from "../okta/app_update.ts";
import type { Okta } from "../okta/client.ts";
import { diff, type Difference } from "../okta/diff.ts";
import { OktaError } from "../okta/errors.ts";
import type { Operation, Operations } from "../okta/operations.ts";
import { type Document, isObject } from "../okta/read.ts";
import { leavesOf } from "./reduce.ts";
import { buildRequest, type OperationArguments } from "./request.ts";
import { writablePart } from "./schema.ts";
import { kindOf } from "./search.ts";
import { send } from "./send.ts";
import { bodyOf } from "./shape.ts";

/** What a changing operation would meet: found out by reading only. */
export interface Standing {
  /** The thing as it is; absent where it does not exist yet, or cannot be read. */
  before?: Document;
  /** How many things a deletion of a whole list would hit. */
  count?: { items: number; more: boolean };
  /** Whether the thing is there to be read, but this credential may not. */
  unreadable: boolean;
  /** Whether there is nothing to be read yet where the operation would make it. */
  missing: boolean;
  /** What the ids in the path are called, by parameter. */
  names: Readonly<Record<string, string>>;
}

/** What a parameter of a path stands for, where its own path does not lead to it: the operation that reads it. */
const READERS: Readonly<Record<string, string>> = {
  allowedAppId: "getApplication",
  groupId: "getGroup",
  primaryUserId: "getUser",
  sourceGroupId: "getGroup",
  targetGroupId: "getGroup",
  userId: "getUser",
  userIdOrLogin: "getUser",
};

/** The status that a lifecycle operation leaves, by its verb; users and devices have their own. */
const LEAVES: Readonly<Record<string, string>> = {
  activate: "ACTIVE",
  deactivate: "INACTIVE",
  suspend: "SUSPENDED",
  unsuspend: "ACTIVE",
  unlock: "ACTIVE",
};
const LEAVES_ELSEWHERE: Readonly<Record<string, string>> = {
  deactivateUser: "DEPROVISIONED",
  deactivateDevice: "DEACTIVATED",
};

/** Reads the current state and the names of all that a changing operation touches, in parallel. */
export async function standingOf(
  okta: Okta,
  contract: Operations,
  operation: Operation,
  { parameters = {} }: OperationArguments,
): Promise<Standing> {
  const thing = readerOf(contract, operation);
  const named = pathParameters(operation.path).filter((name) => nameReader(contract, operation, name) !== thing);
  const [state, ...names] = await Promise.all([
    thing && readState(okta, contract, thing, parameters, makesIt(operation)),
    ...named.map(async (name) => [name, await readName(okta, contract, operation, name, parameters)] as const),
  ]);
  const own = thing && pathParameters(thing.path).at(-1);
  const ownName = state?.before === undefined ? undefined : nameOf(state.before);
  return {
    unreadable: false,
    missing: false,
    ...state,
    names: Object.fromEntries(
      [...own !== undefined && ownName !== undefined ? [[own, ownName] as const] : [], ...names]
        .flatMap(([name, value]) => value === undefined ? [] : [[name, value]]),
    ),
  };
}

/** The thing as it is after the act; `undefined` where it is gone, or was never to be read. */
export async function readAgain(
  okta: Okta,
  contract: Operations,
  operation: Operation,
  { parameters = {} }: OperationArguments,
): Promise<Document | undefined> {
  const thing = readerOf(contract, operation);
  return thing && !isList(thing)
    ? (await readState(okta, contract, thing, parameters).catch(() => undefined))?.before
    : undefined;
}

/** What would be different: before → after, a line a value. */
export function changesOf(
  contract: Operations,
  operation: Operation,
  { parameters = {}, body }: OperationArguments,
  { before, count, names }: Standing,
): Difference[] {
  const { method } = operation;
  const verb = lifecycleVerb(operation);
  if (count !== undefined) {
    return [{ path: "items", before: `${count.items}${count.more ? " or more" : ""}`, after: undefined }];
  }
  if (method === "DELETE") {
    const last = pathParameters(operation.path).at(-1) ?? "";
    return [{ path: names[last] ?? String(parameters[last] ?? operation.tag), before: "exists", after: undefined }];
  }
  if (verb !== undefined) {
    const after = LEAVES_ELSEWHERE[operation.id] ?? LEAVES[verb];
    return after === undefined || before?.status === undefined
      ? []
      : [{ path: "status", before: before.status, after }];
  }
  if (body === undefined || body === null) return [];
  if (!isObject(body)) return [{ path: "body", before: undefined, after: body }];
  if (before === undefined) return leavesOf(body).map(({ path, value }) => ({ path, before: undefined, after: value }));
  const content = bodyOf(operation);
  const current = content === undefined ? before : writablePart(contract.schemas, content.schema, before);
  // PUT replaces the whole, POST and PATCH what they name.
  return diff(current, method === "PUT" ? body : merge(current, body));
}

/** What a document calls itself. */
export function nameOf(document: Document): string | undefined {
  const profile = isObject(document.profile) ? document.profile : {};
  const names = [
    document.label,
    document.displayName,
    document.name,
    profile.login,
    profile.name,
    profile.displayName,
    document.title,
    document.domain,
    document.hostname,
    document.fileName,
  ];
  return names.find((name): name is string => typeof name === "string" && name !== "");
}

/** The names of the parameters in a path's template, in their order. */
export function pathParameters(path: string): string[] {
  return [...path.matchAll(/\{(.+?)\}/g)].map(([, name]) => name!);
}

/** The verb at the end of a lifecycle operation's path. */
export function lifecycleVerb({ path }: Operation): string | undefined {
  return path.match(/\}\/lifecycle\/(\w+)$/)?.[1];
}

function isList({ id }: Operation): boolean {
  return /^(list|getAll|getSsfStreams$)/.test(id);
}

/** The operation that reads the very thing that a changing one touches; for a deletion it may be a list. */
function readerOf(contract: Operations, operation: Operation): Operation | undefined {
  const same = getAt(contract, operation.path);
  if (same !== undefined && (!isList(same) || operation.method === "DELETE")) return same;
  return lifecycleVerb(operation) === undefined
    ? undefined
    : getAt(contract, operation.path.replace(/\/lifecycle\/\w+$/, ""));
}

function getAt({ operations }: Operations, path: string): Operation | undefined {
  return Object.values(operations).find((one) =>
    one.method === "GET" && one.path === path && !one.parameters.some((other) => other.in === "query" && other.required)
  );
}

/** Whether an operation may be called where there is nothing yet: it assigns or adds, or sets what stood at its default. */
function makesIt(operation: Operation): boolean {
  return operation.method !== "DELETE" && lifecycleVerb(operation) === undefined &&
    (kindOf(operation) === "create" || !operation.path.endsWith("}"));
}

/** @param missable Whether it is no error that there is nothing. */
async function readState(
  okta: Okta,
  contract: Operations,
  reader: Operation,
  parameters: Readonly<Record<string, unknown>>,
  missable = false,
): Promise<Partial<Standing>> {
  const asked = Object.fromEntries(pathParameters(reader.path).map((name) => [name, parameters[name]]));
  try {
    const answer = await send(okta, buildRequest(contract, reader, { parameters: asked }));
    if (answer.kind === "document" && isObject(answer.document)) return { before: answer.document };
    return answer.kind === "list" ? { count: { items: answer.items.length, more: answer.next !== undefined } } : {};
  } catch (error) {
    if (error instanceof OktaError && [401, 403].includes(error.status)) return { unreadable: true };
    if (error instanceof OktaError && error.status === 404 && missable) return { missing: true };
    throw error;
  }
}

/** The operation that reads what a parameter of the path stands for: by its name, or by the path up to it. */
function nameReader(contract: Operations, { path }: Operation, name: string): Operation | undefined {
  return contract.operations[READERS[name] ?? ""] ??
    getAt(contract, path.slice(0, path.indexOf(`{${name}}`) + name.length + 2));
}

/** What an id is called. */
async function readName(
  okta: Okta,
  contract: Operations,
  operation: Operation,
  name: string,
  parameters: Readonly<Record<string, unknown>>,
): Promise<string | undefined> {
  const reader = nameReader(contract, operation, name);
  if (reader === undefined) return undefined;
  const own = pathParameters(reader.path).at(-1)!;
  const others = Object.fromEntries(pathParameters(reader.path).map((one) => [one, parameters[one]]));
  try {
    const answer = await send(
      okta,
      buildRequest(contract, reader, { parameters: { ...others, [own]: parameters[name] } }),
    );
    return answer.kind === "document" && isObject(answer.document) ? nameOf(answer.document) : undefined;
  } catch (error) {
    if (error instanceof OktaError && error.kind === "okta") return undefined; // the id alone has to do
    throw error;
  }
}
