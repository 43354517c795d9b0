import assert from "node:assert/strict";
import { startOrg } from "./harness.ts";
import { tokens } from "./tokens.ts";

const UNLIMITED = { rateLimits: { "/api/v1/logs": 1e6, "/api/v1/users/{id}": 1e6, "/api/v1/apps": 1e6 } };

interface Link {
  link: string;
  holds: string;
  says: string;
}

/** Person and app, whether it opens, where it breaks, and what the answer must name. */
const CASES: [user: string, app: string, access: string, breaksAt: string | undefined, says: RegExp[]][] = [
  ["omar.haddad", "Salesforce", "no", "assignment", [
    /^No: "Omar Haddad" .* cannot use "Salesforce"/,
    /they are in no group that gives it \("Salesforce Users"\)/,
    /2026-07-12 12:00 UTC: removed from group "Salesforce Users" by "Renata Silva"/,
    /refused at the app 4 times/,
    /1\. Ask "Renata Silva".*\n2\. .*: add_user_to_group user=omar\.haddad@harbor\.example group="Salesforce Users"/,
    /Whom to ask: "Rajesh Menon", owner of "Salesforce Users".*"Sam Whitfield" .*the manager/,
  ]],
  ["sam.whitfield", "Salesforce", "no", "policy", [
    /BREAKS: denied 57 minutes ago by rule "Outside Harbor countries" of policy "Customer and payroll data"/,
    /2\. "Outside Harbor countries" DENY: not from zone "Harbor Countries"/,
    /rule added to the policy: "Outside Harbor countries" by "Renata Silva"/,
    /\n1\. .*, or ask "Renata Silva" \("renata\.silva@[\w.]+"\), who changed the policy's rules last\./,
  ]],
  ["ethan.brooks", "Salesforce", "no", "account", [
    /no licence of type Salesforce is left/,
    /retry the provisioning task/,
  ]],
  ["jane.moreno", "Microsoft Office 365", "no", "user", [/the account is LOCKED_OUT/, /investigate_user user=jane/]],
  ["helen.park", "Slack", "no", "user", [/DEPROVISIONED/, /the app was taken away by "IT Automation"/]],
  ["aisha.bello", "Slack", "yes", undefined, [
    /^Yes: /,
    /assigned through the group "Everyone"/,
    /get_application_logs/,
  ]],
  ["aisha.bello", "Workday", "no", "assignment", [
    /The log of 90 days has nothing of them and this app/,
    /1\. .*: request_app_access user=aisha/,
    /assign_application user=aisha\.bello@harbor\.example app=Workday/,
    /"Victor Almeida", owner of "Finance"; "Eleanor Marsh"/,
  ]],
  ["priya.nair", "Workday", "yes", undefined, [
    /through the group "Finance", which the rule "Finance by department" fills/,
    /denied 2 times from "Bucharest, Romania".*no place of theirs/,
    /\n1\. .*: review_user_security user=priya/,
  ]],
];

Deno.test("whether, where it breaks, why, and how to mend it", async (t) => {
  await using org = await startOrg(UNLIMITED);
  for (const [user, app, access, breaksAt, says] of CASES) {
    await t.step(`${user} and ${app}`, async () => {
      const before = org.sandbox.requests.length;
      const { text, data } = await org.call("explain_app_access", { user, app });
      assert.equal(data.access, access);
      assert.equal(data.breaks_at, breaksAt);
      for (const pattern of says) assert.match(text, pattern);
      for (const { says } of data.links as Link[]) assert(text.includes(says));
      assert(org.sandbox.requests.length - before <= 18, `${org.sandbox.requests.length - before} requests`);
      assert(tokens(text) <= 1_500, `${tokens(text)} tokens`);
    });
  }
});

Deno.test("the proposed change mends it", async () => {
  await using org = await startOrg(UNLIMITED);
  const { data } = await org.call("explain_app_access", { user: "omar.haddad", app: "Salesforce" });
  const steps = data.next as { tool?: string; arguments?: Record<string, unknown> }[];
  const step = steps.find(({ tool }) => tool !== undefined);
  assert.equal(step?.tool, "add_user_to_group");
  await org.call(step.tool, step.arguments);
  const after = await org.call("explain_app_access", { user: "omar.haddad", app: "Salesforce" });
  assert.deepEqual((after.data.links as Link[]).find(({ link }) => link === "assignment")?.holds, "yes");
});

Deno.test("an inactive app", async () => {
  await using org = await startOrg();
  const app = [...org.sandbox.state.apps.values()].find(({ status }) => status === "INACTIVE");
  assert(app);
  const { data, text } = await org.call("explain_app_access", { user: "aisha.bello", app: app.label });
  assert.equal(data.breaks_at, "app");
  assert.match(text, /an app administrator must activate the app/i);
});

Deno.test("names that mean several, or nobody", async () => {
  await using org = await startOrg();
  assert.match(await org.refused("explain_app_access", { user: "Alex Kim", app: "Slack" }), /alex\.kim2@/);
  assert.match(await org.refused("explain_app_access", { user: "aisha.bello", app: "Slak" }), /"Slack"/);
});

Deno.test("without the right to read policies and the log the rest is still explained", async () => {
  await using org = await startOrg();
  org.sandbox.failNext({ path: "/api/v1/policies", status: 403, errorCode: "E0000006", times: 5 });
  org.sandbox.failNext({ path: "/api/v1/logs", status: 403, errorCode: "E0000006", times: 5 });
  const { data, text } = await org.call("explain_app_access", { user: "aisha.bello", app: "Slack" });
  assert.equal(data.access, "depends");
  assert.match(text, /sign-on policy depends: the app's policy could not be read/);
  assert.match(text, /Not readable with this token: the System Log/);
});
