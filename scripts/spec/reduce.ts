import { correct } from "./corrections.ts";
import { pickFacts } from "./facts.ts";
import { escape, isObject, type Json, type JsonObject, list, objects, resolve, visit } from "./json.ts";
import { dereference, dropDuplicates, mapped, mappings, noteDangling, repairReferences } from "./repair.ts";

export interface Reduction {
  /** An OpenAPI 3 document that holds facts only. */
  document: JsonObject;
  /** What was repaired, and what was dropped although it might have mattered, each with its place in the source. */
  notes: string[];
}

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/**
 * Reduces Okta's OpenAPI document to what a program needs: paths, parameters, schemas, scopes, lifecycle. Prose and
 * examples go, and so does every component that no operation reaches; what is broken is repaired. The source stays as
 * it is. Keys that are not known never stop it: they are dropped and noted.
 */
export function reduce(source: JsonObject): Reduction {
  const notes: string[] = [];
  if (!/^3\.0\./.test(`${source.openapi}`)) notes.push(`#/openapi: is ${source.openapi}, but only 3.0 is known here`);
  noteDangling(source, notes);
  const document = structuredClone(pickFacts(source, notes));
  correct(document, notes);
  repairReferences(document);
  for (const [path, item] of objects(document.paths)) {
    const place = `#/paths/${escape(path)}`;
    dropDuplicates(document, item, [], place, notes);
    for (const method of METHODS) {
      const operation = item[method];
      if (!isObject(operation)) continue;
      dropDuplicates(document, operation, list(item.parameters), `${place}/${method}`, notes);
      operation.responses = unifyErrors(document, operation.responses);
    }
  }
  const { openapi = "3.0.3", components, ...rest } = document;
  const info = {
    title: "Okta management API, facts only",
    version: isObject(source.info) ? source.info.version ?? "" : "",
  };
  return { document: { openapi, info, ...rest, components: reachable(rest, components) }, notes };
}

const ERROR = "#/components/schemas/Error";

/** Nearly all of Okta's errors have one shape: one `default` response says so in place of four or five. */
function unifyErrors(document: JsonObject, responses: Json | undefined): JsonObject {
  const kept: JsonObject = {};
  const known = resolve(document, ERROR) !== undefined;
  let errors = false;
  for (const [status, response] of objects(responses)) {
    if (known && /^[45]/.test(status) && isPlainError(dereference(document, response))) errors = true;
    else kept[status] = typeof response.$ref === "string" ? response : described(status, response);
  }
  if (errors) kept.default = described("default", { content: { "application/json": { schema: { $ref: ERROR } } } });
  return kept;
}

function isPlainError(response: Json | undefined): boolean {
  if (!isObject(response)) return true;
  return objects(response.content).every(([, { schema }]) =>
    !isObject(schema) || schema.$ref === undefined || schema.$ref === ERROR
  );
}

/** OpenAPI requires a description: the reason phrase of RFC 9110 is one that says nothing new. */
const REASONS: Record<string, string> = {
  200: "OK",
  201: "Created",
  202: "Accepted",
  204: "No Content",
  301: "Moved Permanently",
  default: "Error",
};

function described(status: string, response: JsonObject): JsonObject {
  return { description: REASONS[status] ?? status, ...response };
}

/** The components that `used` refers to, directly or through others; all security schemes. */
function reachable(used: JsonObject, components: Json | undefined): JsonObject {
  if (!isObject(components)) return {};
  const found = new Set<string>();
  const follow = (value: Json) =>
    visit(value, "#", (object) => {
      const targets = mappings(object).map(([, target]) => mapped(target));
      if (typeof object.$ref === "string") targets.push(object.$ref);
      for (const target of targets) {
        if (found.has(target)) continue;
        found.add(target);
        follow(resolve({ components }, target) ?? null);
      }
    });
  follow(used);
  const kept: JsonObject = {};
  for (const [section, members] of objects(components)) {
    const left = Object.entries(members).filter(([name]) =>
      section === "securitySchemes" || found.has(`#/components/${section}/${escape(name)}`)
    ).map(([name, member]) => [name, section === "responses" ? described(name, member as JsonObject) : member]);
    if (left.length > 0) kept[section] = Object.fromEntries(left);
  }
  return kept;
}
