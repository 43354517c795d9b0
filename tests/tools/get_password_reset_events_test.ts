import assert from "node:assert/strict";
import type { EventRow } from "../../src/tools/shared/events.ts";
import type { PasswordStory } from "../../src/tools/shared/password_events.ts";
import { startOrg } from "./harness.ts";

Deno.test("the reset that nobody finished comes first, with who started it and what to do", async () => {
  await using org = await startOrg();
  const { text, data } = await org.call("get_password_reset_events", { since: "14d" });
  const [ben] = data.people as PasswordStory[];
  assert.equal(ben?.id, org.user("ben.carter").id);
  assert.equal(ben.state, "reset not finished");
  assert.equal(ben.resetBy, "Nia Thompson (nia.thompson@harbor.example)");
  assert.ok(ben.mailed! >= ben.reset!);
  assert.match(text, /^\d+ password events of \d+ people between .*; 1 reset not finished\.\nperson,login,state,/);
  assert.match(
    text,
    /\n"Ben Carter",ben\.carter@harbor\.example,"reset not finished",2026-07-13 08:00:00Z,"Nia Thompson/,
  );
  assert.match(text, /\nNext: reset_user_password user=ben\.carter@harbor\.example sends a new link$/);
  assert.equal("events" in data, false);
});

Deno.test("one person's story and events", async () => {
  await using org = await startOrg();
  const { text, data } = await org.call("get_password_reset_events", { user: "lucia.rossi" });
  const [lucia] = data.people as PasswordStory[];
  assert.equal(lucia?.state, "refused");
  assert.equal(lucia.refused, "The new password was used before");
  assert.deepEqual((data.events as EventRow[]).map(({ outcome }) => outcome), ["FAILURE", "FAILURE"]);
  assert.match(
    text,
    /^2 password events of "Lucia Rossi" \("lucia\.rossi@harbor\.example", PASSWORD_EXPIRED\) between/,
  );
  assert.match(text, /\nEvents: 2\ntime,event,/);
  assert.doesNotMatch(text, /reset_user_password/);
});

Deno.test("an admin's own changes are not the person's", async () => {
  await using org = await startOrg();
  const { data } = await org.call("get_password_reset_events", { user: "nia.thompson", since: "7d" });
  assert.deepEqual(data.people, []);
});

Deno.test("a limit leaves out the less urgent and says so", async () => {
  await using org = await startOrg();
  const { text, data } = await org.call("get_password_reset_events", { since: "30d", limit: 2 });
  assert.equal((data.people as PasswordStory[]).length, 2);
  assert.match(text, new RegExp(`\\nAnd ${data.more_people} more people: raise limit, or shorten the time\\.`));
});

Deno.test("no events, and an ambiguous name", async () => {
  await using org = await startOrg();
  const { text, data } = await org.call("get_password_reset_events", { user: "aisha.bello", since: "1h" });
  assert.match(
    text,
    /^No password events of "Aisha Bello" .* between .*\.\nTry an earlier since; Okta keeps 90 days\.$/,
  );
  assert.deepEqual(data.people, []);
  assert.match(await org.refused("get_password_reset_events", { user: "Alex Kim" }), /matches 2 users/);
});
