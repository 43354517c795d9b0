import assert from "node:assert/strict";
import { OktaError } from "../../../src/okta/errors.ts";
import type { LogEvent } from "../../../src/okta/log_event.ts";
import { oneByOne, readAll } from "../../../src/tools/shared/log_reading.ts";
import { logWindow } from "../../../src/tools/shared/log_window.ts";
import { NOW, startOrg } from "../harness.ts";

/** A call that writes down what progress it made. */
async function reader(org: Awaited<ReturnType<typeof startOrg>>) {
  const said: string[] = [];
  const base = { now: () => NOW, signal: new AbortController().signal, progress: (text: string) => said.push(text) };
  return { call: { ...base, ...await org.host.services(base) }, said };
}

Deno.test("every event of a month is read once, newest first, and progress is told", async () => {
  await using org = await startOrg();
  const { call, said } = await reader(org);
  const events: LogEvent[] = [];
  const window = logWindow({ since: "30d" }, NOW);
  const { count, notes } = await readAll(call, { window, most: 100_000 }, oneByOne((event) => events.push(event)));

  const expected = org.sandbox.state.events.filter(({ published }) =>
    published >= window.data.since && published <= window.data.until
  );
  assert.ok(count > 5_000);
  assert.deepEqual(events.map(({ uuid }) => uuid).sort(), expected.map(({ uuid }) => uuid).sort());
  assert.deepEqual(events.map(({ time }) => time), events.map(({ time }) => time).sort().reverse());
  assert.deepEqual(notes, []);
  assert.match(said[0]!, /^Read 5\d\d\d events, back to 2026-06-\d\d \d\d:\d\d:\d\dZ$/);
});

Deno.test("at the most, reading ends and says how to go on", async () => {
  await using org = await startOrg();
  const { call } = await reader(org);
  const events: LogEvent[] = [];
  const window = logWindow({ since: "7d" }, NOW);
  const { count, notes } = await readAll(call, { window, most: 10 }, oneByOne((event) => events.push(event)));
  assert.ok(count >= 10 && count <= 1_000, `${count} events`);
  const oldest = events.at(-1)!.time;
  assert.match(
    notes[0]!,
    /^Only the newest \d+ matching events were read, back to .*: one call reads about 10\./,
  );
  assert.ok(notes[0]!.endsWith(`until=${oldest}.`));

  const rest = logWindow({ since: "7d", until: oldest }, NOW);
  const { notes: none } = await readAll(call, { window: rest, most: 100_000 }, oneByOne((event) => events.push(event)));
  assert.deepEqual(none, []);
  const expected = org.sandbox.state.events.filter(({ published }) => published >= window.data.since);
  assert.equal(new Set(events.map(({ uuid }) => uuid)).size, expected.length);
});

Deno.test("where the rate limit would make the person wait, what was read counts", async () => {
  await using org = await startOrg({ rateLimits: { "/api/v1/logs": 3 } });
  const { call } = await reader(org);
  const window = logWindow({ since: "30d" }, NOW);
  const { count, notes } = await readAll(call, { window, most: 100_000 }, oneByOne(() => {}));
  assert.ok(count >= 1_000 && count < 5_000, `${count} events`);
  assert.match(
    notes[0]!,
    /^Only the newest \d+ matching events .*: Okta's rate limit for the log is used up until [-\d]+ [\d:]+Z\. /,
  );
});

Deno.test("where nothing could be read, the error is the answer", async () => {
  await using org = await startOrg();
  org.sandbox.failNext({ status: 403, path: "/api/v1/logs" });
  const { call } = await reader(org);
  const read = readAll(call, { window: logWindow({ since: "7d" }, NOW), most: 10 }, oneByOne(() => {}));
  await assert.rejects(read, (error: unknown) => error instanceof OktaError && error.status === 403);
});
