import assert from "node:assert/strict";
import { toApp } from "../../src/okta/apps.ts";
import { misfit, type ProfileAttribute, profileAttributes, sourceOf } from "../../src/okta/user_schema.ts";
import { getUser, toUser } from "../../src/okta/users.ts";
import { demoOrg } from "./demo_org.ts";
import { fakeOkta, freely } from "./fake_okta.ts";

const attribute = (more: Partial<ProfileAttribute> = {}): ProfileAttribute => ({
  name: "title",
  type: "string",
  required: false,
  mutability: "READ_WRITE",
  minLength: null,
  maxLength: null,
  values: [],
  master: "PROFILE_MASTER",
  sources: [],
  ...more,
});

Deno.test("the schema of the user's own type is read: Okta's attributes and the org's", async () => {
  await using org = await demoOrg();
  const user = await getUser(org.okta, org.user("hanna.virtanen").id);
  org.sent();
  const attributes = await profileAttributes(org.okta, user);
  assert.deepEqual(org.sent(), [`GET /api/v1/meta/schemas/user/${user.schemaId}`]);
  assert.match(user.schemaId ?? "", /^osc/);
  assert.partialDeepStrictEqual(attributes.get("login"), { required: true, minLength: 5, maxLength: 100 });
  assert.equal(attributes.get("startDate")?.type, "string");
  assert.equal(attributes.has("constructor"), false);
});

Deno.test("a schema as Okta also sends it: required inside the attribute, no owner, enums, nulls", async () => {
  const properties = {
    firstName: { type: "string", required: true, minLength: 1, maxLength: null, master: null },
    region: { type: "string", enum: ["EMEA", "APAC"], mutability: "READ_WRITE", master: { type: "OKTA" } },
    costCenter: {
      type: "integer",
      master: { type: "OVERRIDE", priority: [{ type: "APP", value: "0oaHR" }, { type: "OKTA", value: "00o1" }] },
    },
  };
  await using server = fakeOkta(() => Response.json({ definitions: { base: { properties }, custom: null } }));
  const attributes = await profileAttributes(server.connection.forCall(freely()), toUser({ id: "00u1" }));
  assert.equal(server.requests[0]?.path, "/api/v1/meta/schemas/user/default");
  assert.partialDeepStrictEqual(attributes.get("firstName"), { required: true, master: null, maxLength: null });
  assert.deepEqual(attributes.get("region")?.values, ["EMEA", "APAC"]);
  assert.deepEqual(attributes.get("costCenter")?.sources, ["0oaHR", null]);
});

Deno.test("a value that the schema rules out is told with the reason", () => {
  const reason = (value: unknown, more?: Partial<ProfileAttribute>) => misfit(attribute(more), value);
  assert.equal(reason("Buyer"), undefined);
  assert.equal(reason(null), undefined);
  assert.match(reason(null, { required: true }) ?? "", /required/);
  assert.match(reason(7) ?? "", /of type string/);
  assert.match(reason(1.5, { type: "integer" }) ?? "", /of type integer/);
  assert.equal(reason(2, { type: "integer" }), undefined);
  assert.equal(reason(["a"], { type: "array" }), undefined);
  assert.match(reason({}, { type: "array" }) ?? "", /of type array/);
  assert.equal(reason({}, { type: null }), undefined);
  assert.match(reason("LATAM", { values: ["EMEA"] }) ?? "", /one of "EMEA"/);
  assert.match(reason("a", { minLength: 2 }) ?? "", /at least 2/);
  assert.match(reason("abc", { maxLength: 2 }) ?? "", /at most 2/);
  for (const mutability of ["READ_ONLY", "IMMUTABLE"]) {
    assert.match(reason("Buyer", { mutability }) ?? "", /Profile Editor/);
  }
});

Deno.test("who decides an attribute: Okta, a directory, the HR app, or the first in the org's own order", () => {
  const okta = toUser({ credentials: { provider: { type: "OKTA", name: "OKTA" } } });
  const directory = toUser({ credentials: { provider: { type: "ACTIVE_DIRECTORY", name: "corp.example" } } });
  const hr = toApp({ id: "0oaHR", label: "Workday", features: ["PROFILE_MASTERING"] });
  const chat = toApp({ id: "0oaCHAT", label: "Chat", features: [] });
  assert.equal(sourceOf(attribute(), okta, [chat]), undefined);
  assert.equal(sourceOf(attribute(), okta, [chat, hr]), '"Workday"');
  assert.equal(sourceOf(attribute(), directory, []), 'Active Directory ("corp.example")');
  assert.equal(sourceOf(attribute({ master: "OKTA" }), directory, [hr]), undefined);
  const override = (...sources: (string | null)[]) => attribute({ master: "OVERRIDE", sources });
  assert.equal(sourceOf(override("0oaHR", null), okta, [hr]), '"Workday"');
  assert.equal(sourceOf(override("0oaHR", null), okta, [chat]), undefined);
  assert.equal(sourceOf(override(null, "0oaHR"), okta, [hr]), undefined);
});
