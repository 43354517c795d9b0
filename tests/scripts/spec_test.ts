import assert from "node:assert/strict";
import fc from "fast-check";
import { parse } from "yaml";
import { toYaml } from "../../scripts/spec.ts";
import { type Json, type JsonObject, objects, resolve, visit } from "../../scripts/spec/json.ts";
import { reduce } from "../../scripts/spec/reduce.ts";

const CONTRACT = await Deno.readTextFile(new URL("../../okta-openapi.yaml", import.meta.url));

/** A document with one operation, `GET /users/{id}`, and whatever else a test needs. */
function documentOf(operation: JsonObject = {}, components: JsonObject = {}, item: JsonObject = {}): JsonObject {
  return {
    openapi: "3.0.3",
    info: { title: "T", version: "1" },
    paths: { "/users/{id}": { ...item, get: { operationId: "getUser", responses: {}, ...operation } } },
    components,
  };
}

function operationOf(document: JsonObject): JsonObject {
  return resolve(document, "#/paths/~1users~1{id}/get") as JsonObject;
}

function assertComplete(document: JsonObject): void {
  visit(document, "#", (object, place) => {
    if (typeof object.$ref === "string") assert.notEqual(resolve(document, object.$ref), undefined, place);
  });
}

/** The notes, without those on corrections: these look for places that only Okta's own file has. */
function notesOf(source: JsonObject): string[] {
  return reduce(source).notes.filter((note) => !note.includes("corrections.ts"));
}

Deno.test("prose goes from every place, facts stay", () => {
  const prose = { title: "PROSE", description: "PROSE", summary: "PROSE", example: "PROSE", examples: ["PROSE"] };
  const schema = {
    ...prose,
    type: "string",
    enum: ["A", "B"],
    default: "A",
    maxLength: 3,
    externalDocs: { url: "PROSE" },
    "x-enumDescriptions": { A: "PROSE" },
  };
  const { document } = reduce({
    ...documentOf(
      {
        ...prose,
        tags: ["User"],
        "x-codeSamples": ["PROSE"],
        "x-okta-lifecycle": { lifecycle: "EA", isGenerallyAvailable: false, SKUs: ["X"] },
        parameters: [{ ...prose, name: "q", in: "query", schema }],
        responses: {
          200: { ...prose, headers: { Link: prose }, content: { "application/json": { ...prose, schema } } },
        },
        security: [{ oauth2: ["okta.users.read"] }],
      },
      { securitySchemes: { oauth2: { ...prose, type: "oauth2", flows: { implicit: { scopes: { a: "PROSE" } } } } } },
    ),
    tags: [{ name: "User", description: "PROSE" }],
    externalDocs: { url: "PROSE" },
    "x-webhooks": { hook: prose },
  });
  assert.ok(!JSON.stringify(document).includes("PROSE"), JSON.stringify(document));
  const facts = { type: "string", enum: ["A", "B"], default: "A", maxLength: 3 };
  assert.deepEqual(operationOf(document), {
    operationId: "getUser",
    tags: ["User"],
    "x-okta-lifecycle": { lifecycle: "EA", isGenerallyAvailable: false, SKUs: ["X"] },
    parameters: [{ name: "q", in: "query", schema: facts }],
    responses: { 200: { description: "OK", content: { "application/json": { schema: facts } } } },
    security: [{ oauth2: ["okta.users.read"] }],
  });
  assert.deepEqual(resolve(document, "#/components/securitySchemes/oauth2/flows/implicit/scopes"), { a: "" });
});

Deno.test("a property may be called as a prose key is", () => {
  const properties = { description: { type: "string" }, title: { type: "string" }, example: { type: "integer" } };
  const schema = { type: "object", required: ["description"], properties };
  const { document } = reduce(documentOf({ requestBody: { content: { "application/json": { schema } } } }));
  assert.deepEqual(resolve(operationOf(document), "#/requestBody/content/application~1json/schema"), schema);
});

Deno.test("phrases in format and default, and enum values given twice, are dropped and noted", () => {
  const schema = { type: "string", format: "some time stamp", default: "seven days ago", enum: ["A", "B", "A"] };
  const source = documentOf({ parameters: [{ name: "since", in: "query", schema }] });
  const place = "#/paths/~1users~1{id}/get/parameters/0/schema";
  assert.deepEqual(resolve(reduce(source).document, place), { type: "string", enum: ["A", "B"] });
  assert.deepEqual(notesOf(source), [
    `${place}/format: dropped, "some time stamp" is prose`,
    `${place}/default: dropped, "seven days ago" is prose`,
    `${place}/enum: duplicate values dropped`,
  ]);
});

Deno.test("keys that are not known are dropped and noted once, with the first place", () => {
  const parameter = (name: string) => ({ name, in: "query", schema: { type: "string", "x-new": 1 } });
  const source = documentOf({ parameters: [parameter("a"), parameter("b")] });
  assert.ok(!JSON.stringify(reduce(source).document).includes("x-new"));
  assert.deepEqual(notesOf(source), [
    "#/paths/~1users~1{id}/get/parameters/0/schema/x-new: dropped, schema key x-new is not known (2 places)",
  ]);
});

Deno.test("a version of OpenAPI other than 3.0 is noted", () => {
  assert.match(notesOf({ ...documentOf(), openapi: "3.1.0" })[0] ?? "", /^#\/openapi: is 3\.1\.0/);
});

Deno.test("references to nothing are taken out and noted, each with its place", () => {
  const missing = { $ref: "#/components/schemas/Missing" };
  const source = documentOf({
    parameters: [{ $ref: "#/components/parameters/missing" }, { name: "q", in: "query", schema: missing }],
    requestBody: { $ref: "#/components/requestBodies/missing" },
  }, {
    schemas: {
      Base: { discriminator: { propertyName: "type", mapping: { A: missing.$ref, B: "#/components/schemas/B" } } },
      B: { type: "object" },
    },
    examples: { one: { value: { $ref: "#/definitions/base" } } },
  }, { parameters: [{ name: "id", in: "path", required: true, schema: { $ref: "#/components/schemas/Base" } }] });
  const { document } = reduce(source);
  assert.deepEqual(operationOf(document), {
    operationId: "getUser",
    parameters: [{ name: "q", in: "query", schema: {} }],
    responses: {},
  });
  assert.deepEqual(resolve(document, "#/components/schemas/Base/discriminator/mapping"), {
    B: "#/components/schemas/B",
  });
  assert.deepEqual(notesOf(source).map((note) => note.replace(/: reference.*: /, ": ")), [
    "#/paths/~1users~1{id}/get/parameters/0: removed",
    "#/paths/~1users~1{id}/get/parameters/1/schema: removed",
    "#/paths/~1users~1{id}/get/requestBody: removed",
    "#/components/schemas/Base/discriminator/mapping/A: removed",
    "#/components/examples/one/value: gone with its example",
  ]);
});

Deno.test("duplicate parameters go, an override stays", () => {
  const id = { name: "id", in: "path", required: true, schema: { type: "string" } };
  const limit = (maximum: number) => ({ name: "limit", in: "query", schema: { type: "integer", maximum } });
  const after = { name: "after", in: "query", schema: { type: "string" } };
  const source = documentOf(
    { parameters: [{ ...id, required: false }, limit(5), after, after] },
    { parameters: { id } },
    { parameters: [{ $ref: "#/components/parameters/id" }, limit(9), after] },
  );
  assert.deepEqual(operationOf(reduce(source).document).parameters, [limit(5)]);
  assert.deepEqual(notesOf(source), [
    "#/paths/~1users~1{id}/get/parameters/0: dropped, a duplicate of the path parameter id",
    "#/paths/~1users~1{id}/get/parameters/2: dropped, a duplicate of the query parameter after",
    "#/paths/~1users~1{id}/get/parameters/3: dropped, a duplicate of the query parameter after",
  ]);
});

Deno.test("errors of Okta's common shape become one response, others stay", () => {
  const response = (name: string) => ({
    content: { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } },
  });
  const { document } = reduce(documentOf({
    responses: { 204: {}, 403: { $ref: "#/components/responses/Denied" }, 404: {}, 409: response("Conflict") },
  }, {
    responses: { Denied: response("Error") },
    schemas: { Error: { type: "object" }, Conflict: { type: "object" } },
  }));
  assert.deepEqual(operationOf(document).responses, {
    204: { description: "No Content" },
    409: { description: "409", ...response("Conflict") },
    default: { description: "Error", ...response("Error") },
  });
  assert.equal(resolve(document, "#/components/responses"), undefined);
});

Deno.test("components that no operation reaches go; what a discriminator maps to is reached", () => {
  const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const { document } = reduce(documentOf({
    requestBody: { content: { "application/json": { schema: reference("Base") } } },
  }, {
    schemas: {
      Base: { discriminator: { propertyName: "type", mapping: { A: reference("A").$ref, B: "B" } } },
      A: { allOf: [reference("Base"), { properties: { deep: reference("Deep") } }] },
      B: { allOf: [reference("Base")] },
      Deep: { type: "string" },
      Lonely: { properties: { deep: reference("Deep") } },
    },
  }));
  assert.deepEqual(objects(resolve(document, "#/components/schemas")).map(([name]) => name), [
    "Base",
    "A",
    "B",
    "Deep",
  ]);
});

Deno.test("any document at all is reduced, the same way twice, and not changed", () => {
  const names = fc.constantFrom(
    ...["get", "responses", "404", "parameters", "schema", "$ref", "properties", "allOf", "enum", "mapping", "x-new"],
  );
  const values = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom<Json>("#/components/schemas/A", "#/components/schemas/B", "string", null, 3, true),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(names, tie("value"), { maxKeys: 4 }),
    ),
  }));
  fc.assert(fc.property(fc.dictionary(names, values.value), fc.dictionary(names, values.value), (item, schemas) => {
    const source = { openapi: "3.0.3", paths: { "/a": item }, components: { schemas: { A: schemas } } };
    const before = JSON.stringify(source);
    const { document } = reduce(source);
    assert.equal(toYaml(reduce(source).document), toYaml(document));
    assert.equal(JSON.stringify(source), before);
    assertComplete(document);
  }));
});

Deno.test("okta-openapi.yaml holds nothing but facts: reducing it again changes no byte", () => {
  const { document, notes } = reduce(parse(CONTRACT) as JsonObject);
  assert.equal(toYaml(document), CONTRACT);
  assert.deepEqual(notes.filter((note) => !note.includes("corrections.ts")), []);
});

Deno.test("okta-openapi.yaml has all 732 operations, each under a name of its own, and no reference to nothing", () => {
  const document = parse(CONTRACT) as JsonObject;
  assertComplete(document);
  const ids = objects(document.paths).flatMap(([, item]) => objects(item)).map(([, one]) => one.operationId);
  const named = ids.filter((id) => typeof id === "string");
  assert.equal(named.length, 732);
  assert.equal(new Set(named).size, 732);
});
