import { escape, isObject, type Json, type JsonObject, list, mapValues } from "./json.ts";

/** What happens to one key of an OpenAPI object. */
type Rule =
  /** kept as it is */
  | "fact"
  /** left out without a word: prose, examples, presentation */
  | "drop"
  /** a map whose keys are facts and whose values are prose: the values become empty strings */
  | "keys"
  /** reduced as an object of that kind, as a list of such objects, or as a map with free keys */
  | { one: Kind }
  | { list: Kind }
  | { map: Kind };

type Kind =
  | "document"
  | "server"
  | "serverVariable"
  | "pathItem"
  | "operation"
  | "parameter"
  | "requestBody"
  | "mediaType"
  | "encoding"
  | "response"
  | "schema"
  | "discriminator"
  | "lifecycle"
  | "components"
  | "securityScheme"
  | "flows"
  | "flow";

const lifecycle: Record<string, Rule> = { "x-okta-lifecycle": { one: "lifecycle" } };

/**
 * The allow-list: for each kind of object of an OpenAPI 3 document, the keys that carry facts, in the order in which
 * they are written. A key that is not listed here is dropped too, but reported: it is new.
 */
const FACTS: Record<Kind, Record<string, Rule>> = {
  document: {
    openapi: "fact",
    info: "drop", // written anew
    servers: { list: "server" },
    paths: { map: "pathItem" },
    components: { one: "components" },
    tags: "drop",
    externalDocs: "drop",
    "x-tagGroups": "drop",
    "x-webhooks": "drop", // requests from Okta to others: not this API
  },
  server: { url: "fact", variables: { map: "serverVariable" }, description: "drop" },
  serverVariable: { default: "fact", enum: "fact", description: "drop" },
  pathItem: {
    ...lifecycle,
    servers: { list: "server" },
    parameters: { list: "parameter" },
    get: { one: "operation" },
    put: { one: "operation" },
    post: { one: "operation" },
    delete: { one: "operation" },
    options: { one: "operation" },
    head: { one: "operation" },
    patch: { one: "operation" },
    trace: { one: "operation" },
    summary: "drop",
    description: "drop",
  },
  operation: {
    operationId: "fact",
    tags: "fact",
    deprecated: "fact",
    ...lifecycle,
    servers: { list: "server" },
    parameters: { list: "parameter" },
    requestBody: { one: "requestBody" },
    responses: { map: "response" },
    security: "fact",
    "x-okta-no-scope-required": "fact",
    "x-okta-iam-permissions": "fact",
    "x-okta-iam-admin-roles": "fact",
    summary: "drop",
    description: "drop",
    externalDocs: "drop",
    "x-codeSamples": "drop",
    "x-codegen-request-body-name": "drop",
  },
  parameter: {
    $ref: "fact",
    name: "fact",
    in: "fact",
    required: "fact",
    deprecated: "fact",
    ...lifecycle,
    allowEmptyValue: "fact",
    style: "fact",
    explode: "fact",
    allowReserved: "fact",
    schema: { one: "schema" },
    content: { map: "mediaType" },
    description: "drop",
    example: "drop",
    examples: "drop",
    "x-okta-added-version": "drop",
  },
  requestBody: {
    $ref: "fact",
    required: "fact",
    ...lifecycle,
    content: { map: "mediaType" },
    description: "drop",
  },
  mediaType: {
    schema: { one: "schema" },
    encoding: { map: "encoding" },
    example: "drop",
    examples: "drop",
  },
  encoding: { contentType: "fact", style: "fact", explode: "fact", allowReserved: "fact", headers: "drop" },
  response: {
    $ref: "fact",
    content: { map: "mediaType" },
    description: "drop", // written anew: OpenAPI requires one
    headers: "drop",
    links: "drop",
  },
  schema: {
    $ref: "fact",
    ...lifecycle,
    type: "fact",
    nullable: "fact",
    readOnly: "fact",
    writeOnly: "fact",
    deprecated: "fact",
    format: "fact",
    enum: "fact",
    const: "fact",
    default: "fact",
    pattern: "fact",
    minimum: "fact",
    maximum: "fact",
    exclusiveMinimum: "fact",
    exclusiveMaximum: "fact",
    multipleOf: "fact",
    minLength: "fact",
    maxLength: "fact",
    minItems: "fact",
    maxItems: "fact",
    uniqueItems: "fact",
    minProperties: "fact",
    maxProperties: "fact",
    "x-okta-extensible": "fact",
    "x-okta-allow-null-property-value-for-updates": "fact",
    allOf: { list: "schema" },
    oneOf: { list: "schema" },
    anyOf: { list: "schema" },
    not: { one: "schema" },
    discriminator: { one: "discriminator" },
    items: { one: "schema" },
    required: "fact",
    properties: { map: "schema" },
    additionalProperties: { one: "schema" },
    title: "drop",
    description: "drop",
    example: "drop",
    examples: "drop",
    externalDocs: "drop",
    "x-enumDescription": "drop",
    "x-enumDescriptions": "drop",
    "x-okta-added-version": "drop",
    "x-okta-defined-as": "drop",
    "x-okta-ignore-redocly-rules-for-sdk": "drop",
    "x-okta-operationId": "drop",
    "x-tags": "drop",
  },
  discriminator: { propertyName: "fact", mapping: "fact" },
  lifecycle: { lifecycle: "fact", isGenerallyAvailable: "fact", SKUs: "fact", isCorsEnabled: "drop" },
  components: {
    parameters: { map: "parameter" },
    requestBodies: { map: "requestBody" },
    responses: { map: "response" },
    schemas: { map: "schema" },
    securitySchemes: { map: "securityScheme" },
    examples: "drop",
    headers: "drop",
    links: "drop",
    callbacks: "drop",
  },
  securityScheme: {
    type: "fact",
    name: "fact",
    in: "fact",
    scheme: "fact",
    bearerFormat: "fact",
    flows: { one: "flows" },
    openIdConnectUrl: "fact",
    description: "drop",
  },
  flows: {
    implicit: { one: "flow" },
    password: { one: "flow" },
    clientCredentials: { one: "flow" },
    authorizationCode: { one: "flow" },
  },
  flow: { authorizationUrl: "fact", tokenUrl: "fact", refreshUrl: "fact", scopes: "keys" },
};

/**
 * A copy of an OpenAPI document with its facts only, keys in a fixed order. Notes name, with their place, the keys that
 * are not known here and the prose found where a machine-readable value belongs.
 */
export function pickFacts(source: JsonObject, notes: string[]): JsonObject {
  const unknown = new Map<string, { first: string; count: number }>();

  function pick(kind: Kind, value: Json, place: string): Json {
    if (!isObject(value)) return value; // additionalProperties may be a boolean
    const rules = FACTS[kind];
    for (const key of Object.keys(value).filter((key) => !(key in rules))) {
      const seen = unknown.get(`${kind} key ${key}`) ?? { first: `${place}/${escape(key)}`, count: 0 };
      unknown.set(`${kind} key ${key}`, { ...seen, count: seen.count + 1 });
    }
    const kept: JsonObject = {};
    for (const [key, rule] of Object.entries(rules)) {
      const child = value[key];
      if (child !== undefined && rule !== "drop") kept[key] = apply(rule, child, `${place}/${key}`);
    }
    return kind === "schema" ? tidy(kept, place, notes) : kept;
  }

  function apply(rule: Exclude<Rule, "drop">, value: Json, place: string): Json {
    if (rule === "fact") return value;
    if (rule === "keys") return isObject(value) ? mapValues(value, () => "") : value;
    if ("one" in rule) return pick(rule.one, value, place);
    if ("list" in rule) return Array.isArray(value) ? value.map((v, i) => pick(rule.list, v, `${place}/${i}`)) : value;
    return isObject(value) ? mapValues(value, (v, key) => pick(rule.map, v, `${place}/${escape(key)}`)) : value;
  }

  const facts = pick("document", source, "#") as JsonObject;
  for (const [what, { first, count }] of unknown) {
    notes.push(`${first}: dropped, ${what} is not known (${count} places)`);
  }
  return facts;
}

/** Okta writes a phrase into `format` and `default` where it has no value to give, and some values of an `enum` twice. */
function tidy(schema: JsonObject, place: string, notes: string[]): JsonObject {
  for (const key of ["format", "default"]) {
    const value = schema[key];
    if (typeof value !== "string" || !value.includes(" ")) continue;
    notes.push(`${place}/${key}: dropped, "${value}" is prose`);
    delete schema[key];
  }
  const values = list(schema.enum);
  const unique = [...new Set(values)];
  if (unique.length < values.length) {
    notes.push(`${place}/enum: duplicate values dropped`);
    schema.enum = unique;
  }
  return schema;
}
