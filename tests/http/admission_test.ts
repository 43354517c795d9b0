import assert from "node:assert/strict";
import fc from "fast-check";
import { Admission, type Entry } from "../../src/http/admission.ts";

const LIMITS = { perCaller: 2, total: 3, perMinute: 60, burst: 5 };

function leave(entry: Entry): void {
  assert.ok("leave" in entry, JSON.stringify(entry));
  entry.leave();
}

Deno.test("one caller cannot crowd out the others, and all together cannot crowd out the process", () => {
  const admission = new Admission(LIMITS, () => 0);
  const first = admission.enter("a");
  admission.enter("a");
  const third = admission.enter("a");
  assert.ok("status" in third && third.status === 429);
  admission.enter("b");
  const fourth = admission.enter("c");
  assert.ok("status" in fourth && fourth.status === 503);
  leave(first);
  leave(first); // leaving twice frees one place only
  admission.enter("c");
  assert.ok("status" in admission.enter("d"));
});

Deno.test("after a burst a caller waits as long as it was told", () => {
  let now = 0;
  const admission = new Admission(LIMITS, () => now);
  for (let sent = 0; sent < LIMITS.burst; sent++) leave(admission.enter("a"));
  const refused = admission.enter("a");
  assert.ok("status" in refused && refused.status === 429);
  leave(admission.enter("b"));
  now += refused.retryAfter * 1000;
  leave(admission.enter("a"));
  assert.ok("status" in admission.enter("a"));
});

Deno.test("property: within any time a caller gets no more than the burst and what was refilled", () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 80 }), (pauses) => {
    let now = 0;
    let let_in = 0;
    const admission = new Admission(LIMITS, () => now);
    for (const pause of pauses) {
      now += pause;
      const entry = admission.enter("a");
      if ("leave" in entry) {
        let_in++;
        entry.leave();
      }
    }
    assert.ok(let_in <= LIMITS.burst + now * LIMITS.perMinute / 60_000 + 1e-6);
  }));
});
