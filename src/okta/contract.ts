import {
  type Match,
  matchOperation,
  type Operation,
  type Operations,
  type Parameter,
  type Schema,
} from "./operations.ts";

/** A request as it would be sent. */
export interface ContractRequest {
  readonly method: string;
  readonly url: URL;
  /** The parsed body, if it is JSON; `undefined` where there is none. */
  readonly body?: unknown;
  /** The `Content-Type` header; without it the body counts as what the operation prefers. */
  readonly contentType?: string | undefined;
}

/** Where a request leaves the contract, and how. */
export interface Problem {
  /** Such as `body.profile.login`, `query.limit` or `path.userId`. */
  readonly path: string;
  /** Reads on from the path: "must be a string, but is a number". */
  readonly message: string;
}

export interface Verdict {
  /** The operation that the request is meant for; absent if the contract has none. */
  readonly operation?: Operation;
  /** Empty if the request keeps to the contract. */
  readonly problems: readonly Problem[];
}

/** A body that is wrong throughout is as wrong as one with this many problems. */
const MAX_PROBLEMS = 50;

/** Nested deeper than any body of Okta's: a bound, so that a hostile body cannot exhaust the stack. */
const MAX_DEPTH = 64;

/** Values looked at for one request, a bound on the time that alternatives take: what lies beyond is left to Okta. */
const MAX_VISITS = 200_000;

/**
 * Checks a request against the contract: is there such an operation, are its parameters known, complete and of the
 * right type, does its body fit its schema. As strict as the contract, except where Okta is known to be more liberal:
 * properties that a schema does not name are legal (profiles are extensible) unless it says otherwise, null clears a
 * property that is not required, several branches of a `oneOf` may fit, and `format` and `pattern` are left to Okta
 * (some of the patterns match nothing). Headers are not looked at.
 */
export function checkRequest(operations: Operations, request: ContractRequest): Verdict {
  const { method, url } = request;
  const match = matchOperation(operations, method, url.pathname);
  if (match === undefined) {
    return { problems: [{ path: "path", message: `is unknown: no operation answers ${method} ${url.pathname}` }] };
  }
  const problems = new Map<string, Problem>();
  for (const problem of requestProblems({ schemas: operations.schemas, visits: 0 }, match, request)) {
    problems.set(`${problem.path} ${problem.message}`, problem); // schemas that overlap find the same
    if (problems.size === MAX_PROBLEMS) break;
  }
  return { operation: match.operation, problems: [...problems.values()] };
}

interface Contract {
  readonly schemas: Operations["schemas"];
  visits: number;
}

type Problems = Generator<Problem, void>;

function* requestProblems(contract: Contract, { operation, path }: Match, request: ContractRequest): Problems {
  for (const { name, schema } of operation.parameters.filter((one) => one.in === "path")) {
    yield* textProblems(contract, schema, path[name] ?? "", `path.${name}`);
  }
  yield* queryProblems(contract, operation.parameters.filter((one) => one.in === "query"), request.url.searchParams);
  yield* bodyProblems(contract, operation, request);
}

function* queryProblems(contract: Contract, parameters: readonly Parameter[], query: URLSearchParams): Problems {
  const known = parameters.map((one) => one.name);
  for (const name of new Set(query.keys())) {
    const message = `is unknown: the operation takes ${known.length > 0 ? choices(known, "and") : "none"}`;
    if (!known.includes(name)) yield { path: `query.${name}`, message };
  }
  for (const { name, required, schema, explode } of parameters) {
    const path = `query.${name}`;
    const values = query.getAll(name);
    const { type, items = {} } = resolve(contract, schema);
    if (values.length === 0) {
      if (required) yield { path, message: "is required" };
    } else if (type === "array") {
      const list = explode === false ? values.flatMap((value) => value.split(",")) : values;
      for (const value of list) yield* textProblems(contract, items, value, path);
    } else if (values.length > 1) {
      yield { path, message: `must be given once, but is given ${values.length} times` };
    } else {
      yield* textProblems(contract, schema, values[0] ?? "", path);
    }
  }
}

function* bodyProblems(contract: Contract, { body }: Operation, request: ContractRequest): Problems {
  const path = "body";
  if (request.body === undefined) {
    if (body?.required) yield { path, message: "is required" };
    return;
  }
  if (body === undefined) {
    if (!isEmpty(request.body)) yield { path, message: "must not be sent: the operation takes none" };
    return;
  }
  const types = Object.keys(body.content);
  const type = (request.contentType ?? types[0] ?? "").replace(/;.*/, "").trim().toLowerCase();
  const schema = body.content[type];
  if (schema === undefined) yield { path, message: `must be sent as ${choices(types)}, but is sent as ${type}` };
  else if (/[/+]json$/.test(type)) yield* valueProblems({ contract, path, depth: 0, via: [] }, schema, request.body);
}

/** Many clients send `{}` where there is nothing to say, and Okta takes it. */
function isEmpty(body: unknown): boolean {
  return body === null || body === "" || (isRecord(body) && Object.keys(body).length === 0);
}

/** A parameter is text that stands for a value of its schema's type. */
function textProblems(contract: Contract, schema: Schema, text: string, path: string): Problems {
  const { type } = resolve(contract, schema);
  let value: unknown = text;
  if ((type === "integer" || type === "number") && /^-?\d+(\.\d+)?$/.test(text)) value = Number(text);
  if (type === "boolean" && /^(true|false)$/.test(text)) value = text === "true";
  return valueProblems({ contract, path, depth: 0, via: [] }, schema, value);
}

interface Place {
  readonly contract: Contract;
  readonly path: string;
  readonly depth: number;
  /** The schemas by name that already look at this same value: a base and its kinds refer to each other. */
  readonly via: readonly string[];
}

function* valueProblems(place: Place, schema: Schema, value: unknown): Problems {
  const { contract, path, depth } = place;
  if (++contract.visits > MAX_VISITS || (value === null && schema.nullable)) return;
  if (depth > MAX_DEPTH) return yield { path, message: `is nested more than ${MAX_DEPTH} levels deep` };

  if (schema.$ref !== undefined) yield* namedProblems(place, schema.$ref, value);
  for (const part of schema.allOf ?? []) yield* valueProblems(place, part, value);
  const alternatives = schema.oneOf ?? schema.anyOf;
  if (schema.discriminator?.mapping !== undefined && isRecord(value)) {
    yield* kindProblems(place, schema.discriminator, value, alternatives !== undefined);
  } else if (alternatives !== undefined) {
    yield* nearestProblems(place, alternatives, value);
  }

  if (schema.type !== undefined && !IS_OF_TYPE[schema.type](value)) {
    return yield { path, message: `must be ${withArticle(schema.type)}, but is ${typeName(value)}` };
  }
  if (schema.enum !== undefined && !schema.enum.includes(value)) {
    yield { path, message: `must be ${choices(schema.enum)}, but is ${shown(value)}` };
  }
  yield* limitProblems(path, schema, value);
  if (Array.isArray(value)) {
    for (const [index, item] of schema.items === undefined ? [] : value.entries()) {
      yield* valueProblems(below(place, `[${index}]`), schema.items ?? {}, item);
    }
  } else if (isRecord(value)) {
    yield* propertyProblems(place, schema, value);
  }
}

function* namedProblems(place: Place, name: string, value: unknown): Problems {
  const schema = place.contract.schemas[name];
  if (schema === undefined || place.via.includes(name)) return;
  yield* valueProblems({ ...place, via: [...place.via, name] }, schema, value);
}

/** The kind of an object is told by one of its properties. Among closed alternatives, that has to name one of them. */
function* kindProblems(
  place: Place,
  { propertyName, mapping = {} }: NonNullable<Schema["discriminator"]>,
  value: Record<string, unknown>,
  closed: boolean,
): Problems {
  const kind = value[propertyName];
  if (typeof kind === "string" && Object.hasOwn(mapping, kind)) {
    yield* namedProblems(place, mapping[kind] ?? "", value);
  } else if (closed) {
    const message = `must be ${choices(Object.keys(mapping))}, but is ${shown(kind)}`;
    yield { path: below(place, key(propertyName)).path, message };
  }
}

/** Nothing if one of the alternatives fits; else what is wrong with the one that fits best. */
function* nearestProblems(place: Place, alternatives: readonly Schema[], value: unknown): Problems {
  let nearest: Problem[] | undefined;
  for (const schema of alternatives) {
    const problems = [...valueProblems(place, schema, value)];
    if (problems.length === 0) return;
    if (nearest === undefined || problems.length < nearest.length) nearest = problems;
  }
  yield* nearest ?? [];
}

function* propertyProblems(place: Place, schema: Schema, value: Record<string, unknown>): Problems {
  const { properties = {}, required = [], additionalProperties: others = true } = schema;
  for (const name of required) {
    if (value[name] === undefined) yield { path: below(place, key(name)).path, message: "is required" };
  }
  for (const [name, child] of Object.entries(value)) {
    if (child === undefined || (child === null && !required.includes(name))) continue;
    const inner = below(place, key(name));
    const property = Object.hasOwn(properties, name) ? properties[name] : others;
    if (typeof property === "object") yield* valueProblems(inner, property, child);
    else if (property === false) {
      yield { path: inner.path, message: "is unknown, and nothing unknown may be sent here" };
    }
  }
}

function* limitProblems(path: string, schema: Schema, value: unknown): Problems {
  const limits: [size: number | undefined, unit: string, min: number | undefined, max: number | undefined][] = [
    [typeof value === "number" ? value : undefined, "", schema.minimum, schema.maximum],
    [typeof value === "string" ? [...value].length : undefined, " characters", schema.minLength, schema.maxLength],
    [Array.isArray(value) ? value.length : undefined, " items", schema.minItems, schema.maxItems],
  ];
  for (const [size, unit, min, max] of limits) {
    if (size === undefined) continue;
    const has = unit === "" ? "is" : "has";
    const must = unit === "" ? "must be" : "must have";
    if (min !== undefined && size < min) yield { path, message: `${must} at least ${min}${unit}, but ${has} ${size}` };
    if (max !== undefined && size > max) yield { path, message: `${must} at most ${max}${unit}, but ${has} ${size}` };
  }
}

function resolve(contract: Contract, schema: Schema): Schema {
  return schema.$ref === undefined ? schema : contract.schemas[schema.$ref] ?? {};
}

function below(place: Place, step: string): Place {
  return { ...place, path: place.path + step, depth: place.depth + 1, via: [] };
}

function key(name: string): string {
  return /^[\w$-]+$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const IS_OF_TYPE: Record<NonNullable<Schema["type"]>, (value: unknown) => boolean> = {
  string: (value) => typeof value === "string",
  number: (value) => typeof value === "number",
  integer: Number.isInteger,
  boolean: (value) => typeof value === "boolean",
  array: Array.isArray,
  object: isRecord,
};

function typeName(value: unknown): string {
  if (value === null) return "null";
  return withArticle(Array.isArray(value) ? "array" : typeof value);
}

function withArticle(type: string): string {
  return `${/^[aio]/.test(type) ? "an" : "a"} ${type}`;
}

function shown(value: unknown): string {
  if (value === undefined) return "missing";
  const short = typeof value !== "object" && `${value}`.length <= 40;
  return short ? JSON.stringify(value) : typeName(value);
}

const MAX_CHOICES = 40;

function choices(values: readonly unknown[], last = "or"): string {
  const names = values.slice(0, MAX_CHOICES).map(String);
  if (values.length > names.length) return `${names.join(", ")} ${last} ${values.length - names.length} others`;
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} ${last} ${names.at(-1)}`;
}
