import assert from "node:assert/strict";
import type { OrgState } from "../../src/sandbox/state.ts";
import { type Org, startOrg } from "./harness.ts";
import { itemOf, sentBy } from "./writes.ts";

const OMAR = "omar.haddad@harbor.example";
const AISHA = "aisha.bello@harbor.example";

/** Makes a change and gives its id. */
async function change(org: Org, tool: string, args: Record<string, unknown>): Promise<string> {
  return itemOf(await org.call(tool, args)).change!;
}

/** What people are and have, without nulls: to Okta they are the same as nothing. */
function stateOf({ users, groups, apps }: OrgState): unknown {
  const facts = {
    people: [...users.values()].map(({ profile, status }) => [profile, status]),
    members: [...groups.values()].map(({ members }) => [...members].sort()),
    apps: [...apps.values()].map((
      { label, settings, visibility, users, groups },
    ) => [label, settings, visibility, [...users.keys()].sort(), [...groups.keys()].sort()]),
  };
  return JSON.parse(JSON.stringify(facts, (_key, value) => value ?? undefined));
}

const UNDOABLE: [tool: string, args: Record<string, unknown>][] = [
  ["update_user_profile", { user: AISHA, profile: { title: "Lead Buyer", nickName: "Ash", city: null } }],
  ["update_user_profile", { user: OMAR, profile: { login: "omar@harbor.example", email: "omar@harbor.example" } }],
  ["update_application_config", { app: "Zoom", changes: { "label": "Z", "settings.notes.admin": "x" } }],
  ["change_user_status", { user: AISHA, action: "suspend" }],
  ["change_user_status", { user: "dmitri.volkov@harbor.example", action: "unsuspend" }],
  ["add_user_to_group", { user: OMAR, group: "Salesforce Users" }],
  ["remove_user_from_group", { user: "samir.qureshi@harbor.example", group: "People Team" }],
  ["assign_application", { app: "Salesforce", user: OMAR }],
  ["assign_application", { app: "Workday", group: "Sales" }],
  ["unassign_application", { app: "Zoom", user: AISHA }],
  ["unassign_application", { app: "Zoom", group: "Sales" }],
];

for (const [tool, args] of UNDOABLE) {
  Deno.test(`${tool} ${JSON.stringify(args)} is taken back, and the taking back too`, async () => {
    await using org = await startOrg();
    const before = stateOf(org.sandbox.state);

    const id = await change(org, tool, args);
    const changed = stateOf(org.sandbox.state);
    assert.notDeepEqual(changed, before);

    const undone = await org.call("undo_change", { change: id });
    assert.match(undone.asked ?? "", new RegExp(`^Undo ${tool} of 2026-07-15 14:0\\d UTC: `));
    assert.deepEqual(stateOf(org.sandbox.state), before);

    await org.call("undo_change", { change: itemOf(undone).change });
    assert.deepEqual(stateOf(org.sandbox.state), changed);
  });
}

Deno.test("a target that has moved on is left alone, and what it is now is said", async () => {
  await using org = await startOrg();
  const id = await change(org, "update_user_profile", { user: AISHA, profile: { title: "Lead Buyer" } });
  org.user("aisha.bello").profile.title = "Head of Buying";
  const sent = sentBy(org).length;

  const error = await org.refused("undo_change", { change: id });

  assert.match(error, /^Cannot undo: title of .*Aisha Bello.* was changed since, and is now "Head of Buying"\./);
  assert.match(error, /find_changes target=00u/);
  assert.equal(sentBy(org).length, sent);
  const membership = await change(org, "add_user_to_group", { user: OMAR, group: "Salesforce Users" });
  org.group("Salesforce Users").members.delete(org.user("omar.haddad").id);
  assert.match(
    await org.refused("undo_change", { change: membership }),
    /^Cannot undo: it has moved on\. Nothing to do: /,
  );
});

Deno.test("what Okta offers no way back from is refused; an unknown id is answered with the latest changes", async () => {
  await using org = await startOrg();
  assert.match(
    await org.refused("undo_change", { change: "x" }),
    /no change "x" in the audit log\. This server has made none/,
  );
  const unlock = await change(org, "unlock_user_account", { user: "jane.moreno@harbor.example" });
  assert.match(
    await org.refused("undo_change", { change: unlock }),
    /^Cannot undo unlock_user_account of .*no way back/,
  );
  const title = await change(org, "update_user_profile", { user: AISHA, profile: { title: "Lead Buyer" } });
  assert.match(
    await org.refused("undo_change", { change: "x" }),
    new RegExp(
      `The latest are:\\n${title}  2026-07-15T14:0\\S+  update_user_profile of "'Aisha Bello' \\(aisha\\.bello`,
    ),
  );
});
