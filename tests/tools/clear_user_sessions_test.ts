import assert from "node:assert/strict";
import { startOrg } from "./harness.ts";
import { changesOf, sentBy, warningsOf } from "./writes.ts";

Deno.test("sessions, tokens and devices of a person end, and what does not end is said", async () => {
  await using org = await startOrg();
  const priya = org.user("priya.nair");
  const reply = await org.call("clear_user_sessions", { user: "Priya Nair" });
  assert.deepEqual(sentBy(org), [`DELETE /api/v1/users/${priya.id}/sessions?oauthTokens=true&forgetDevices=true`]);
  assert.deepEqual(changesOf(reply).map((line) => line.split(":")[0]), [
    "Okta sessions",
    "OAuth tokens",
    "remembered devices",
  ]);
  assert.match(warningsOf(reply).at(-1)!, /Sessions inside apps go on/);
  assert.deepEqual(priya.sessions, []);
});

Deno.test("who cannot have a session is refused", async () => {
  await using org = await startOrg();
  const refused = (user: string) => org.refused("clear_user_sessions", { user });
  assert.match(await refused("hanna.virtanen"), /was never activated and has no sessions/);
  assert.match(await refused("tom.becker"), /never finished activation/);
  assert.match(await refused("helen.park"), /signed out when the account was deactivated/);
  assert.deepEqual(sentBy(org), []);
});

Deno.test("several at once: an attack's victims are signed out with one consent", async () => {
  await using org = await startOrg();
  const users = ["priya.nair", "aisha.bello", "mei.lin"];
  const { data } = await org.call("clear_user_sessions", { users });
  assert.equal(data.outcome, "done");
  assert.equal(sentBy(org).length, users.length);
});
