import assert from "node:assert/strict";
import { fakeOkta, freely } from "../okta/fake_okta.ts";
import { startOrg } from "./harness.ts";
import { changesOf, itemOf, sentBy, stepsOf, warningsOf } from "./writes.ts";

Deno.test("a phone that sends an old password: the preview says when, from where, and that it will lock again", async () => {
  await using org = await startOrg();
  const jane = org.user("jane.moreno");

  const reply = await org.call("unlock_user_account", { user: "Jane Moreno" });

  assert.match(
    reply.asked ?? "",
    /^Unlock "Jane Moreno" \(jane\.moreno@harbor\.example, LOCKED_OUT\)\n- status: "LOCKED_OUT" → "ACTIVE"\n/,
  );
  const [cause, outlook, ...rest] = warningsOf(reply);
  assert.match(
    cause!,
    /^Locked 2026-07-15 11:59 UTC after \d+ wrong passwords since .*, all from "Apple-iPhone\S+ \(ActiveSync\)" at "Portland/,
  );
  assert.match(outlook!, /A program there sends a stored password.*Unlocking alone will not last.*it goes on trying/);
  assert.deepEqual(rest, []);
  assert.deepEqual(changesOf(reply), ['status: "LOCKED_OUT" → "ACTIVE"']);
  assert.deepEqual(itemOf(reply).notes, []);
  assert.deepEqual(sentBy(org), [`POST /api/v1/users/${jane.id}/lifecycle/unlock`]);
  assert.equal(jane.status, "ACTIVE");
});

Deno.test("the preview says the same a minute later, though the phone goes on", async () => {
  await using org = await startOrg();
  const first = await org.call("unlock_user_account", { user: "jane.moreno" }, "decline");
  const { events } = org.sandbox.state;
  const last = events.findLast(({ outcome, actor }) =>
    outcome?.reason === "LOCKED_OUT" && actor.alternateId === "jane.moreno@harbor.example"
  )!;
  events.push({ ...last, uuid: crypto.randomUUID(), published: "2026-07-15T13:59:59.000Z" });
  const second = await org.call("unlock_user_account", { user: "jane.moreno" }, "decline");
  assert.equal(second.asked, first.asked);
});

Deno.test("somebody who typed it wrong: unlocking alone does not help who has forgotten the password", async () => {
  await using org = await startOrg();
  const [cause, outlook] = warningsOf(await org.call("unlock_user_account", { user: "kenji.watanabe" }, "decline"));
  assert.match(cause!, /after 6 wrong passwords since 2026-07-15 13:06 UTC, all from "CHROME on Mac OS/);
  assert.match(outlook!, /who has forgotten the password needs reset_user_password/);
});

Deno.test("wrong passwords from many addresses are called guessing, before anything is unlocked", async () => {
  await using org = await startOrg();
  const kenji = org.user("kenji.watanabe");
  let address = 1;
  for (const event of org.sandbox.state.events) {
    if (event.actor.id !== kenji.id || event.outcome?.result !== "FAILURE") continue;
    event.client = { ...event.client, ipAddress: `203.0.113.${address++}` };
  }
  const [, outlook] = warningsOf(await org.call("unlock_user_account", { user: "kenji.watanabe" }, "decline"));
  assert.match(outlook!, /came from \d+ addresses, as when somebody guesses: look with investigate_user user=kenji/);
});

Deno.test("a lock that the log knows nothing of is still unlocked, and said to be unexplained", async () => {
  await using org = await startOrg();
  const aisha = org.user("aisha.bello");
  aisha.status = "LOCKED_OUT";
  aisha.statusChanged = "2026-07-15T13:30:00.000Z";
  const reply = await org.call("unlock_user_account", { user: aisha.id });
  assert.deepEqual(warningsOf(reply), ["Locked 2026-07-15 13:30 UTC; the log shows no wrong password before it."]);
});

Deno.test("who is not locked, or is locked elsewhere, is refused with the way out", async () => {
  await using org = await startOrg();
  org.user("rosa.delgado").status = "LOCKED_OUT";
  const refused = (user: string) => org.refused("unlock_user_account", { user });
  assert.match(
    await refused("rosa.delgado"),
    /kept in Active Directory \("corp\.harbor\.example"\): unlock the account there/,
  );
  assert.match(
    await refused("aisha.bello"),
    /active already\. Next: investigate_user user=aisha\.bello@harbor\.example$/,
  );
  assert.match(
    await refused("dmitri.volkov"),
    /unsuspend the user first\. Next: change_user_status user=\S+ action=unsuspend$/,
  );
  assert.match(await refused("Maria"), /^"Maria" matches 2 users/);
  assert.deepEqual(sentBy(org), []);
});

Deno.test("an unlocked account that Okta still shows as locked is reported so", async () => {
  await using org = await startOrg();
  const { plan, act } = stepsOf(org, "unlock_user_account");
  const planned = await plan({ user: "jane.moreno" });
  const jane = org.user("jane.moreno");
  Object.defineProperty(jane, "status", { get: () => "LOCKED_OUT", set: () => {} });
  const { notes, changes } = await act(planned);
  assert.deepEqual(changes, [{ what: "status", before: "LOCKED_OUT", after: "LOCKED_OUT" }]);
  assert.match(notes[0]!, /locked still or again\. Next: investigate_user/);
});

Deno.test("an active account that is shut out on unknown devices is unlocked, too", async () => {
  const record = (id: string) => ({ id, status: "ACTIVE", profile: { login: `${id}@harbor.example`, firstName: id } });
  let blocks: unknown[] = [{ type: "DEVICE_BASED", appliesTo: "UNKNOWN_DEVICES" }];
  await using server = fakeOkta((request) => {
    const { pathname } = new URL(request.url);
    if (request.method === "POST") blocks = [];
    if (pathname.endsWith("/blocks")) return Response.json(blocks);
    if (pathname.endsWith("/roles")) return Response.json([]);
    return request.method === "POST" ? Response.json({}) : Response.json(record(pathname.split("/").at(-1)!));
  });
  await using org = await startOrg();
  const okta = server.connection.forCall(freely());
  const { plan, act } = stepsOf({ ...org, services: { ...org.services, okta } }, "unlock_user_account");

  const planned = await plan({ user: "ada" });
  assert.match(
    planned.warnings[0]!,
    /^The account is active, but .*investigate_user user=ada@harbor\.example tells whose/,
  );
  const { changes } = await act(planned);
  assert.deepEqual(changes, [{ what: "sign-in from devices that Okta does not know", before: "blocked", after: null }]);
});
