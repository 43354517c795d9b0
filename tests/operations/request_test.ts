import assert from "node:assert/strict";
import fc from "fast-check";
import { checkRequest } from "../../src/okta/contract.ts";
import { loadOperations, type Operation } from "../../src/okta/operations.ts";
import { buildRequest, type OperationArguments } from "../../src/operations/request.ts";
import { parametersOf } from "../../src/operations/shape.ts";
import { argumentsFor, choicesOf } from "./generated.ts";

const contract = await loadOperations();
const operations = Object.values(contract.operations);
const operation = (id: string) => contract.operations[id]!;
const build = (id: string, args: OperationArguments) => buildRequest(contract, operation(id), args);

for (const optional of [false, true]) {
  Deno.test(`every operation's request builds from its schema, with ${optional ? "all" : "what"} it ${optional ? "may" : "must"} have`, () => {
    let requests = 0;
    for (const one of operations) {
      for (let choice = 0; choice < choicesOf(contract, one); choice++) {
        const args = argumentsFor(contract, one, { optional, choice });
        const { method, path, body, contentType } = buildRequest(contract, one, args);
        const url = new URL(path, "https://harbor.okta.example");
        const verdict = checkRequest(contract, { method, url, body, contentType });
        assert.deepEqual([verdict.operation?.id, verdict.problems], [one.id, []]);
        requests++;
      }
    }
    assert(operations.length >= 732 && requests > operations.length);
  });
}

const withPath = operations.filter(({ path }) => path.includes("{"));
const hostile = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 40 }),
  fc.constantFrom(
    "../../org",
    "..",
    ".",
    "%2e%2e",
    "%2e%2e%2f",
    "a/../b",
    "a?x=1",
    "a#b",
    "a\r\nX-Evil: 1",
    "a\0b",
    "//evil.example",
    "\\evil",
    "..;/",
    "a%2fb",
    "．．／",
    "a\u202eb",
    "\ud800",
    "https://evil.example",
    "a b",
    "a&b=c",
    "a;b",
    "@evil.example",
    "me",
    "rules",
  ),
  fc.webUrl(),
);

Deno.test("an id never leaves its segment of the path, whatever it holds", () => {
  fc.assert(
    fc.property(fc.constantFrom(...withPath), fc.infiniteStream(hostile), (one, ids) => {
      const { parameters, ...rest } = argumentsFor(contract, one, { optional: false, choice: 0 });
      const names = one.parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
      const values = Object.fromEntries(names.map((name) => [name, ids.next().value as string]));
      let path: string;
      try {
        ({ path } = buildRequest(contract, one, { ...rest, parameters: { ...parameters, ...values } }));
      } catch (error) {
        assert.equal((error as Error).name, "UserError");
        return;
      }
      const url = new URL(path, "https://harbor.okta.example");
      assert.equal(url.origin, "https://harbor.okta.example");
      assert.equal(url.pathname, path.replace(/\?.*/, ""));
      assert.equal(url.hash, "");
      const template = one.path.split("/");
      const segments = url.pathname.split("/");
      assert.equal(segments.length, template.length);
      for (const [index, part] of template.entries()) {
        const name = part.match(/^\{(.+)\}$/)?.[1];
        assert.equal(
          name === undefined ? segments[index] : decodeURIComponent(segments[index]!),
          name === undefined ? part : values[name],
        );
      }
    }),
    { numRuns: 3000 },
  );
});

Deno.test("a value of the query stays a value of the query", () => {
  fc.assert(
    fc.property(hostile.filter((text) => text.isWellFormed()), (q) => {
      const { path } = build("listGroups", { parameters: { q } });
      const url = new URL(path, "https://harbor.okta.example");
      assert.deepEqual([...url.searchParams], [["q", q]]);
      assert.equal(url.pathname, "/api/v1/groups");
    }),
  );
});

Deno.test("lists are written as the contract says: one value with commas, or a parameter each", () => {
  assert.equal(
    build("listBrands", { parameters: { expand: ["themes", "domains"] } }).path,
    "/api/v1/brands?expand=themes%2Cdomains",
  );
  const repeated = operations.flatMap((one) =>
    one.parameters.filter(({ in: place, schema, explode }) =>
      place === "query" && schema.type === "array" && explode !== false
    )
  );
  assert.deepEqual(repeated.map(({ name }) => name), ["discloseIdentifiers", "discloseIdentifiers"]);
});

Deno.test("headers are those that the operation offers, and never those of the client itself", () => {
  assert.deepEqual(build("updateUser", { parameters: { id: "1", "If-Match": 'W/"1"' }, body: {} }).headers, {
    "If-Match": 'W/"1"',
  });
  assert.throws(
    () => build("updateUser", { parameters: { id: "1", "If-Match": "a\r\nX: 1" }, body: {} }),
    /must be printable ASCII/,
  );
  const offered = new Set(
    operations.flatMap(parametersOf).filter(({ in: place }) => place === "header").map(({ name }) => name),
  );
  assert.deepEqual([...offered].sort(), ["Accept-Language", "If-Match", "OktaAccessGateway-Agent", "Prefer"]);
});

Deno.test("a wrong argument is named by its path with what would be right, and nothing is sent", () => {
  const wrong: [Operation["id"], OperationArguments, RegExp][] = [
    ["getUser", {}, /parameters\.id is required/],
    ["getUser", { parameters: { id: "" } }, /parameters\.id is ""/],
    ["getUser", { parameters: { id: { a: 1 } } }, /parameters\.id must be a text/],
    [
      "getUser",
      { parameters: { id: "1", expnd: "blocks" } },
      /parameters\.expnd is unknown: the operation takes id, expand/,
    ],
    ["listUsers", { parameters: { limit: "many" } }, /parameters\.limit must be an integer/],
    ["createNetworkZone", {}, /body is required/],
    ["createNetworkZone", { body: { name: "x", type: "MAGIC" } }, /body\.type must be .*IP/],
    ["createNetworkZone", { body: { type: "IP" } }, /body\.name is required/],
    ["suspendUser", { parameters: { id: "1" }, body: { a: 1 } }, /body must not be sent/],
    ["getGroup", { parameters: { groupId: "rules" } }, /is the path of listGroupRules/],
    ["getUserSchema", { parameters: { schemaId: "linkedObjects" } }, /is the path of listLinkedObjectDefinitions/],
  ];
  for (const [id, args, message] of wrong) {
    assert.throws(() => build(id, args), (error: Error) => {
      assert.equal(error.name, "UserError");
      assert.match(error.message, message);
      assert.match(error.message, /nothing was sent/);
      assert.match(error.message, new RegExp(`search_okta_operations query=${id}`));
      return true;
    });
  }
});

Deno.test("names that every object has are no parameters", () => {
  for (const name of ["constructor", "__proto__", "toString"]) {
    const parameters = JSON.parse(`{"id": "1", "${name}": "x"}`);
    assert.throws(() => build("getUser", { parameters }), /is unknown/);
  }
});
