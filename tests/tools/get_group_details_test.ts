import assert from "node:assert/strict";
import { startOrg } from "./harness.ts";

type Row = { id: string; name: string };

Deno.test("a group that a rule fills: what it holds, and that a removal does not last", async () => {
  await using org = await startOrg();
  const sales = org.group("Sales");

  const { text, data } = await org.call("get_group_details", { group: "sales" });

  assert.match(text, /^Group "Sales" \(OKTA_GROUP, id 00g\w+\) has 9 members, 1 app, 1 owner, 1 rule\./);
  assert.match(text, /\nFilled by rule "Sales by department": whom it matches comes back after a removal/);
  assert.deepEqual(data, {
    id: sales.id,
    name: "Sales",
    type: "OKTA_GROUP",
    description: sales.profile.description,
    created: sales.created,
    lastMembershipUpdated: sales.lastMembershipUpdated,
    counts: { members: 9, apps: 1, owners: 1, rules: 1 },
    filled_by: ["Sales by department"],
  });
});

Deno.test("include lists members, apps, owners and rules", async () => {
  await using org = await startOrg();
  const include = ["members", "apps", "owners", "rules"];
  const { text, data } = await org.call("get_group_details", { group: "Sales", include });
  assert.partialDeepStrictEqual(data, {
    apps: [{ label: "Zoom", status: "ACTIVE" }],
    owners: [{ name: "Rajesh Menon", type: "USER" }],
    rules: [{ name: "Sales by department", status: "ACTIVE", expression: 'user.department=="Sales"' }],
  });
  assert.equal((data.members as Row[]).length, 9);
  assert.match(text, /\nMembers: 9 of 9\nname,login,status,title,id\n/);
  assert.match(text, /\n"Omar Haddad",omar\.haddad@harbor\.example,ACTIVE,"Account Executive",00u/);
  assert.match(
    text,
    /\nRules that fill it: 1\nname,status,expression,id\n"Sales by department",ACTIVE,"user\.department==""Sales""",0pr/,
  );
});

Deno.test("members come in pages", async () => {
  await using org = await startOrg();
  const include = ["members"];
  const first = await org.call("get_group_details", { group: "Everyone", include, limit: 50 });
  assert.match(first.text, /\nMembers: 50 of 60\n/);
  const second = await org.call("get_group_details", {
    group: "Everyone",
    include,
    limit: 50,
    cursor: first.data.next_cursor,
  });
  const ids = [first, second].flatMap(({ data }) => (data.members as Row[]).map(({ id }) => id));
  assert.deepEqual(ids.toSorted(), [...org.group("Everyone").members].toSorted());
  const other = { group: "Sales", include, cursor: first.data.next_cursor };
  assert.match(await org.refused("get_group_details", other), /belongs to another list/);
});

Deno.test("membership that gives admin roles is told unasked", async () => {
  await using org = await startOrg();
  const { text, data } = await org.call("get_group_details", { group: "Okta Administrators" });
  assert.match(text, /\nMembers are administrators: "Organizational Administrator"\./);
  assert.deepEqual(data.admin_roles, ["Organizational Administrator"]);
});

Deno.test("a group that a directory owns, one that Okta keeps, one that nobody fills by rule", async () => {
  await using org = await startOrg();
  const filling: Record<string, RegExp> = {
    "Warehouse Staff": /\nIts members come from the directory or app that owns it: change them there\./,
    "Everyone": /\nOkta itself keeps its members\./,
    "Operations": /\nFilled by rule "Operations by department":/,
    "IT": /\nNo rule fills it: members are added and removed by hand\./,
  };
  for (const [group, expected] of Object.entries(filling)) {
    assert.match((await org.call("get_group_details", { group })).text, expected);
  }
});

Deno.test("a rule that is switched off fills nothing but is listed", async () => {
  await using org = await startOrg();
  for (const rule of org.sandbox.state.groupRules.values()) rule.status = "INACTIVE";
  const { text, data } = await org.call("get_group_details", { group: "Sales", include: ["rules"] });
  assert.match(text, /\nNo rule fills it/);
  assert.partialDeepStrictEqual(data.rules, [{ status: "INACTIVE" }]);
});

Deno.test("an unknown group is answered with the nearest", async () => {
  await using org = await startOrg();
  assert.match(
    await org.refused("get_group_details", { group: "Enginering team" }),
    /No group matches "Enginering team"/,
  );
});
