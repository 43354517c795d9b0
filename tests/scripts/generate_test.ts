import assert from "node:assert/strict";
import { generate } from "../../scripts/generate.ts";
import { toJson, toOperations } from "../../scripts/generate/operations.ts";
import type { JsonObject } from "../../scripts/spec/json.ts";
import type { Operation, Schema } from "../../src/okta/operations.ts";

const ROOT = new URL("../../", import.meta.url);

/** What is generated for one operation, `POST /things/{id}`. */
function operationOf(operation: JsonObject, item: JsonObject = {}): Operation {
  const post = { operationId: "act", tags: ["Thing"], ...operation };
  const generated = toOperations({ paths: { "/things/{id}": { ...item, post } }, components: {} }).operations.act;
  assert.ok(generated);
  return generated;
}

function schemasOf(schema: JsonObject, schemas: JsonObject): { body: Schema | undefined; table: JsonObject } {
  const generated = toOperations({
    paths: {
      "/things": { post: { operationId: "act", requestBody: { content: { "application/json": { schema } } } } },
    },
    components: { schemas },
  });
  return {
    body: generated.operations.act?.body?.content["application/json"],
    table: generated.schemas as unknown as JsonObject,
  };
}

Deno.test("generated/ is what okta-openapi.yaml makes it", async () => {
  for (
    const [path, text] of Object.entries(await generate(await Deno.readTextFile(new URL("okta-openapi.yaml", ROOT))))
  ) {
    assert.ok(await Deno.readTextFile(new URL(path, ROOT)) === text, `${path} is stale: run deno task generate`);
  }
});

Deno.test("an operation changes something unless its scopes are for reading only", () => {
  const scoped = (...scopes: string[]) => operationOf({ security: [{ apiToken: [] }, { oauth2: scopes }] }).changes;
  assert.equal(scoped("okta.things.read"), false);
  assert.equal(scoped("okta.things.manage"), true);
  assert.equal(scoped("okta.things.read", "okta.others.manage"), true);
  assert.equal(operationOf({ security: [] }).changes, true);
  const read = [{ oauth2: ["okta.templates.read"] }];
  assert.equal(operationOf({ security: read }).changes, false);
  const { operations } = toOperations({ paths: { "/t": { post: { operationId: "sendTestEmail", security: read } } } });
  assert.equal(operations.sendTestEmail?.changes, true, "it needs a scope for reading, but sends an e-mail");
  const get = { operationId: "look", security: [{ oauth2: ["okta.orgs.manage"] }] };
  assert.equal(toOperations({ paths: { "/t": { get } } }).operations.look?.changes, false);
});

Deno.test("credentials: a token of either kind, one of them, or none", () => {
  const of = (...security: JsonObject[]) => {
    const { scopes, credentials } = operationOf({ security });
    return [scopes, credentials];
  };
  assert.deepEqual(of({ apiToken: [] }, { oauth2: ["a", "b"] }), [["a", "b"], undefined]);
  assert.deepEqual(of({ oauth2: ["a"] }), [["a"], "oauth"]);
  assert.deepEqual(of({ apiToken: [] }), [[], "token"]);
  assert.deepEqual(of(), [[], "none"]);
});

Deno.test("lifecycle, deprecation and a host of its own are told only where they are not the rule", () => {
  const ga = operationOf({ "x-okta-lifecycle": { lifecycle: "GA", isGenerallyAvailable: true } });
  assert.deepEqual(Object.keys(ga), ["id", "method", "path", "tag", "changes", "scopes", "credentials", "parameters"]);
  const early = operationOf(
    { deprecated: true, servers: [{ url: "https://dr.example.com" }] },
    { "x-okta-lifecycle": { lifecycle: "EA", isGenerallyAvailable: false, SKUs: ["Identity Engine"] } },
  );
  assert.deepEqual([early.deprecated, early.lifecycle, early.skus, early.server], [
    true,
    "EA",
    ["Identity Engine"],
    "https://dr.example.com",
  ]);
});

Deno.test("parameters come from the path and the operation, which may override", () => {
  const { parameters } = operationOf({
    parameters: [{ name: "limit", in: "query", schema: { type: "integer", maximum: 5 } }, {
      name: "expand",
      in: "query",
      style: "form",
      explode: false,
      schema: { type: "array", items: { type: "string" } },
    }],
  }, {
    parameters: [
      { name: "id", in: "path", required: true, schema: { type: "string" } },
      { name: "limit", in: "query", schema: { type: "integer" } },
    ],
  });
  assert.deepEqual(parameters, [
    { name: "id", in: "path", required: true, schema: { type: "string" } },
    { name: "limit", in: "query", schema: { type: "integer", maximum: 5 } },
    { name: "expand", in: "query", schema: { type: "array", items: { type: "string" } }, explode: false },
  ]);
});

Deno.test("request schemas: read-only properties go, references are short, only what is needed is in the table", () => {
  const { body, table } = schemasOf({ $ref: "#/components/schemas/User" }, {
    User: {
      type: "object",
      required: ["id", "profile"],
      properties: {
        id: { type: "string", readOnly: true },
        status: { $ref: "#/components/schemas/Status" },
        _links: { allOf: [{ $ref: "#/components/schemas/Status" }] },
        profile: { $ref: "#/components/schemas/Profile" },
        manager: { $ref: "#/components/schemas/User" },
      },
    },
    Status: { type: "string", readOnly: true },
    Profile: { type: "object", properties: { name: { type: "string" } }, "x-okta-extensible": true },
    Unused: { type: "object" },
  });
  assert.deepEqual(body, { $ref: "User" });
  assert.deepEqual(table, {
    Profile: { type: "object", properties: { name: { type: "string" } }, additionalProperties: true },
    User: {
      type: "object",
      required: ["profile"],
      properties: { profile: { $ref: "Profile" }, manager: { $ref: "User" } },
    },
  });
});

Deno.test("a discriminator stays even if it is read-only, and brings its kinds", () => {
  const { table } = schemasOf({ $ref: "#/components/schemas/Zone" }, {
    Zone: {
      properties: { type: { type: "string", readOnly: true } },
      discriminator: { propertyName: "type", mapping: { IP: "#/components/schemas/IPZone" } },
    },
    IPZone: { allOf: [{ $ref: "#/components/schemas/Zone" }] },
  });
  assert.deepEqual(table, {
    IPZone: { allOf: [{ $ref: "Zone" }] },
    Zone: {
      properties: { type: { type: "string" } },
      discriminator: { propertyName: "type", mapping: { IP: "IPZone" } },
    },
  });
});

Deno.test("the text of operations.json is JSON, one operation and one schema a line", () => {
  const operations = toOperations({
    info: { version: "2026.06.3" },
    paths: { "/a": { get: { operationId: "a" }, post: { operationId: "b" } } },
  });
  const text = toJson(operations);
  assert.deepEqual(JSON.parse(text), operations);
  assert.equal(text.split("\n").filter((line) => line.includes("operationId") || /^"[ab]":/.test(line)).length, 2);
});
