import assert from "node:assert/strict";
import { startOrg } from "./harness.ts";

type Row = { id: string; label: string; scope?: string; groups?: { name: string }[]; syncState?: string };
const labels = (data: Record<string, unknown>) => (data.apps as Row[]).map(({ label }) => label);

Deno.test("the org's apps", async () => {
  await using org = await startOrg();
  const { text, data } = await org.call("list_applications");
  assert.match(text, /^12 apps\.\nlabel,status,signOnMode,id\nSalesforce,ACTIVE,SAML_2_0,0oa/);
  assert.equal(labels(data).length, org.sandbox.state.apps.size);
});

Deno.test("q and status narrow the list", async () => {
  await using org = await startOrg();
  const inactive = await org.call("list_applications", { status: "INACTIVE" });
  assert.deepEqual(labels(inactive.data), ["Expense Desk"]);
  const named = await org.call("list_applications", { q: "s", status: "ACTIVE" });
  assert.deepEqual(labels(named.data), ["Salesforce", "Slack", "Storefront Admin"]);
  const none = await org.call("list_applications", { q: "zzz" });
  assert.equal(none.text, 'No apps matching q "zzz".\nTry fewer letters: q finds only what a label begins with.');
  assert.deepEqual(none.data, { apps: [] });
});

Deno.test("limit and cursor go through all apps once", async () => {
  await using org = await startOrg();
  const first = await org.call("list_applications", { limit: 7 });
  const second = await org.call("list_applications", { limit: 7, cursor: first.data.next_cursor });
  assert.match(first.text, /^7 apps \(more follow\)\./);
  assert.deepEqual(
    [...labels(first.data), ...labels(second.data)],
    [...org.sandbox.state.apps.values()].map(({ label }) => label),
  );
});

Deno.test("one person's apps, each with the way it was given", async () => {
  await using org = await startOrg();
  const { text, data } = await org.call("list_applications", { user: "samir.qureshi" });
  assert.match(text, /^"Samir Qureshi" \(samir\.qureshi@harbor\.example\) has 6 apps\.\nlabel,status,given,groups,/);
  assert.match(text, /\n"Google Workspace",ACTIVE,directly,,SAML_2_0,/);
  assert.match(text, /\nWorkday,ACTIVE,"by group","People Team",SAML_2_0,/);
  assert.equal(data.total, 6);
  const workday = (data.apps as Row[]).find(({ label }) => label === "Workday");
  assert.partialDeepStrictEqual(workday, { scope: "GROUP", groups: [{ name: "People Team" }] });
});

Deno.test("several groups that give the same app are all named", async () => {
  await using org = await startOrg();
  org.group("Finance").members.add(org.user("omar.haddad").id);
  const { data } = await org.call("list_applications", { user: "omar.haddad", q: "zoom" });
  assert.deepEqual((data.apps as Row[])[0]?.groups?.map(({ name }) => name), ["Sales", "Finance"]);
});

Deno.test("somebody who lost an app no longer has it; provisioning trouble shows", async () => {
  await using org = await startOrg();
  const omar = await org.call("list_applications", { user: "omar.haddad" });
  assert.equal(labels(omar.data).includes("Salesforce"), false);
  const ethan = await org.call("list_applications", { user: "ethan.brooks", q: "Sales" });
  assert.deepEqual((ethan.data.apps as Row[]).map(({ label, syncState }) => [label, syncState]), [[
    "Salesforce",
    "ERROR",
  ]]);
  assert.match(ethan.text, /has 1 app matching q "Sales"\./);
});

Deno.test("an account that cannot sign in is told with its apps", async () => {
  await using org = await startOrg();
  const { text } = await org.call("list_applications", { user: "jane.moreno" });
  assert.match(text, /\nThe account is LOCKED_OUT: .*cannot sign in until unlocked\.\n/);
});

Deno.test("a person without apps", async () => {
  await using org = await startOrg();
  const { text, data } = await org.call("list_applications", { user: "helen.park" });
  assert.match(text, /^"Helen Park" \(helen\.park@harbor\.example\) has no apps\.\nThe account is DEPROVISIONED/);
  assert.match(text, /Next: explain_app_access user=helen\.park@harbor\.example app=… says why an app is missing\.$/);
  assert.deepEqual(data, { apps: [], total: 0 });
});

Deno.test("a person's apps come in pages too, and a cursor is that person's alone", async () => {
  await using org = await startOrg();
  const first = await org.call("list_applications", { user: "samir.qureshi", limit: 4 });
  assert.match(first.text, /has 6 apps, 4 of them here\./);
  const second = await org.call("list_applications", {
    user: "samir.qureshi",
    limit: 4,
    cursor: first.data.next_cursor,
  });
  assert.match(second.text, /has 6 apps, 2 of them here\./);
  assert.equal("next_cursor" in second.data, false);
  assert.equal(new Set([...labels(first.data), ...labels(second.data)]).size, 6);
  const stranger = { user: "omar.haddad", limit: 4, cursor: first.data.next_cursor };
  assert.match(await org.refused("list_applications", stranger), /Cannot use this cursor/);
});

Deno.test("an ambiguous person is answered with the candidates", async () => {
  await using org = await startOrg();
  assert.match(await org.refused("list_applications", { user: "maria" }), /matches 2 users/);
});
