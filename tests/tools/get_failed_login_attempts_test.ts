import assert from "node:assert/strict";
import type { FailingAddress, FailingPerson } from "../../src/tools/shared/failed_sign_ins.ts";
import { startOrg } from "./harness.ts";

Deno.test("one person: how often, why, from where, with what, locked when, and the last that succeeded", async () => {
  await using org = await startOrg();
  const { text, data } = await org.call("get_failed_login_attempts", { user: "jane.moreno", since: "3d" });
  const [jane] = data.people as FailingPerson[];
  assert.equal(jane?.id, org.user("jane.moreno").id);
  assert.equal(jane.attempts, data.attempts);
  assert.match(jane.locked!, /^2026-07-15T11:59:57/);
  assert.deepEqual(jane.reasons.map(({ value }) => value), ["INVALID_CREDENTIALS", "LOCKED_OUT"]);
  const [phone] = jane.ways;
  assert.equal(phone?.eventType, "user.authentication.auth_via_richclient");
  assert.equal(phone.app, "Microsoft Office 365");
  assert.match(phone.client!, /iPhone/);
  assert.equal(jane.ways.reduce((sum, { attempts }) => sum + attempts, 0), jane.attempts);
  assert.match((data.last_success as { client: string }).client, /CHROME/);

  assert.match(text, /^\d+ failed sign-ins of "Jane Moreno" \("jane\.moreno@harbor\.example", LOCKED_OUT\) between/);
  assert.match(
    text,
    /\nLocked out at 2026-07-15 11:59:57Z\.\nLast sign-in that succeeded: 2026-07-15 10:36:02Z from "Portland/,
  );
  assert.match(
    text,
    /\nattempts,event,reason,app,from,with,first,last\n\d+,user\.authentication\.auth_via_richclient,/,
  );
  assert.match(text, /\nNext: investigate_user user=jane\.moreno@harbor\.example$/);
  assert.ok(org.sandbox.requests.length <= 3);
});

Deno.test("denied pushes, unanswered ones and a rule's refusal are called what they are", async () => {
  await using org = await startOrg();
  const reasons = async (user: string) => {
    const { data } = await org.call("get_failed_login_attempts", { user, since: "4d" });
    return (data.people as FailingPerson[])[0]?.reasons;
  };
  assert.deepEqual((await reasons("priya.nair"))?.[0], { value: "push denied by the person", count: 9 });
  assert.deepEqual((await reasons("grace.okafor"))?.[0]?.value, "not answered in time");
  assert.deepEqual((await reasons("sam.whitfield"))?.[0], {
    value: "denied by rule Outside Harbor countries",
    count: 5,
  });
});

Deno.test("everybody: who failed most first, and the address that tried many people", async () => {
  await using org = await startOrg();
  const { text, data } = await org.call("get_failed_login_attempts", { since: "7d", limit: 4 });
  const people = data.people as FailingPerson[];
  assert.equal(people.length, 4);
  assert.equal(people[0]?.name, "Jane Moreno");
  assert.deepEqual(
    people.map(({ attempts }) => attempts),
    people.map(({ attempts }) => attempts).sort((a, b) => b - a),
  );
  const spray = (data.addresses as FailingAddress[]).find(({ ip }) => ip === "203.0.113.77");
  assert.deepEqual(spray, { ip: "203.0.113.77", place: "Rotterdam, Netherlands", people: 20, attempts: 40 });
  assert.match(
    text,
    new RegExp(`^${data.attempts} failed sign-ins of ${4 + (data.more_people as number)} people between`),
  );
  assert.match(text, /\n"Jane Moreno",jane\.moreno@harbor\.example,\d+,"INVALID_CREDENTIALS \d+; LOCKED_OUT \d+",/);
  assert.match(text, /\nAddresses that failed for 5 people or more: \d\n/);
  assert.match(text, /\nNext: search_logs summarize=true filter=client\.ipAddress eq "203\.0\.113\.77"\n/);
  assert.match(text, /\nNext: investigate_user user=jane\.moreno@harbor\.example$/);
});

Deno.test("an outage shows as many people with one reason", async () => {
  await using org = await startOrg();
  const { data } = await org.call("get_failed_login_attempts", { since: "10d", limit: 200 });
  const failed = (data.people as FailingPerson[]).filter(({ reasons }) =>
    reasons.some(({ value }) => value === "No AD agent answered in time")
  );
  assert.equal(failed.length, 6);
});

Deno.test("nobody failed", async () => {
  await using org = await startOrg();
  const one = await org.call("get_failed_login_attempts", { user: "aisha.bello", since: "2h" });
  assert.match(one.text, /^No failed sign-ins of "Aisha Bello" .*\nLast sign-in that succeeded: 2026-07-15 13:02/);
  assert.match(one.text, /Try an earlier since/);
  assert.deepEqual(one.data.people, []);

  org.sandbox.state.events.length = 0;
  const all = await org.call("get_failed_login_attempts", {});
  assert.match(
    all.text,
    /^No failed sign-ins of anybody between 2026-07-14 14:00 UTC and 2026-07-15 14:00 UTC\.\nTry an earlier since/,
  );
  assert.deepEqual(all.data.people, []);
  const none = await org.call("get_failed_login_attempts", { user: "aisha.bello" });
  assert.match(none.text, /\nNo sign-in succeeded in that time\.\n/);
});

Deno.test("an ambiguous name is answered with the candidates", async () => {
  await using org = await startOrg();
  assert.match(await org.refused("get_failed_login_attempts", { user: "Alex Kim" }), /matches 2 users/);
});
