import assert from "node:assert/strict";
import { assertError, startOrg } from "../harness.ts";
import { ID } from "../small_org.ts";

const V2 = "/governance/api/v2";
const entries = (query: string) => `${V2}/catalogs/default/user/${ID.BOB}/entries?${query}`;

Deno.test("the catalog has the apps that groups give, and a request for one is logged", async () => {
  await using org = await startOrg();
  const { body } = await org.get(entries("filter=not(parent%20pr)"));
  const [entry] = body.data;
  assert.equal(entry.requestable, true);
  assert.deepEqual((await org.get(entries("filter=not(parent%20pr)&match=nothing%20like%20it"))).body.data, []);

  const request = {
    requested: { type: "CATALOG_ENTRY", entryId: entry.id },
    requestedFor: { type: "OKTA_USER", externalId: ID.BOB },
  };
  const created = await org.call("POST", `${V2}/requests`, request);
  assert.equal(created.status, 202);
  assert.equal(created.body.status, "SUBMITTED");
  assert.deepEqual(org.logged(), ["access.request.create"]);
  assert.deepEqual(org.sandbox.violations, []);
});

Deno.test("what is not in the catalog cannot be requested, and the list needs its filter", async () => {
  await using org = await startOrg();
  assertError(await org.get(entries("match=x")), 400, "E0000001");
  const request = (entryId: string, type = "CATALOG_ENTRY", externalId: string = ID.BOB) =>
    org.call("POST", `${V2}/requests`, { requested: { type, entryId }, requestedFor: { externalId } });
  assertError(await request("cennone"), 404, "E0000007");
  assertError(await request("cennone", "GRANT"), 400, "E0000001");
  const [entry] = (await org.get(entries("filter=x"))).body.data;
  assertError(await request(entry.id, "CATALOG_ENTRY", "00unobody"), 404, "E0000007");
  assertError(await org.get(`${V2}/settings`), 404, "E0000008");
});
