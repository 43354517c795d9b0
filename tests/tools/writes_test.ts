import assert from "node:assert/strict";
import { TOOLS } from "../../src/tools/catalog.ts";
import { FOLLOW_UPS, WRITES } from "../real/cases.ts";
import { startOrg } from "./harness.ts";
import { itemOf, sentBy } from "./writes.ts";

const writes = TOOLS.filter(({ risk }) => risk !== "read").map(({ name }) => name);

Deno.test("every changing tool has a case", () => {
  assert.deepEqual([...Object.keys(WRITES), ...FOLLOW_UPS].sort(), writes.toSorted());
});

for (const [name, args] of Object.entries(WRITES)) {
  Deno.test(`${name} changes nothing before the person agrees, and says what it did afterwards`, async () => {
    await using org = await startOrg();

    const declined = await org.call(name, args, "decline");
    assert.equal(declined.data.outcome, "declined");
    assert.deepEqual(sentBy(org), []);

    const done = await org.call(name, args);
    const { target, changes, change } = itemOf(done);
    assert.notDeepEqual(sentBy(org), []);
    assert.match(target, /"/, "the target is named");
    assert.notEqual(changes?.length, 0);
    for (const { what, before, after } of changes ?? []) {
      assert.notDeepEqual(before, after, `${what} is as before`);
      assert(done.asked?.includes(what.slice(0, 20)), `${what} was not in the preview`);
    }
    assert.match(change ?? "", /^[0-9a-f-]{36}$/);
  });
}

Deno.test("an ambiguous name is answered with the candidates, and nothing is asked or changed", async () => {
  await using org = await startOrg();
  for (const name of ["unlock_user_account", "reset_user_password", "clear_user_sessions", "reset_user_factors"]) {
    assert.match(
      await org.refused(name, { user: "Alex Kim" }),
      /^"Alex Kim" matches 2 users:\n- "Alex Kim" \("alex\.kim/,
    );
  }
  assert.match(await org.refused("add_user_to_group", { user: "Nobody Here", group: "Sales" }), /^No user matches/);
  assert.match(await org.refused("assign_application", { user: "aisha.bello", app: "Salesfroce" }), /^No app matches/);
  assert.deepEqual(sentBy(org), []);
});

Deno.test("a token that may not see admin roles or the log still works, and the preview says what it cannot tell", async () => {
  await using org = await startOrg({ tokens: { helpdesk: { role: "HELP_DESK_ADMIN" } } }, "helpdesk");
  const { asked, data } = await org.call("unlock_user_account", { user: "kenji.watanabe" });
  assert.equal(data.outcome, "done");
  assert.match(asked ?? "", /! Locked 2026-07-15 13:11 UTC\. Why cannot be seen: Okta answered 403/);
});
