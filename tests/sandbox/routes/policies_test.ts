import assert from "node:assert/strict";
import { assertError, ids, startOrg } from "../harness.ts";
import { ID } from "../small_org.ts";

const POLICY = `/api/v1/policies/${ID.TWO_FACTORS}`;

Deno.test("policies are listed by type, with their rules in order of priority", async () => {
  await using org = await startOrg();
  assert.deepEqual(ids(await org.get("/api/v1/policies?type=ACCESS_POLICY")), [ID.TWO_FACTORS]);
  assert.deepEqual(ids(await org.get("/api/v1/policies?type=ACCESS_POLICY&status=INACTIVE")), []);
  assertError(await org.get("/api/v1/policies"), 400, "E0000001");
  const { body } = await org.get(`${POLICY}?expand=rules`);
  assert.equal(body.rules, undefined);
  assert.equal(body._embedded.rules.length, 4);
  assert(body._links.mappings && body._links.deactivate);
  const rules = (await org.get(`${POLICY}/rules`)).body.map(({ name }: { name: string }) => name);
  assert.deepEqual(rules, ["Guests out", "From the office", "Managed devices", "Catch all"]);
  assert.equal((await org.get(`${POLICY}/rules/rulCatchall`)).body.name, "Catch all");
  assertError(await org.get(`${POLICY}/rules/none`), 404, "E0000007");
  assert.equal(
    (await org.get("/api/v1/policies/none")).body.errorSummary,
    "Not found: Resource not found: none (Policy)",
  );
});

Deno.test("mappings name the apps that a policy guards", async () => {
  await using org = await startOrg();
  const { body } = await org.get(`${POLICY}/mappings`);
  assert.equal(body.length, 3);
  assert.equal(body[0]._links.application.href, `${org.sandbox.url}/api/v1/apps/${ID.CRM}`);
  assert.deepEqual((await org.get(`/api/v1/policies/${ID.SIGN_ON}/mappings`)).body, []);
});

/** The names that a simulation gives: the rule that decides, those that cannot be told, those passed over. */
async function simulate(policyContext: Record<string, unknown>) {
  await using org = await startOrg();
  org.sandbox.state.groups.get(ID.GUESTS)!.members.add(ID.BOB);
  const { status, body } = await org.call("POST", "/api/v1/policies/simulate?expand=EVALUATED,RULE", {
    appInstance: ID.CRM,
    policyTypes: ["ACCESS_POLICY"],
    policyContext: { user: { id: ID.ADA }, groups: { ids: [] }, ...policyContext },
  });
  assert.equal(status, 200, JSON.stringify(body));
  const [evaluation] = body.evaluation;
  const rules = (part: string) =>
    evaluation[part].policies.flatMap((policy: { rules: { name: string }[] }) => policy.rules.map(({ name }) => name));
  return { decides: rules("result"), unknown: rules("undefined"), passed: rules("evaluated") };
}

Deno.test("a simulation names the rule that decides, and what it cannot tell", async () => {
  assert.deepEqual(await simulate({ ip: "192.0.2.77" }), {
    decides: ["From the office"],
    unknown: [],
    passed: ["Guests out"],
  });
  assert.deepEqual(await simulate({ ip: "198.51.100.7" }), {
    decides: ["From the office"],
    unknown: [],
    passed: ["Guests out"],
  });
  assert.deepEqual(await simulate({ ip: "203.0.113.1", device: { managed: false } }), {
    decides: ["Catch all"],
    unknown: [],
    passed: ["Guests out", "From the office", "Managed devices"],
  });
  assert.deepEqual(await simulate({}), {
    decides: ["Catch all"],
    unknown: ["From the office", "Managed devices"],
    passed: ["Guests out"],
  });
  assert.deepEqual(await simulate({ user: { id: ID.BOB } }), { decides: ["Guests out"], unknown: [], passed: [] });
  assert.deepEqual((await simulate({ zones: { ids: [ID.OFFICE] } })).decides, ["From the office"]);
});

Deno.test("a simulation covers every policy type, and shows rules only when asked", async () => {
  await using org = await startOrg();
  const request = { appInstance: ID.CRM, policyContext: { user: { id: ID.ADA }, groups: { ids: [] } } };
  const { evaluation } = (await org.call("POST", "/api/v1/policies/simulate", request)).body;
  const types = evaluation.map(({ policyType }: { policyType: string }) => policyType);
  assert.deepEqual(types, ["OKTA_SIGN_ON", "MFA_ENROLL", "ACCESS_POLICY", "PROFILE_ENROLLMENT"]);
  assert.equal(evaluation[0].result.policies[0].name, "Sign-on");
  assert.equal(evaluation[0].result.policies[0].rules, undefined);
  assert.deepEqual(evaluation[1].result.policies, []);
});

Deno.test("a simulation takes one object, and an app and a person that exist", async () => {
  await using org = await startOrg();
  const post = (body: unknown) => org.call("POST", "/api/v1/policies/simulate", body);
  const policyContext = { user: { id: ID.ADA }, groups: { ids: [] } };
  assertError(await post([{ appInstance: ID.CRM, policyContext }]), 400, "E0000003");
  assertError(await post({ appInstance: "none", policyContext }), 404, "E0000007");
  const nobody = { ...policyContext, user: { id: "nobody" } };
  assertError(await post({ appInstance: ID.CRM, policyContext: nobody }), 404, "E0000007");
  const both = { ...policyContext, groups: { ids: [ID.SALES] } };
  assertError(await post({ appInstance: ID.CRM, policyContext: both }), 400, "E0000001");
});
