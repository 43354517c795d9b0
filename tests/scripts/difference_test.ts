import assert from "node:assert/strict";
import { differenceOf, differenceText } from "../../scripts/generate/difference.ts";
import { readSources, toolsByPath } from "../../scripts/generate/touched.ts";
import { loadOperations, type Operation, type Operations } from "../../src/okta/operations.ts";

const GET: Operation = {
  id: "getThing",
  method: "GET",
  path: "/api/v1/things/{id}",
  tag: "Thing",
  changes: false,
  scopes: ["okta.things.read"],
  parameters: [],
};
const POST: Operation = {
  ...GET,
  id: "updateThing",
  method: "POST",
  changes: true,
  body: { content: { "application/json": { $ref: "Thing" } } },
};

function contractOf(operations: Operation[], schemas: Operations["schemas"] = {}): Operations {
  return { version: "1", operations: Object.fromEntries(operations.map((one) => [one.id, one])), schemas };
}

Deno.test("what came, went and changed is told, with what is different and through which schema", () => {
  const before = contractOf([GET, POST], { Thing: { items: { $ref: "Part" } }, Part: { type: "string" } });
  const after = contractOf([{ ...POST, scopes: [] }, { ...GET, id: "listThings", path: "/api/v1/things" }], {
    Thing: { items: { $ref: "Part" } },
    Part: { type: "string", enum: ["A"] },
  });
  assert.equal(
    differenceText(differenceOf(before, after), ({ id }) => id === "listThings" ? [] : [`tool_of_${id}`]),
    [
      "Operations: 1 added, 1 removed, 1 changed",
      "+ listThings GET /api/v1/things",
      "- getThing GET /api/v1/things/{id}",
      "~ updateThing POST /api/v1/things/{id}",
      '    scopes: - "okta.things.read"',
      "    schema Part",
      "Schemas: 1 changed",
      "~ Part",
      '    enum: (none) → ["A"]',
      "Tools to look at, with the operations they send:",
      "  tool_of_getThing: getThing",
      "  tool_of_updateThing: updateThing",
    ].join("\n"),
  );
});

Deno.test("parameters are compared one by one, and an operation under a new id is the same", () => {
  const parameter = (name: string) => ({ name, in: "query", schema: { type: "string" } }) as const;
  const before = contractOf([{ ...GET, parameters: [parameter("q"), parameter("sortOrder")] }]);
  const after = contractOf([{ ...GET, id: "readThing", parameters: [parameter("order"), parameter("q")] }]);
  assert.equal(
    differenceText(differenceOf(before, after), () => []),
    [
      "Operations: 0 added, 0 removed, 1 changed",
      "~ readThing GET /api/v1/things/{id}",
      '    id: "getThing" → "readThing"',
      '    parameters.order: (none) → {"name":"order","in":"query","schema":{"type":"string"}}',
      '    parameters.sortOrder: {"name":"sortOrder","in":"query","schema":{"type":"string"}} → (none)',
      "No tool sends what was removed or changed.",
    ].join("\n"),
  );
});

Deno.test("nothing is told of what is the same, or of a schema that no request reaches", () => {
  const contract = contractOf([GET, POST], { Thing: {} });
  assert.equal(differenceText(differenceOf(contract, contract), () => []), "");
  const other = contractOf([GET, POST], { Thing: {}, Unused: { type: "string" } });
  assert.equal(differenceText(differenceOf(other, contract), () => []), "");
});

Deno.test("the tools that send an operation are found in the sources", async () => {
  const { operations } = await loadOperations();
  const touched = toolsByPath(await readSources(new URL("../../", import.meta.url)));
  const tools = (id: string) => touched(operations[id]!);
  assert(tools("unlockUser").includes("unlock_user_account"));
  assert(!tools("unlockUser").includes("list_users"));
  assert(tools("listLogEvents").includes("search_logs"));
  assert(tools("listLogEvents").includes("check_org_health"));
  assert(tools("listUsers").includes("list_users"));
  assert.deepEqual(tools("replaceApplication"), ["update_application_config"]);
  assert.deepEqual(tools("createUser"), []);
  const used = Object.values(operations).filter((operation) => touched(operation).length > 0);
  assert(used.length > 25, `${used.length}`);
});
