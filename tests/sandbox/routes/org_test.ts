import assert from "node:assert/strict";
import { assertError, startOrg } from "../harness.ts";
import { ID } from "../small_org.ts";

Deno.test("the org tells who it is", async () => {
  await using org = await startOrg();
  const { body } = await org.get("/api/v1/org");
  assert.deepEqual([body.companyName, body.subdomain, body.status], ["Small", "small", "ACTIVE"]);
  const metadata = (await org.get("/.well-known/okta-organization")).body;
  assert.deepEqual([metadata.id, metadata.pipeline], [body.id, "idx"]);
});

Deno.test("the API token in use is listed with its owner", async () => {
  await using org = await startOrg();
  const [token, ...rest] = (await org.get("/api/v1/api-tokens")).body;
  assert.deepEqual(rest, []);
  assert.deepEqual([token.userId, token.tokenWindow], [ID.ADMIN, "P30D"]);
  assert(!JSON.stringify(token).includes(org.sandbox.token));
  await org.call("POST", `/api/v1/users/${ID.BOB}/lifecycle/unlock`);
  assert.equal(org.sandbox.state.events[0]?.transaction.detail["requestApiTokenId"], token.id);
});

Deno.test("the user schema has Okta's base attributes and the org's own", async () => {
  await using org = await startOrg();
  const { base, custom } = (await org.get("/api/v1/meta/schemas/user/default")).body.definitions;
  assert.equal(Object.keys(base.properties).length, 31);
  assert.deepEqual(base.required, ["login", "firstName", "lastName", "email"]);
  assert.equal(custom.properties.badge.type, "string");
  const [type] = (await org.get("/api/v1/meta/types/user")).body;
  assert.equal(type.default, true);
  assert.equal((await org.get(`/api/v1/meta/types/user/${type.id}`)).status, 200);
  assert.equal((await org.get(new URL(type._links.schema.href).pathname)).status, 200);
  assertError(await org.get("/api/v1/meta/schemas/user/none"), 404, "E0000007");
});
