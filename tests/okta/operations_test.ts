import assert from "node:assert/strict";
import fc from "fast-check";
import { findOperation, loadOperations, matchOperation, type Schema } from "../../src/okta/operations.ts";

const contract = await loadOperations();
const all = Object.values(contract.operations);

Deno.test("the whole contract is there", () => {
  assert.match(contract.version, /^\d{4}\.\d{2}\.\d+$/);
  assert.equal(all.length, 732);
  assert.deepEqual(findOperation(contract, "unlockUser"), {
    id: "unlockUser",
    method: "POST",
    path: "/api/v1/users/{id}/lifecycle/unlock",
    tag: "UserLifecycle",
    changes: true,
    scopes: ["okta.users.manage"],
    parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
  });
});

Deno.test("findOperation knows operationIds only", () => {
  for (const id of ["", "getuser", "constructor", "__proto__"]) {
    assert.equal(findOperation(contract, id), undefined, id);
  }
});

Deno.test("every operation is listed under its id, with a parameter for each part of its path", () => {
  for (const [id, operation] of Object.entries(contract.operations)) {
    assert.equal(operation.id, id);
    const named = operation.parameters.filter((one) => one.in === "path").map((one) => one.name).sort();
    assert.deepEqual(named, [...operation.path.matchAll(/\{(\w+)\}/g)].map((part) => part[1]).sort(), id);
  }
});

Deno.test("reading changes nothing, and few operations that are not GET only read", () => {
  assert.deepEqual(all.filter((one) => one.method === "GET" && one.changes), []);
  const readers = all.filter((one) => one.method !== "GET" && !one.changes).map((one) => one.id);
  assert.deepEqual(readers.sort(), ["createPolicySimulation", "submitGroupAttributeQuery"]);
});

Deno.test("every reference names a schema of the table, and every schema is referred to", () => {
  const used = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const { $ref, discriminator } = value as Schema;
    if (typeof $ref === "string") used.add($ref);
    for (const name of Object.values(discriminator?.mapping ?? {})) used.add(name);
    Object.values(value).forEach(visit);
  };
  visit(contract);
  assert.deepEqual([...used].sort(), Object.keys(contract.schemas).sort());
});

Deno.test("matchOperation binds parameters, percent-decoded", () => {
  const match = matchOperation(contract, "get", "/api/v1/users/ann%40example.com/factors/a%2Fb");
  assert.equal(match?.operation.id, "getFactor");
  assert.deepEqual(match.path, { userId: "ann@example.com", factorId: "a/b" });
  assert.deepEqual(matchOperation(contract, "GET", "/api/v1/users/100%")?.path, { id: "100%" });
});

Deno.test("matchOperation prefers a literal segment to a parameter", () => {
  const idOf = (path: string) => matchOperation(contract, "GET", path)?.operation.id;
  assert.equal(idOf("/api/v1/meta/schemas/user/linkedObjects"), "listLinkedObjectDefinitions");
  assert.equal(idOf("/api/v1/meta/schemas/user/default"), "getUserSchema");
  assert.equal(idOf("/api/v1/groups/rules/0pr1"), "getGroupRule");
  assert.equal(idOf("/api/v1/groups/00g1/users"), "listGroupUsers");
});

Deno.test("matchOperation finds nothing for another method, an empty segment, or a path that is longer", () => {
  for (
    const [method, path] of [
      ["PATCH", "/api/v1/users/00u1"],
      ["GET", "/api/v1/users/"],
      ["GET", "/api/v1/users//factors"],
      ["GET", "/api/v1/users/00u1/factors/f/more/of/it"],
      ["GET", "/"],
    ] as const
  ) assert.equal(matchOperation(contract, method, path), undefined, `${method} ${path}`);
});

Deno.test("every operation is matched by its own path, whatever stands for its parameters", () => {
  const literals = new Set(all.flatMap((one) => one.path.split("/")));
  const value = fc.string({ minLength: 1, unit: "binary" }).filter((text) =>
    text.isWellFormed() && !literals.has(text)
  );
  fc.assert(fc.property(fc.constantFrom(...all), value, (operation, text) => {
    const path = operation.path.replaceAll(/\{\w+\}/g, () => encodeURIComponent(text));
    const match = matchOperation(contract, operation.method, path);
    assert.equal(match?.operation, operation);
    for (const bound of Object.values(match.path)) assert.equal(bound, text);
  }));
});
