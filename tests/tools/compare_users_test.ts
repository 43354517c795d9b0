import assert from "node:assert/strict";
import { startOrg } from "./harness.ts";

const TOOL = "compare_users";
type Difference = { kind: string; name: string; grant?: { tool: string; arguments: Record<string, string> } };

Deno.test("give him what she has: the group that brings the app, with the call that works", async () => {
  await using org = await startOrg();
  const { text, data } = await org.call(TOOL, { a: "rajesh.menon", b: "omar.haddad" });

  assert.match(
    text,
    /^"Rajesh Menon" \(.+, ACTIVE\) has 1 group, 1 app that "Omar Haddad" \(.+\) lacks, and lacks nothing\./,
  );
  assert.match(text, /\nDifferent manager: "Eleanor Marsh", "Sam Whitfield"\./);
  assert.match(
    text,
    /\n- group "Salesforce Users": add_user_to_group user=omar\.haddad@harbor\.example group=00g\w+ \(brings "Salesforce"\)/,
  );
  assert.match(text, /\n- app "Salesforce" \(comes with group "Salesforce Users"\)/);
  assert.partialDeepStrictEqual(data, {
    a: { login: "rajesh.menon@harbor.example" },
    b: { login: "omar.haddad@harbor.example" },
    only_b: [],
    common: { groups: 2, apps: 4, roles: 0 },
    profile: [{ attribute: "title" }, { attribute: "manager" }],
  });
  const [group, app] = data.only_a as Difference[];
  assert.equal(app?.grant, undefined, "an app that comes with a group needs no call of its own");
  await org.call(group!.grant!.tool, group!.grant!.arguments);
  const after = await org.call(TOOL, { a: "rajesh.menon", b: "omar.haddad" });
  assert.deepEqual(after.data.only_a, []);
});

Deno.test("an app assigned directly is granted directly, and groups that give it are named", async () => {
  await using org = await startOrg();
  const { text } = await org.call(TOOL, { a: "maria.lopez", b: "omar.haddad" });
  assert.match(
    text,
    /\n- app "Salesforce": assign_application app=0oa\w+ user=omar\.haddad@harbor\.example \(assigned directly; groups give it too, maybe the better way: "Salesforce Users"\)/,
  );
});

Deno.test("admin roles: which group gives them, and which were given directly", async () => {
  await using org = await startOrg();
  const { text, data } = await org.call(TOOL, { a: "renata.silva", b: "aisha.bello" });
  assert.match(
    text,
    /- group "Okta Administrators": .*makes its members administrators: "Organizational Administrator"/,
  );
  assert.match(text, /- role "Super Administrator" \(given directly: a super administrator gives it/);
  assert.match(text, /- role "Organizational Administrator" \(comes with a group\)/);
  assert.match(text, /- group "Retail": .*rule "Retail by department" fills it/);
  assert.match(text, /\nWhat only "Aisha Bello" .* has:\n/);
  assert.equal((data.only_a as Difference[]).filter(({ kind }) => kind === "role").length, 2);
});

Deno.test("a group whose members a directory keeps has no call", async () => {
  await using org = await startOrg();
  const [id] = org.group("Warehouse Staff").members;
  const { text, data } = await org.call(TOOL, { a: id, b: "aisha.bello" });
  assert.match(text, /- group "Warehouse Staff" \(.*a directory or app keeps its members/);
  const row = (data.only_a as Difference[]).find(({ name }) => name === "Warehouse Staff");
  assert.equal(row?.grant, undefined);
});

Deno.test("somebody deactivated is told so", async () => {
  await using org = await startOrg();
  const { text } = await org.call(TOOL, { a: "jane.moreno", b: "helen.park" });
  assert.match(text, /\n"Helen Park" \(.*\) is deactivated and can be given nothing/);
});

Deno.test("more than fits is cut at an item and counted", async () => {
  await using org = await startOrg();
  const one = org.group("Salesforce Users");
  for (let i = 0; i < 120; i++) {
    const id = `00gMany${`${i}`.padStart(13, "0")}`;
    const profile = { name: `Team ${i} with a name of some length`, description: null };
    const members = new Set([org.user("rajesh.menon").id]);
    org.sandbox.state.groups.set(id, { ...one, id, profile, members, roles: [], owners: [] });
  }
  const { text, data } = await org.call(TOOL, { a: "rajesh.menon", b: "omar.haddad" });
  assert.match(text, /has 121 groups, 1 app that/);
  assert.equal((data.only_a as Difference[]).length + (data.omitted as number), 122);
  assert.match(text, new RegExp(`\\n${data.omitted} more do not fit here`));
});

Deno.test("what the token may not read is said, the rest compared", async () => {
  await using org = await startOrg();
  org.sandbox.failNext({ status: 403, errorCode: "E0000006", path: /\/roles$/, times: 2 });
  const { text, data } = await org.call(TOOL, { a: "rajesh.menon", b: "omar.haddad" });
  assert.match(text, /\nNot readable: roles: /);
  assert.equal((data.common as { roles?: number }).roles, undefined);
  assert.equal((data.only_a as Difference[]).length, 2);
});

Deno.test("the same person twice, nobody, and an ambiguous name", async () => {
  await using org = await startOrg();
  assert.match(await org.refused(TOOL, { a: "jane.moreno", b: "Jane Moreno" }), /^Both are "Jane Moreno"/);
  assert.match(await org.refused(TOOL, { a: "jane.moreno", b: "Maria Lop" }), /No user matches/);
  assert.match(await org.refused(TOOL, { a: "Alex Kim", b: "jane.moreno" }), /matches 2 users/);
});
