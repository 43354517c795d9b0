import assert from "node:assert/strict";
import { loadOperations } from "../../src/okta/operations.ts";
import type { Document } from "../../src/okta/read.ts";
import type { Standing } from "../../src/operations/effect.ts";
import { inverseOf } from "../../src/operations/inverse.ts";
import { argumentsFor } from "./generated.ts";

const contract = await loadOperations();
const operation = (id: string) => contract.operations[id]!;
const standing = (before?: Document): Standing => ({
  unreadable: false,
  missing: false,
  names: {},
  ...before && { before },
});

/** The call that takes back a change of a thing that was like `before`. */
function inverse(id: string, parameters: Record<string, unknown>, body?: unknown, before?: Document) {
  const args = { parameters, ...body !== undefined && { body } };
  const found = inverseOf(contract, operation(id), args, standing(before));
  return found && [found.operation.id, found.args];
}

Deno.test("acts with an opposite are taken back by it, with the same ids", () => {
  assert.deepEqual(inverse("suspendDevice", { deviceId: "1" }), ["unsuspendDevice", { parameters: { deviceId: "1" } }]);
  assert.equal(inverse("deactivateUser", { id: "1", sendEmail: true }), undefined);
});

Deno.test("a PUT is taken back by all that may be written of what was there", () => {
  const before = {
    id: "00g1",
    type: "OKTA_GROUP",
    lastUpdated: "2026",
    profile: { name: "A", costCenter: 7 },
    _links: {},
  };
  assert.deepEqual(inverse("replaceGroup", { groupId: "00g1" }, { profile: { name: "B" } }, before), [
    "replaceGroup",
    { parameters: { groupId: "00g1" }, body: { profile: { name: "A", costCenter: 7 } } },
  ]);
});

Deno.test("a partial update is taken back by what it named; headers are not repeated", () => {
  const before = { profile: { title: "Clerk", city: "Oslo" } };
  const parameters = { id: "1", strict: true, "If-Match": "1" };
  assert.deepEqual(inverse("updateUser", parameters, { profile: { title: "Boss", nickName: "B" } }, before), [
    "updateUser",
    { parameters: { id: "1", strict: true }, body: { profile: { title: "Clerk", nickName: null } } },
  ]);
});

Deno.test("nothing is taken back of which nothing was read, or a part is masked, or the contract would refuse", () => {
  const body = { profile: { name: "B" } };
  assert.equal(inverse("replaceGroup", { groupId: "1" }, body), undefined);
  assert.equal(
    inverse("updateUser", { id: "1" }, body, { profile: { name: "A" }, credentials: {} })?.[0],
    "updateUser",
  );
  const phone = { profile: { mobilePhone: "+14155550117" } };
  assert.equal(inverse("updateUser", { id: "1" }, phone, phone), undefined);
  const zone = { type: "IP", name: "B" };
  assert.equal(inverse("replaceNetworkZone", { zoneId: "1" }, zone, { type: "IP", name: 7 }), undefined);
});

Deno.test("whatever may be written is put back as it was", () => {
  let undone = 0;
  for (const one of Object.values(contract.operations).filter(({ method }) => method === "PUT")) {
    const args = argumentsFor(contract, one, { optional: true, choice: 0 });
    const found = inverseOf(contract, one, args, standing(args.body as Document | undefined));
    if (found === undefined || found.operation !== one) continue;
    assert.deepEqual(found.args.body, args.body, one.id);
    undone++;
  }
  assert(undone > 50, `${undone}`);
});
