import assert from "node:assert/strict";
import type { EventRow } from "../../src/tools/shared/events.ts";
import { startOrg } from "./harness.ts";

Deno.test("what the person did and what was done to them", async () => {
  await using org = await startOrg();
  const dmitri = org.user("dmitri.volkov");
  const { text, data } = await org.call("get_user_logs", { user: "Dmitri Volkov", since: "6d" });
  const events = data.events as EventRow[];
  assert.ok(events.some(({ eventType, actor }) => eventType === "user.session.start" && actor?.id === dmitri.id));
  const suspended = events.find(({ eventType }) => eventType === "user.lifecycle.suspend");
  assert.equal(suspended?.actor?.name, "Marcus Webb");
  assert.match(
    text,
    /^\d+ events( \(more follow\))? by or about "Dmitri Volkov" \("dmitri\.volkov@harbor\.example", SUSPENDED\) between/,
  );
  assert.match(
    text,
    /,user\.lifecycle\.suspend,SUCCESS,"Marcus Webb \(marcus\.webb@harbor\.example\)","user Dmitri Volkov",/,
  );
  assert.match(text, /,user\.session\.start,"FAILURE: VERIFICATION_ERROR","Dmitri Volkov",/);
  assert.match(text, /\nNext: investigate_user user=dmitri\.volkov@harbor\.example$/);
  assert.equal(org.sandbox.requests.length, 3);
});

Deno.test("where nothing failed there is nothing to investigate", async () => {
  await using org = await startOrg();
  const { text, data } = await org.call("get_user_logs", { user: "aisha.bello", since: "2h" });
  assert.ok((data.events as EventRow[]).length > 0);
  assert.doesNotMatch(text, /investigate_user/);
});

Deno.test("the cursor goes on where the last answer ended", async () => {
  await using org = await startOrg();
  const first = await org.call("get_user_logs", { user: "jane.moreno", limit: 5 });
  const second = await org.call("get_user_logs", { user: "jane.moreno", limit: 5, cursor: first.data.next_cursor });
  const both = await org.call("get_user_logs", { user: "jane.moreno", limit: 10 });
  assert.deepEqual(
    [...first.data.events as EventRow[], ...second.data.events as EventRow[]],
    both.data.events,
  );
  assert.match(
    await org.refused("get_user_logs", { user: "omar.haddad", cursor: first.data.next_cursor }),
    /belongs to a list with another filter/,
  );
});

Deno.test("no events: the stretch that was searched, and where else to look", async () => {
  await using org = await startOrg();
  const { text, data } = await org.call("get_user_logs", { user: "oscar.lund", since: "24h" });
  assert.match(text, /^No events by or about "Oscar Lund" .* between 2026-07-14 14:00 UTC and 2026-07-15 14:00 UTC/);
  assert.match(text, /get_user_details user=oscar\.lund@harbor\.example/);
  assert.deepEqual(data.events, []);
});

Deno.test("an ambiguous name is answered with the candidates", async () => {
  await using org = await startOrg();
  assert.match(await org.refused("get_user_logs", { user: "Alex Kim" }), /matches 2 users:\n- "Alex Kim" \("alex\.kim/);
});

Deno.test("somebody who was deleted is still in the log, by id", async () => {
  await using org = await startOrg();
  const jane = org.user("jane.moreno");
  org.sandbox.state.users.delete(jane.id);
  const { text, data } = await org.call("get_user_logs", { user: jane.id, since: "3h" });
  assert.ok((data.events as EventRow[]).length > 0);
  assert.match(text, new RegExp(`by or about ${jane.id} \\(not in the org any more\\) between`));
  assert.match(await org.refused("get_user_logs", { user: "jane.moreno@harbor.example" }), /No user matches/);
});
