import assert from "node:assert/strict";
import type { EventRow } from "../../src/tools/shared/events.ts";
import { startOrg } from "./harness.ts";

type Counts = { value: string; count: number }[];

Deno.test("events of a type, newest first, as lines and as data", async () => {
  await using org = await startOrg();
  const { text, data } = await org.call("search_logs", { event_type: "user.account.lock", since: "30d" });
  const expected = org.sandbox.state.events.filter(({ eventType }) => eventType === "user.account.lock").reverse();
  const events = data.events as EventRow[];
  assert.ok(expected.length >= 3);
  assert.deepEqual(events.map(({ uuid }) => uuid), expected.map(({ uuid }) => uuid));
  assert.equal(
    text.split("\n")[0],
    `${expected.length} events of type user.account.lock between 2026-06-15 14:00 UTC and 2026-07-15 14:00 UTC, newest first.`,
  );
  assert.match(text, /\n2026-07-15 11:59:57Z,user\.account\.lock,"FAILURE: LOCKED_OUT","Jane Moreno \(jane\.moreno@/);
  for (const { uuid } of events) assert.ok(text.includes(`,${uuid.slice(0, 8)}`));
  assert.ok(data.since && data.until);
});

Deno.test("conditions are joined: person, app, outcome, prefix, words, filter", async () => {
  await using org = await startOrg();
  const sam = org.user("sam.whitfield");
  const { text, data } = await org.call("search_logs", {
    user: "sam.whitfield",
    app: "Salesforce",
    outcome: "DENY",
    event_type: "policy.*",
    query: "Paulo",
    filter: 'client.ipAddress eq "203.0.113.140"',
    since: "7d",
  });
  const events = data.events as EventRow[];
  assert.equal(events.length, 5);
  assert.ok(
    events.every(({ actor, outcome, ip }) => actor?.id === sam.id && outcome === "DENY" && ip === "203.0.113.140"),
  );
  assert.match(
    text,
    /^5 events of "Sam Whitfield" \("sam\.whitfield@harbor\.example", ACTIVE\) at app "Salesforce" \(0oa\w+, ACTIVE\) of type policy\.\* with outcome DENY with the words "Paulo" with "client\.ipAddress eq '203\.0\.113\.140'" between/,
  );
  assert.match(text, /,"DENY: denied by rule Outside Harbor countries",/);
});

Deno.test("since and until are kept to", async () => {
  await using org = await startOrg();
  const { text, data } = await org.call("search_logs", {
    since: "2026-07-14",
    until: "2026-07-14T12:00Z",
    summarize: true,
  });
  const inside = org.sandbox.state.events.filter(({ published }) =>
    published >= "2026-07-14T00:00:00.000Z" && published <= "2026-07-14T12:00:00.000Z"
  );
  assert.equal((data.summary as { total: number }).total, inside.length);
  assert.match(text, / between 2026-07-14 00:00 UTC and 2026-07-14 12:00 UTC\.\n/);
});

Deno.test("the cursor goes through every event once, whatever moves the window meanwhile", async () => {
  await using org = await startOrg();
  const args = { user: "grace.okafor", since: "7d", limit: 40 };
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const { text, data } = await org.call("search_logs", { ...args, ...cursor && { cursor } });
    const events = data.events as EventRow[];
    assert.ok(events.length <= 40);
    assert.equal("since" in data, cursor === undefined);
    if (cursor !== undefined) assert.match(text, / going on, from .*Z back to .*Z\.\n/);
    seen.push(...events.map(({ uuid }) => uuid));
    cursor = data.next_cursor as string | undefined;
    assert.equal(text.includes("(more follow)"), cursor !== undefined);
    assert.equal(text.includes("\nMore: the same arguments with cursor="), cursor !== undefined);
  } while (cursor !== undefined);
  const grace = org.user("grace.okafor").id;
  const since = Date.parse("2026-07-08T14:00:10Z");
  const expected = org.sandbox.state.events.filter(({ actor, target, published }) =>
    Date.parse(published) > since && (actor.id === grace || target?.some(({ id }) => id === grace))
  );
  assert.ok(expected.length > 40);
  assert.deepEqual(seen.toSorted(), expected.map(({ uuid }) => uuid).toSorted());
});

Deno.test("more than fits is cut at a whole event, with the cursor to go on", async () => {
  await using org = await startOrg();
  const { text, data } = await org.call("search_logs", { since: "7d", limit: 200 });
  const events = data.events as EventRow[];
  assert.ok(events.length > 25 && events.length < 200, `${events.length}`);
  assert.match(text, new RegExp(`^${events.length} events \\(more follow\\) between`));
  assert.match(
    text,
    /\nOr narrow with user, app, event_type, outcome or a later since; summarize=true counts them all\.$/,
  );
  const next = await org.call("search_logs", { since: "7d", limit: 1, cursor: data.next_cursor });
  const all = org.sandbox.state.events.toReversed().map(({ uuid }) => uuid);
  const after = all[all.indexOf(events.at(-1)!.uuid) + 1];
  assert.equal((next.data.events as EventRow[])[0]?.uuid, after);
});

Deno.test("summarize counts all matches and keeps the answer short", async () => {
  await using org = await startOrg();
  const { text, data } = await org.call("search_logs", { summarize: true, since: "30d" });
  const summary = data.summary as Record<string, Counts> & { total: number };
  const inside = org.sandbox.state.events.filter(({ published }) => published >= (data.since as string));
  assert.equal(summary.total, inside.length);
  for (const { value, count } of summary.eventType!) {
    assert.equal(count, inside.filter(({ eventType }) => eventType === value).length, value);
  }
  for (const { value, count } of summary.hour!) {
    assert.equal(count, inside.filter(({ published }) => published.startsWith(value.slice(0, 13))).length, value);
  }
  assert.equal("events" in data, false);
  assert.match(text, new RegExp(`^${inside.length} events between`));
  assert.match(text, /\nOutcome: SUCCESS \d+, ALLOW \d+, FAILURE \d+/);
  assert.ok(text.length < 2_000, `${text.length} characters`);
});

Deno.test("nothing found: what was searched, and what to try", async () => {
  await using org = await startOrg();
  const list = await org.call("search_logs", { event_type: "user.session.strat", since: "2h" });
  assert.match(
    list.text,
    /^No events of type user\.session\.strat between 2026-07-15 12:00 UTC and 2026-07-15 14:00 UTC/,
  );
  assert.match(list.text, /is none of the common event types; the nearest: user\.session\.start/);
  assert.match(list.text, /Try an earlier since \(Okta keeps 90 days\)/);
  assert.deepEqual(list.data.events, []);

  const summary = await org.call("search_logs", { query: "zzzz", summarize: true });
  assert.match(summary.text, /^No events with the words "zzzz" between/);
  assert.equal((summary.data.summary as { total: number }).total, 0);
});

Deno.test("wrong arguments are answered with the right ones", async () => {
  await using org = await startOrg();
  assert.match(await org.refused("search_logs", { event_type: "lockout" }), /The nearest: user\.account\.lock/);
  assert.match(await org.refused("search_logs", { user: "Alex Kim" }), /matches 2 users:\n/);
  assert.match(await org.refused("search_logs", { app: "Salesfroce" }), /The nearest:\n- "Salesforce"/);
  assert.match(await org.refused("search_logs", { filter: 'published gt "2026-01-01"' }), /since and until/);
  assert.match(await org.refused("search_logs", { filter: "((eventType pr" }), /parentheses/);
  assert.match(await org.refused("search_logs", { since: "soon" }), /Cannot read "soon" as a time/);
  assert.match(await org.refused("search_logs", { since: "200d", until: "100d" }), /Okta keeps 90 days/);
  assert.match(await org.refused("search_logs", { cursor: "abc" }), /Cannot read this cursor/);
});

Deno.test("what is older than Okta's log is left out and said so", async () => {
  await using org = await startOrg();
  const { text, data } = await org.call("search_logs", { event_type: "user.account.lock", since: "120d" });
  assert.match(text, /\nOkta keeps 90 days of log: from 2026-03-17T.* to 2026-04-16T/);
  assert.match(data.since as string, /^2026-04-16T/);
});
