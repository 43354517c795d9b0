import assert from "node:assert/strict";
import fc from "fast-check";
import { apiToken } from "../../src/okta/auth/api_token.ts";
import { connectOkta, type Okta } from "../../src/okta/client.ts";
import { scanLogs } from "../../src/okta/log_scan.ts";
import { freely, quota, token } from "./fake_okta.ts";
import { VirtualClock } from "./virtual_clock.ts";

const START = Date.UTC(2026, 0, 1);

interface Entry {
  uuid: string;
  published: string;
}

/** Newest first; of the same moment in an order that stays. */
const isBefore = (a: Entry, b: Entry) =>
  a.published === b.published ? a.uuid.localeCompare(b.uuid) : b.published < a.published ? -1 : 1;

/**
 * A log that answers as Okta's does, in memory; where Okta does not say, the edges of the window are as given.
 * @param late What is written into the log only when so many requests have been sent.
 */
function logOf(
  entries: readonly Entry[],
  edges: { since: boolean; until: boolean },
  page: number,
  late: readonly { entry: Entry; after: number }[] = [],
) {
  const requests: URL[] = [];
  const clock = new VirtualClock();
  let open = 0;
  let most = 0;
  const existing = () => {
    const arrived = late.filter(({ after }) => after < requests.length).map(({ entry }) => entry);
    return [...entries, ...arrived].toSorted(isBefore);
  };
  const connection = connectOkta({
    orgUrl: new URL("https://org.example"),
    authorizer: apiToken(token),
    timeoutSeconds: 10,
    userAgent: "test/1",
    clock,
    fetch: async (input, init) => {
      const url = new URL(new Request(input, init).url);
      requests.push(url);
      most = Math.max(most, ++open);
      await Promise.resolve();
      open--;
      const since = url.searchParams.get("since")!;
      const until = url.searchParams.get("until")!;
      assert.equal(url.searchParams.get("sortOrder"), "DESCENDING");
      const inside = existing().filter(({ published }) =>
        (published > since || (edges.since && published === since)) &&
        (published < until || (edges.until && published === until))
      );
      const after = url.searchParams.get("after");
      const following = after === null ? inside : inside.filter((entry) => isBefore(JSON.parse(after), entry) < 0);
      const items = following.slice(0, page);
      const headers = new Headers({ "content-type": "application/json", ...quota(100_000, 99_999, 60, clock) });
      if (page < following.length) {
        url.searchParams.set("after", JSON.stringify(items.at(-1)));
        headers.set("link", `<${url}>; rel="next"`);
      }
      return new Response(JSON.stringify(items), { headers });
    },
  });
  return { okta: connection.forCall(freely()), requests, most: () => most };
}

function entry(uuid: number, at: number): Entry {
  return { uuid: `event ${uuid}`, published: new Date(START + at).toISOString() };
}

async function* eventsOf(okta: Okta, since: number, until: number) {
  const window = { since: new Date(since), until: new Date(until) };
  for await (const page of scanLogs(okta, window, (events) => [...events])) yield* page;
}

/** Times in milliseconds: quiet stretches, bursts, and many in the same millisecond. */
const times = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 600_000 }) },
    { weight: 2, arbitrary: fc.integer({ min: 300_000, max: 300_500 }) },
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 600 }).map((seconds) => seconds * 1_000) },
    { weight: 1, arbitrary: fc.constantFrom(0, 300_001, 450_000, 600_000) },
  ),
  { maxLength: 200, size: "max" },
);

Deno.test("no event is lost or doubled at the seams, and time only goes back", async () => {
  await fc.assert(
    fc.asyncProperty(
      times,
      fc.record({ since: fc.boolean(), until: fc.boolean() }),
      fc.integer({ min: 2, max: 12 }),
      async (times, edges, page) => {
        const entries = times.map((at, i) => entry(i, at));
        const { okta, most, requests } = logOf(entries, edges, page);
        const given = [];
        for await (
          const { uuid, time } of eventsOf(okta, START - 1, START + 600_001)
        ) {
          given.push({ uuid, time });
        }
        assert.deepEqual(new Set(given.map(({ uuid }) => uuid)), new Set(entries.map(({ uuid }) => uuid)));
        assert.equal(given.length, entries.length);
        for (const [i, { time }] of given.entries()) {
          const before = given[i - 1];
          assert.ok(before === undefined || Date.parse(time) <= Date.parse(before.time) + 1);
        }
        assert.ok(most() <= 8);
        assert.ok(requests.length <= 40 + 3 * entries.length / page, `${requests.length} requests`);
      },
    ),
    { numRuns: 40 },
  );
});

Deno.test("events that arrive while the log is read lose and double none, and come once themselves if at all", async () => {
  const arrivals = fc.array(fc.record({ at: fc.integer({ min: 0, max: 600_000 }), after: fc.nat({ max: 40 }) }));
  await fc.assert(
    fc.asyncProperty(times, arrivals, fc.integer({ min: 2, max: 12 }), async (times, arrivals, page) => {
      const entries = times.map((at, i) => entry(i, at));
      const late = arrivals.map(({ at, after }, i) => ({ entry: entry(1_000 + i, at), after }));
      const { okta } = logOf(entries, { since: true, until: false }, page, late);
      const given = new Map<string, number>();
      for await (const { uuid } of eventsOf(okta, START - 1, START + 600_001)) {
        given.set(uuid, (given.get(uuid) ?? 0) + 1);
      }
      assert.deepEqual(entries.filter(({ uuid }) => !given.has(uuid)), []);
      assert.deepEqual([...given].filter(([, times]) => times > 1), []);
    }),
    { numRuns: 40 },
  );
});

Deno.test("what fits a page is one request", async () => {
  const { okta, requests } = logOf([entry(1, 10), entry(2, 20)], { since: true, until: false }, 1000);
  const given = await Array.fromAsync(
    eventsOf(okta, START, START + 1_000),
  );
  assert.deepEqual(given.map(({ uuid }) => uuid), ["event 2", "event 1"]);
  assert.equal(requests.length, 1);
});

Deno.test("a long window is read side by side, in little more requests than it has pages", async () => {
  const entries = Array.from({ length: 5_000 }, (_, i) => entry(i, i * 1_000));
  const { okta, requests, most } = logOf(entries, { since: true, until: false }, 100);
  let count = 0;
  for await (const _ of eventsOf(okta, START, START + 5_000_000)) {
    count++;
  }
  assert.equal(count, 5_000);
  assert.ok(requests.length <= 85, `${requests.length} requests for 50 pages`);
  assert.ok(most() > 1);
});

Deno.test("who has seen enough leaves the rest unasked", async () => {
  const entries = Array.from({ length: 5_000 }, (_, i) => entry(i, i * 1_000));
  const { okta, requests } = logOf(entries, { since: true, until: false }, 100);
  for await (const { uuid } of eventsOf(okta, START, START + 5_000_000)) {
    if (uuid === "event 4850") break;
  }
  assert.ok(requests.length <= 40, `${requests.length} requests`);
});
