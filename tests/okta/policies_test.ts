import assert from "node:assert/strict";
import { getApp } from "../../src/okta/apps.ts";
import { accessPolicyOf, signOnPolicies, simulate } from "../../src/okta/policies.ts";
import { networkZones } from "../../src/okta/zones.ts";
import { demoOrg } from "./demo_org.ts";
import { fakeOkta, freely, refusal } from "./fake_okta.ts";

Deno.test("an app's policy is read with its rules in the order in which Okta tries them", async () => {
  await using org = await demoOrg();
  const app = await getApp(org.okta, org.app("Salesforce").id);
  const policy = await accessPolicyOf(org.okta, app);
  assert.equal(policy?.id, app.accessPolicyId);
  assert.deepEqual(
    policy?.rules.map(({ priority }) => priority),
    policy?.rules.map(({ priority }) => priority).toSorted(),
  );
  assert.equal(policy?.rules.at(-1)?.system, true);
  assert(policy?.rules.some(({ access }) => access === "DENY"));
  assert.equal(await accessPolicyOf(org.okta, { ...app, accessPolicyId: null }), null);
});

Deno.test("a catch-all rule comes last, whatever its number", async () => {
  const rules = [
    { id: "r1", name: "Catch-all", priority: 0, system: true },
    { id: "r2", name: "second", priority: 2, system: false, actions: { appSignOn: { access: "DENY" } } },
    { id: "r3", name: "first", priority: 1, conditions: null },
  ];
  await using server = fakeOkta((request) =>
    Response.json(request.url.endsWith("/rules") ? rules : { id: "rst1", name: "P" })
  );
  const policy = await accessPolicyOf(server.connection.forCall(freely()), { accessPolicyId: "rst1" } as never);
  assert.deepEqual(policy?.rules.map(({ name, access }) => [name, access]), [["first", null], ["second", "DENY"], [
    "Catch-all",
    null,
  ]]);
});

Deno.test("the policies for signing in to Okta are read by priority", async () => {
  await using org = await demoOrg();
  const policies = await signOnPolicies(org.okta);
  assert.deepEqual(policies.map(({ priority }) => priority), policies.map((_, i) => i + 1));
  assert(policies.every(({ type, rules }) => type === "OKTA_SIGN_ON" && rules.length > 0));
});

Deno.test("Okta's own engine tells the deciding rule and those before it", async () => {
  await using org = await demoOrg();
  const app = await getApp(org.okta, org.app("Salesforce").id);
  const simulated = await simulate(org.okta, { appId: app.id, userId: org.user("jane.moreno").id, ip: "203.0.113.9" });
  const access = simulated?.find(({ policyType }) => policyType === "ACCESS_POLICY");
  const policy = await accessPolicyOf(org.okta, app);
  assert.equal(access?.policy, policy?.name);
  const told = [...access?.passedOver ?? [], ...access?.undecided ?? []].map(({ rule }) => rule);
  assert.deepEqual(new Set([...told, access?.rule]), new Set(policy?.rules.map(({ name }) => name)));
  assert(access?.passedOver.every(({ conditions }) => conditions.length > 0));
});

Deno.test("an org without simulation is no failure, a refused one is", async () => {
  for (
    const [status, code, gone] of [[401, "E0000015", true], [404, "E0000007", true], [403, "E0000006", false]] as const
  ) {
    await using server = fakeOkta(() => refusal(status, code));
    const answer = simulate(server.connection.forCall(freely()), { appId: "0oa1", userId: "00u1" });
    if (gone) assert.equal(await answer, null);
    else await assert.rejects(answer, { code });
  }
});

Deno.test("network zones are named", async () => {
  await using org = await demoOrg();
  const zones = await networkZones(org.okta);
  assert.deepEqual(zones.map(({ id }) => id).sort(), [...org.sandbox.state.zones.keys()].sort());
  assert(zones.some(({ usage }) => usage === "BLOCKLIST"));
});
