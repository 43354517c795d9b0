import assert from "node:assert/strict";
import { logFilter } from "../../src/okta/log_filter.ts";
import { listLogs, type LogQuery, readLogs, withinRetention } from "../../src/okta/logs.ts";
import { demoOrg, NOW } from "./demo_org.ts";
import { UserError } from "../../src/user_error.ts";

const DAY = 86_400_000;
const ago = (days: number) => new Date(NOW.getTime() - days * DAY);
const week: LogQuery = { since: ago(7), until: NOW };

Deno.test("every event of a window comes once, in order, over all pages", async () => {
  await using org = await demoOrg();
  const window: LogQuery = { since: ago(20), until: NOW };
  const kept = org.sandbox.state.events.filter(({ published }) => new Date(published) >= window.since);
  assert(kept.length > 1000, "the test needs several pages");
  const oldestFirst = await Array.fromAsync(readLogs(org.okta, window), ({ uuid }) => uuid);
  const newestFirst = await Array.fromAsync(
    readLogs(org.okta, { ...window, sortOrder: "DESCENDING" }),
    ({ uuid }) => uuid,
  );
  assert.deepEqual(oldestFirst, kept.map(({ uuid }) => uuid));
  assert.deepEqual(newestFirst.toReversed().sort(), oldestFirst.toSorted());
});

Deno.test("no more is read than was asked for", async () => {
  await using org = await demoOrg();
  const events = await Array.fromAsync(readLogs(org.okta, { ...week, limit: 3, sortOrder: "DESCENDING" }));
  assert.equal(events.length, 3);
  assert.equal(org.sent().length, 1);
  for await (const _ of readLogs(org.okta, week)) break;
  assert.equal(org.sent().length, 1);
});

Deno.test("events are found by person, type and outcome", async () => {
  await using org = await demoOrg();
  const jane = org.user("jane.moreno");
  const filter = logFilter({ userId: jane.id, eventTypes: ["user.session.*"], outcomes: ["FAILURE"] })!;
  const events = await Array.fromAsync(readLogs(org.okta, { ...week, filter }));
  assert(events.length > 0);
  for (const { eventType, outcome, actor, targets } of events) {
    assert(eventType.startsWith("user.session."));
    assert.equal(outcome, "FAILURE");
    assert([actor, ...targets].some(({ id }) => id === jane.id));
  }
  const lock = await Array.fromAsync(
    readLogs(org.okta, { ...week, filter: logFilter({ userId: jane.id, eventTypes: ["user.account.lock"] })! }),
  );
  assert.equal(lock.length, 1);
});

Deno.test("events are listed in slices that go on in the same window", async () => {
  await using org = await demoOrg();
  const query: LogQuery = { ...week, sortOrder: "DESCENDING", q: "jane moreno" };
  const first = await listLogs(org.okta, query, { limit: 10 });
  const later = { ...query, since: ago(6.9), until: new Date(NOW.getTime() + 1000) };
  const second = await listLogs(org.okta, later, { limit: 10, cursor: first.cursorAfter()! });
  const together = await listLogs(org.okta, query, { limit: 20 });
  assert.deepEqual([...first.items, ...second.items].map(({ uuid }) => uuid), together.items.map(({ uuid }) => uuid));
  const others: LogQuery = { ...query, q: "omar" };
  await assert.rejects(listLogs(org.okta, others, { limit: 10, cursor: first.cursorAfter()! }), /another q/);
});

Deno.test("a question that the log cannot answer is refused before it is sent", async () => {
  await using org = await demoOrg();
  const refused = (query: Partial<LogQuery>) =>
    assert.rejects(listLogs(org.okta, { ...week, ...query }, { limit: 1 }), UserError);
  await refused({ since: NOW });
  await refused({ q: "one two three four five six seven eight nine ten eleven" });
  await refused({ q: "x".repeat(41) });
  assert.deepEqual(org.sent(), []);
});

Deno.test("a window is cut to what Okta keeps, and says what is cut", () => {
  assert.deepEqual(withinRetention(week, NOW), week);
  const cut = withinRetention({ since: ago(120), until: ago(80) }, NOW);
  assert.deepEqual([cut.since, cut.until], [ago(90), ago(80)]);
  assert(cut.note?.includes(ago(120).toISOString()) && cut.note.includes(ago(90).toISOString()));
  assert.throws(() => withinRetention({ since: ago(120), until: ago(90) }, NOW), /Okta keeps 90 days/);
});
