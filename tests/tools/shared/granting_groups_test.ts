import assert from "node:assert/strict";
import { appsOfUser } from "../../../src/okta/apps.ts";
import { groupsOfUser } from "../../../src/okta/groups.ts";
import { assignedApps } from "../../../src/tools/shared/assigned_app.ts";
import { grantingGroups } from "../../../src/tools/shared/granting_groups.ts";
import { type Org, startOrg } from "../harness.ts";

/** Puts a person into further groups that give nothing. */
function addGroups(org: Org, login: string, count: number): void {
  for (let i = 0; i < count; i++) {
    const id = `00gBulk${String(i).padStart(13, "0")}`;
    const profile = { name: `Bulk ${i}`, description: null };
    org.sandbox.state.groups.set(id, { ...org.group("Retail"), id, profile, members: new Set([org.user(login).id]) });
  }
}

const lookUps = (org: Org, path: RegExp) => org.sandbox.requests.filter(({ url }) => path.test(url)).length;
const BY_APP = /\/apps\/\w+\/groups/;
const BY_GROUP = /\/groups\/\w+\/apps/;

Deno.test("both ways of asking find the same groups; the one that costs less is taken", async () => {
  await using org = await startOrg();
  const { okta } = org.services;
  const omar = org.user("omar.haddad").id;
  const apps = await appsOfUser(okta, omar);
  const names = async () => {
    const giving = await grantingGroups(okta, apps, await groupsOfUser(okta, omar));
    return apps.map(({ id, label }) => [label, giving.get(id)?.map(({ name }) => name)]);
  };

  const byGroup = await names();
  assert.deepEqual([lookUps(org, BY_APP), lookUps(org, BY_GROUP)], [0, 2]);
  addGroups(org, "omar.haddad", 30);
  const byApp = await names();
  assert.deepEqual([lookUps(org, BY_APP), lookUps(org, BY_GROUP)], [apps.length, 2]);

  assert.deepEqual(byGroup, [
    ["Microsoft Office 365", ["Everyone"]],
    ["Slack", ["Everyone"]],
    ["Zoom", ["Sales"]],
    ["Harbor Handbook", ["Everyone"]],
  ]);
  assert.deepEqual(byApp, byGroup);
});

Deno.test("an app that none of the groups gives has an empty list", async () => {
  await using org = await startOrg();
  const { okta } = org.services;
  const apps = await appsOfUser(okta, org.user("omar.haddad").id);
  const giving = await grantingGroups(okta, apps, []);
  assert.deepEqual([...giving.values()], apps.map(() => []));
});

Deno.test("of very many apps the first ones are looked up, inside the rate limit", async () => {
  await using org = await startOrg();
  const { okta } = org.services;
  for (let i = 0; i < 90; i++) {
    const id = `0oaBulk${String(i).padStart(13, "0")}`;
    org.sandbox.state.apps.set(id, { ...org.app("Slack"), id, label: `Bulk ${i}` });
  }
  addGroups(org, "aisha.bello", 210);
  const aisha = org.user("aisha.bello");
  const [apps, groups] = await Promise.all([appsOfUser(okta, aisha.id), groupsOfUser(okta, aisha.id)]);

  const rows = await assignedApps(okta, aisha.profile, apps, groups);

  assert.equal(rows.length > 90, true);
  assert.equal(rows.filter(({ groups }) => groups !== undefined).length, 40);
  assert.deepEqual([lookUps(org, BY_APP), lookUps(org, BY_GROUP)], [40, 0]);
});
