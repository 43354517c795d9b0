import assert from "node:assert/strict";
import { startOrg } from "./harness.ts";

type Row = { id: string; name: string };

Deno.test("an app's summary, with the certificate that is about to run out", async () => {
  await using org = await startOrg();
  const workday = org.app("Workday");

  const { text, data } = await org.call("get_application_details", { app: "workday" });

  assert.match(text, /^App "Workday" is ACTIVE\. Sign-on SAML_2_0, catalog name workday, id 0oa\w+\.\n/);
  assert.match(text, /\nAssigned to 10 users, given by 2 groups: "Finance", "People Team"\.\n/);
  assert.match(text, /\nAccess policy "Customer and payroll data": 5 rules\.\n/);
  assert.match(
    text,
    /\nThe signing certificate runs out in 11 days \(2026-07-26 14:00 UTC\): without a new one sign-in fails\.$/,
  );
  assert.deepEqual(data, {
    id: workday.id,
    label: "Workday",
    name: "workday",
    status: "ACTIVE",
    signOnMode: "SAML_2_0",
    created: workday.created,
    lastUpdated: workday.lastUpdated,
    provisioning: ["IMPORT_NEW_USERS", "IMPORT_PROFILE_UPDATES"],
    counts: { users: 10, groups: 2 },
    groups: ["Finance", "People Team"].map((name, priority) => ({ id: org.group(name).id, name, priority })),
    certificate_expires: "2026-07-26T14:00:00.000Z",
    access_policy: { id: workday.accessPolicyId, name: "Customer and payroll data", status: "ACTIVE" },
  });
});

Deno.test("an app that is switched off, and whose certificate has run out", async () => {
  await using org = await startOrg();
  const { text } = await org.call("get_application_details", { app: "Expense Desk" });
  assert.match(text, /^App "Expense Desk" is INACTIVE: nobody can use it\./);
  assert.match(text, /given by no group\.\n/);
  assert.match(text, /\nThe signing certificate ran out 40 days ago/);
});

Deno.test("include lists users, groups, certificates and the policy's rules in words", async () => {
  await using org = await startOrg();
  const include = ["users", "groups", "certificates", "policy"];

  const { text, data } = await org.call("get_application_details", { app: "Salesforce", include });

  const assigned = data.users as Row[];
  assert.equal(assigned.length, (data.counts as { users: number }).users);
  assert.match(text, /\n"Maria Lopez",maria\.lopez@harbor\.example,ACTIVE,USER,/);
  assert.match(text, /\n"Ethan Brooks",ethan\.brooks@harbor\.example,ACTIVE,GROUP,STAGED,ERROR,/);
  assert.deepEqual(data.groups, [{ id: org.group("Salesforce Users").id, name: "Salesforce Users", priority: 0 }]);
  assert.partialDeepStrictEqual(data.certificates, [{ in_use: true, expiresAt: "2028-03-17T14:00:00.000Z" }]);
  assert.partialDeepStrictEqual((data.access_policy as { rules: unknown[] }).rules, [
    {
      name: "From the offices",
      access: "ALLOW",
      factors: "2FA",
      conditions: ['from zone "Harbor Offices" or "Harbor VPN"'],
    },
    { name: "Outside Harbor countries", access: "DENY", conditions: ['not from zone "Harbor Countries"'] },
  ]);
  assert.match(text, /\n1\. "From the offices": ALLOW with 2FA if from zone "Harbor Offices" or "Harbor VPN"\n/);
  assert.match(text, /\n3\. "Registered and managed devices": ALLOW with 2FA if device registered, device managed\n/);
  assert.match(
    text,
    /\n4\. .* if in group "Salesforce Users" or "Finance" or "People Team"\n5\. "Catch-all Rule": DENY in every case$/,
  );
});

Deno.test("settings are paths and values, without secrets", async () => {
  await using org = await startOrg();
  const app = org.app("Storefront Admin");
  (app.settings.app as Record<string, unknown>).apiKey = "planted-api-key-0123456789";
  (app.settings.app as Record<string, unknown>).nested = { client_secret: "planted-client-secret-0123456789" };

  const { text, data } = await org.call("get_application_details", { app: "Storefront Admin", include: ["settings"] });

  assert.match(
    text,
    /\nsettings\.oauthClient\.redirect_uris: \["https:\/\/admin\.harbor\.example\/authorization-code\/callback"\]\n/,
  );
  assert.partialDeepStrictEqual(data.settings, {
    "settings.oauthClient.application_type": "web",
    "settings.app.apiKey": "[redacted]",
    "settings.app.nested.client_secret": "[redacted]",
  });
  assert.doesNotMatch(text + JSON.stringify(data), /planted/);
});

Deno.test("users come in pages; the count is told while it is certain", async () => {
  await using org = await startOrg();
  const include = ["users"];
  const first = await org.call("get_application_details", { app: "Slack", include, limit: 40 });
  assert.deepEqual(first.data.counts, { groups: 1 });
  assert.match(first.text, /\nGiven by 1 group: "Everyone"\.\n/);
  const second = await org.call("get_application_details", {
    app: "Slack",
    include,
    limit: 40,
    cursor: first.data.next_cursor,
  });
  const ids = [first, second].flatMap(({ data }) => (data.users as Row[]).map(({ id }) => id));
  assert.equal(new Set(ids).size, org.group("Everyone").members.size);
  assert.equal("next_cursor" in second.data, false);
});

Deno.test("more users than one page are not counted out", async () => {
  await using org = await startOrg();
  const model = org.user("aisha.bello");
  for (let i = 0; i < 200; i++) {
    const id = `00uBulk${String(i).padStart(13, "0")}`;
    org.sandbox.state.users.set(id, { ...model, id, profile: { ...model.profile, login: `bulk${i}@harbor.example` } });
    org.group("Everyone").members.add(id);
  }
  const { text, data } = await org.call("get_application_details", { app: "Slack" });
  assert.match(text, /\nAssigned to more than 200 users, given by 1 group: "Everyone"\.\n/);
  assert.deepEqual(data.counts, { groups: 1 });
});

Deno.test("an app without sign-on policy, provisioning or certificate", async () => {
  await using org = await startOrg();
  Object.assign(org.app("Harbor Handbook"), { accessPolicyId: null });
  const { text, data } = await org.call("get_application_details", {
    app: "Harbor Handbook",
    include: ["policy", "certificates"],
  });
  assert.doesNotMatch(text, /Access policy "/);
  assert.match(text, /\nNo provisioning\.\n/);
  assert.match(text, /\nSigning certificates: none\n/);
  assert.equal("access_policy" in data, false);
});

Deno.test("what the token may not read is said, and the rest is told", async () => {
  await using org = await startOrg();
  org.sandbox.failNext({ status: 403, errorCode: "E0000006", path: "/api/v1/policies" });
  org.sandbox.failNext({ status: 403, errorCode: "E0000006", path: /\/groups$/ });

  const { text, data } = await org.call("get_application_details", { app: "Slack", include: ["policy", "groups"] });

  assert.match(text, /^App "Slack" is ACTIVE\./);
  assert.match(text, /\nAssigned to 60 users\.\n/);
  assert.match(text, /\nNot readable: groups: .*\nNot readable: policy: /);
  assert.deepEqual(data.counts, { users: 60 });
  assert.equal((data.unreadable as string[]).length, 2);
});

Deno.test("an unknown app is answered with the nearest", async () => {
  await using org = await startOrg();
  assert.match(
    await org.refused("get_application_details", { app: "Workspace" }),
    /No app matches "Workspace"\. The nearest:\n- "Google Workspace"/,
  );
});
