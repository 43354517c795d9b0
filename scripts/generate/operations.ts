import type { Operation, Operations, Parameter, Schema } from "../../src/okta/operations.ts";
import { isObject, type Json, type JsonObject, list, objects, resolve } from "../spec/json.ts";

const METHODS = ["get", "post", "put", "patch", "delete"];

/** Operations that need a `.read` scope only and yet do something: they send a message. */
const ACTS = new Set(["sendTestEmail"]);

/** What of the contract is needed to find, check and call an operation: see {@link Operations}. */
export function toOperations(document: JsonObject): Operations {
  const schemas: Record<string, Schema> = {};

  function toOperation(path: string, item: JsonObject, method: string, operation: JsonObject): Operation {
    const id = text(operation.operationId);
    const { scopes, credentials } = security(operation.security);
    const facts = { ...object(item["x-okta-lifecycle"]), ...object(operation["x-okta-lifecycle"]) };
    const server = object(list(operation.servers ?? item.servers)[0]).url;
    const body = dereference(operation.requestBody);
    const own = list(operation.parameters).map(dereference);
    const inherited = list(item.parameters).map(dereference).filter((one) =>
      !own.some((other) => other.name === one.name && other.in === one.in)
    );
    return {
      id,
      method: method.toUpperCase() as Operation["method"],
      path,
      tag: text(list(operation.tags)[0]),
      changes: method !== "get" &&
        (ACTS.has(id) || scopes.length === 0 || !scopes.every((one) => one.endsWith(".read"))),
      scopes,
      ...credentials && { credentials },
      ...operation.deprecated === true && { deprecated: true },
      ...typeof facts.lifecycle === "string" && facts.lifecycle !== "GA" && { lifecycle: facts.lifecycle },
      ...facts.isGenerallyAvailable === false && { skus: list(facts.SKUs).map(text) },
      ...typeof server === "string" && { server },
      parameters: [...inherited, ...own].map(toParameter),
      ...operation.requestBody !== undefined && {
        body: {
          ...body.required === true && { required: true },
          content: Object.fromEntries(objects(body.content).map(([type, media]) => [type, toSchema(media.schema)])),
        },
      },
    };
  }

  function toParameter(parameter: JsonObject): Parameter {
    return {
      name: text(parameter.name),
      in: parameter.in as Parameter["in"],
      ...parameter.required === true && { required: true },
      ...parameter.deprecated === true && { deprecated: true },
      schema: toSchema(parameter.schema),
      ...parameter.in === "query" && parameter.explode === false && { explode: false },
    };
  }

  /** A schema as a request sees it: read-only properties gone, references shortened, what they name in the table. */
  function toSchema(value: Json | undefined): Schema {
    const kept: JsonObject = {};
    for (const [key, child] of Object.entries(object(value))) {
      if (key.startsWith("x-") || key === "readOnly") continue;
      if (key === "$ref") kept.$ref = name(text(child));
      else if (key === "items" || key === "additionalProperties") kept[key] = nested(child);
      else if (key === "allOf" || key === "oneOf" || key === "anyOf") kept[key] = list(child).map(nested);
      else if (key === "properties") kept.properties = writable(object(value));
      else if (key === "discriminator") kept.discriminator = toDiscriminator(object(child));
      else kept[key] = child;
    }
    const { properties, required, additionalProperties, ...rest } = object(value);
    // An org's own attributes: their names are in no schema.
    if (rest["x-okta-extensible"] === true && additionalProperties === undefined) kept.additionalProperties = true;
    if (Array.isArray(required)) kept.required = required.filter((one) => !isReadOnly(object(properties)[text(one)]));
    return kept as Schema;
  }

  function nested(value: Json): Json {
    return isObject(value) ? toSchema(value) as JsonObject : value;
  }

  /** A discriminator stays, even if it is marked read-only: a request is told from another by it. */
  function writable({ properties, discriminator }: JsonObject): JsonObject {
    const told = object(discriminator).propertyName;
    const kept = objects(properties).filter(([key, property]) => key === told || !isReadOnly(property));
    return Object.fromEntries(kept.map(([key, property]) => [key, nested(property)]));
  }

  function isReadOnly(value: Json | undefined): boolean {
    const { readOnly, $ref, allOf } = object(value);
    if (readOnly === true) return true;
    if (typeof $ref === "string") return isReadOnly(resolve(document, $ref));
    return Array.isArray(allOf) && allOf.length > 0 && allOf.every(isReadOnly);
  }

  function toDiscriminator({ propertyName, mapping }: JsonObject): JsonObject {
    const targets = Object.entries(object(mapping)).map(([value, target]) => [value, name(text(target))]);
    return { propertyName: propertyName ?? "", ...targets.length > 0 && { mapping: Object.fromEntries(targets) } };
  }

  /** The short name of a schema; the schema itself comes into the table, once. */
  function name(reference: string): string {
    const short = reference.slice(reference.lastIndexOf("/") + 1);
    if (!Object.hasOwn(schemas, short)) {
      schemas[short] = {}; // a placeholder: it may refer to itself
      schemas[short] = toSchema(resolve(document, `#/components/schemas/${short}`));
    }
    return short;
  }

  function dereference(value: Json | undefined): JsonObject {
    const { $ref } = object(value);
    return typeof $ref === "string" ? object(resolve(document, $ref)) : object(value);
  }

  const operations: Record<string, Operation> = {};
  for (const [path, item] of objects(document.paths)) {
    for (const method of METHODS) {
      if (!isObject(item[method])) continue;
      const operation = toOperation(path, item, method, item[method]);
      operations[operation.id] = operation;
    }
  }
  const sorted = Object.entries(schemas).sort(([a], [b]) => a < b ? -1 : 1);
  return { version: text(object(document.info).version), operations, schemas: Object.fromEntries(sorted) };
}

function security(value: Json | undefined): Pick<Operation, "scopes" | "credentials"> {
  const schemes = list(value).map(object);
  const oauth = schemes.find((one) => one.oauth2 !== undefined);
  const token = schemes.some((one) => one.apiToken !== undefined);
  const scopes = list(oauth?.oauth2).map(text);
  if (oauth !== undefined && token) return { scopes };
  return { scopes, credentials: oauth !== undefined ? "oauth" : token ? "token" : "none" };
}

/** One operation and one schema a line: compact, and a change of the contract can be read as a difference. */
export function toJson({ version, operations, schemas }: Operations): string {
  const lines = (table: object) =>
    Object.entries(table).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(",\n");
  return `{"version":${JSON.stringify(version)},"operations":{\n${lines(operations)}\n},"schemas":{\n${
    lines(schemas)
  }\n}}\n`;
}

function object(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
