import assert from "node:assert/strict";
import fc from "fast-check";
import { CallShare, type Lease, Limiter, type Wait, WaitTooLong } from "../../src/okta/limits.ts";
import { limitHit } from "../../src/okta/quota.ts";
import { quota } from "./fake_okta.ts";
import { VirtualClock } from "./virtual_clock.ts";

const bucket = { name: "/api/v1/users", seed: 600 };
const { signal } = new AbortController();

/** A limiter in virtual time, with short ways to ask and to answer. */
function setUp(requestsPerMinute?: number) {
  const clock = new VirtualClock();
  const limiter = new Limiter(clock, requestsPerMinute);
  const begin = clock.now();
  const acquire = (share: CallShare, key = bucket) => limiter.acquire(key, share, signal);
  const answer = (limit: number, remaining: number, resetInSeconds: number, status = 200) =>
    new Response(null, { status, headers: quota(limit, remaining, resetInSeconds, clock) });
  return {
    clock,
    limiter,
    acquire,
    answer,
    seconds: () => (clock.now() - begin) / 1000,
    /** Lets the limiter know what the bucket has left. */
    async tell(limit: number, remaining: number, resetInSeconds: number) {
      (await acquire(new CallShare(0))).finish(answer(limit, remaining, resetInSeconds));
    },
  };
}

/** Whether a promise is settled once everything that can go on has gone on. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol();
  await new Promise((resolve) => setTimeout(resolve));
  return await Promise.race([promise.catch(() => {}), Promise.resolve(pending)]) !== pending;
}

Deno.test("at most eight requests at once, and the next starts when one is answered", async () => {
  const { acquire, answer, clock } = setUp();
  const share = new CallShare(20);
  const leases = await Promise.all(Array.from({ length: 8 }, () => acquire(share)));
  const ninth = acquire(share);
  assert.equal(await isSettled(ninth), false);
  assert.equal(clock.sleepers, 0);
  leases[0]!.finish(answer(600, 592, 60));
  (await ninth).finish();
});

Deno.test("requests on their way count as spent", async () => {
  const { acquire, answer, tell } = setUp();
  await tell(50, 7, 60);
  const share = new CallShare(60);
  const leases: Lease[] = [];
  const all = Array.from({ length: 7 }, () => acquire(share).then((lease) => leases.push(lease)));
  await all[0];
  assert.equal(leases.length, 3); // from the fourth on less than a tenth would be left
  leases.forEach((lease) => lease.finish(answer(50, 4, 60)));
  await Promise.all(all);
});

Deno.test("an empty bucket opens again after its reset, and other buckets stay open", async () => {
  const { acquire, answer, tell, seconds } = setUp();
  await tell(600, 0, 10);
  const waits: Wait[] = [];
  const waiting = acquire(new CallShare(20, (wait) => waits.push(wait)));
  (await acquire(new CallShare(0), { name: "/api/v1/logs", seed: 120 })).finish(answer(120, 119, 60));
  assert.equal(seconds(), 0);
  (await waiting).finish(answer(600, 599, 60));
  assert.equal(seconds(), 11);
  assert.deepEqual(waits.map(({ bucket, reason }) => [bucket, reason]), [["/api/v1/users", "rate-limit"]]);
});

Deno.test("the last tenth is spread over the time to the reset", async () => {
  const { acquire, answer, tell, seconds } = setUp();
  await tell(100, 9, 49);
  const starts: number[] = [];
  for (let left = 8; left >= 4; left--) {
    const lease = await acquire(new CallShare(20));
    starts.push(Math.round(seconds()));
    lease.finish(answer(100, left, 49 - Math.floor(seconds())));
  }
  assert.deepEqual(starts, [5, 10, 15, 20, 25]);
});

Deno.test("a wait that the call has no time for is refused at once", async () => {
  const { acquire, tell, clock } = setUp();
  await tell(600, 0, 30);
  const begin = clock.now();
  const error = await acquire(new CallShare(20)).catch((error) => error);
  assert.ok(error instanceof WaitTooLong);
  assert.equal(error.wait.until.getTime(), begin + 31_000);
  assert.equal(clock.sleepers, 0);
});

Deno.test("the budget is of the call: waits one after the other add up, waits side by side do not", async () => {
  const { acquire, answer, tell, seconds } = setUp();
  const share = new CallShare(20);
  await tell(600, 0, 11);
  const leases = await Promise.all([acquire(share), acquire(share), acquire(share)]);
  assert.equal(seconds(), 12);
  leases.forEach((lease) => lease.finish(answer(600, 0, 7)));
  (await acquire(share)).finish(answer(600, 0, 1));
  assert.equal(seconds(), 20);
  await assert.rejects(acquire(share), WaitTooLong);
});

Deno.test("waiting for a place is not waiting for a limit", async () => {
  const { acquire, answer, clock } = setUp();
  const share = new CallShare(20);
  const leases = await Promise.all(Array.from({ length: 8 }, () => acquire(new CallShare(20))));
  const waiting = acquire(share);
  clock.advance(30_000);
  leases[0]!.finish(answer(600, 599, 60));
  (await waiting).finish(answer(600, 598, 60));
  assert.ok(share.canWait(clock.now(), clock.now() + 20_000));
});

Deno.test("one call's flood does not hold up another call", async () => {
  const { acquire } = setUp();
  const flood = new CallShare(20);
  const order: string[] = [];
  const take = async (share: CallShare, name: string) => {
    const lease = await acquire(share);
    order.push(name);
    lease.finish();
  };
  const first = await Promise.all(Array.from({ length: 8 }, () => acquire(flood)));
  const rest = Array.from({ length: 20 }, (_, i) => take(flood, `flood ${i}`));
  const other = take(new CallShare(20), "other");
  first[0]!.finish();
  await other;
  assert.deepEqual(order.slice(0, 1), ["other"]);
  first.slice(1).forEach((lease) => lease.finish());
  await Promise.all(rest);
  assert.deepEqual(order.slice(1), Array.from({ length: 20 }, (_, i) => `flood ${i}`));
});

Deno.test("a limit on requests at once halves the parallelism, which then recovers", async () => {
  const { acquire, answer } = setUp();
  const share = new CallShare(20);
  const atOnce = async () => {
    const leases: Lease[] = [];
    const all = Array.from({ length: 12 }, () => acquire(share).then((lease) => leases.push(lease)));
    await isSettled(all[0]!);
    const count = leases.length;
    while (leases.length > 0) {
      leases.shift()!.finish();
      await Promise.resolve();
    }
    await Promise.all(all);
    leases.forEach((lease) => lease.finish());
    return count;
  };
  assert.equal(await atOnce(), 8);
  const leases = await Promise.all(Array.from({ length: 8 }, () => acquire(share)));
  leases.forEach((lease) => lease.finish(answer(0, 0, 60, 429)));
  assert.equal(await atOnce(), 4);
  for (let i = 0; i < 80; i++) (await acquire(share)).finish(answer(600, 500, 60));
  assert.equal(await atOnce(), 8);
});

Deno.test("the ceiling holds over all buckets, in any sixty seconds", async () => {
  const { acquire, answer, clock } = setUp(10);
  const starts: number[] = [];
  const share = new CallShare(300);
  const one = async (i: number) => {
    const lease = await acquire(share, { name: `/api/v1/area${i % 3}`, seed: 1200 });
    starts.push(clock.now());
    lease.finish(answer(1200, 1000, 60));
  };
  await Promise.all(Array.from({ length: 40 }, (_, i) => one(i)));
  for (let i = 10; i < starts.length; i++) assert.ok(starts[i]! - starts[i - 10]! >= 60_000);
  assert.ok(starts.at(-1)! - starts[0]! <= 180_100);
  const waits: Wait[] = [];
  await assert.rejects(acquire(new CallShare(20, (wait) => waits.push(wait))), (error: WaitTooLong) => {
    return error.wait.reason === "ceiling";
  });
  assert.deepEqual(waits, []);
});

Deno.test("a server that tells no limits is held to the usual ones", async () => {
  const { acquire, limiter } = setUp();
  const logs = { name: "/api/v1/logs", seed: 10 };
  const share = new CallShare(0);
  for (let i = 0; i < 10; i++) (await acquire(share, logs)).finish(new Response());
  await assert.rejects(acquire(share, logs), WaitTooLong);
  assert.deepEqual(limiter.headroom(), [], "what is only assumed is not reported");
});

Deno.test("answers that overtake each other do not refill a bucket, nor does one of a window that is over", async () => {
  const { acquire, answer, tell, limiter, clock } = setUp();
  await tell(600, 400, 30);
  const share = new CallShare(20);
  const [first, second, late] = await Promise.all([acquire(share), acquire(share), acquire(share)]);
  const old = answer(600, 2, 30);
  second.finish(answer(600, 300, 30));
  first.finish(answer(600, 301, 30));
  assert.equal(limiter.headroom()[0]!.remaining, 299);
  clock.advance(32_000);
  const next = await acquire(share);
  late.finish(old);
  assert.equal(limiter.headroom()[0]!.remaining, 598);
  next.finish(answer(600, 580, 60));
  assert.equal(limiter.headroom()[0]!.remaining, 580);
});

Deno.test("what a 429 speaks of", () => {
  const clock = new VirtualClock();
  assert.equal(limitHit(new Headers(quota(600, 0, 9, clock))), "bucket");
  assert.equal(limitHit(new Headers(quota(0, 0, 9, clock))), "concurrency");
  assert.equal(limitHit(new Headers(quota(600, 80, 9, clock))), "other");
  assert.equal(limitHit(new Headers()), "other");
});

Deno.test("whatever the limits and the answers are, no window is overrun and everyone gets a turn", async () => {
  const org = fc.record({
    limit: fc.integer({ min: 1, max: 40 }),
    usedByOthers: fc.double({ min: 0, max: 1, noNaN: true }),
    requests: fc.integer({ min: 1, max: 40 }),
    ahead: fc.integer({ min: -7200, max: 7200 }),
    delays: fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 7 }),
  });
  await fc.assert(
    fc.asyncProperty(org, async ({ limit, usedByOthers, requests, ahead, delays }) => {
      const clock = new VirtualClock();
      const limiter = new Limiter(clock);
      const okta = () => Math.floor(clock.now() / 1000) + ahead;
      let reset = okta() + 17;
      let left = Math.max(1, Math.round(limit * (1 - usedByOthers)));
      let overrun = 0;
      const handle = () => {
        if (okta() >= reset) [reset, left] = [okta() + 60, limit];
        if (--left < 0) overrun++;
        const date = new Date(okta() * 1000).toUTCString();
        return new Response(null, {
          headers: {
            "x-rate-limit-limit": String(limit),
            "x-rate-limit-remaining": String(Math.max(0, left)),
            "x-rate-limit-reset": String(reset),
            date,
          },
        });
      };
      // Until the first answer only the usual limit is known.
      const share = new CallShare(1e6);
      (await limiter.acquire(bucket, share, signal)).finish(handle());
      await Promise.all(Array.from({ length: requests }, async (_, i) => {
        const lease = await limiter.acquire(bucket, share, signal);
        await clock.sleep(delays[i % delays.length]!, signal);
        const response = handle();
        await clock.sleep(delays[(i * 3) % delays.length]!, signal);
        lease.finish(response);
      }));
      assert.equal(overrun, 0);
      assert.equal(clock.sleepers, 0);
    }),
    { numRuns: 25 },
  );
});
