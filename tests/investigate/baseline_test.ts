import assert from "node:assert/strict";
import { learnBaseline } from "../../src/investigate/baseline.ts";
import { THRESHOLDS } from "../../src/investigate/thresholds.ts";
import type { LogEvent } from "../../src/okta/log_event.ts";
import { ago, borrowed, cafe, hotel, laptop, office, type Source, Story, stranger, tablet } from "./scenarios/story.ts";

/** An event from a source, just now. */
function now(from: Source): LogEvent {
  return new Story().wire({ type: "user.session.start", at: ago("0s"), from });
}

const learnt = (story: Story) => learnBaseline(story.facts().events, THRESHOLDS);

Deno.test("a place is told by the surest thing that earlier sign-ins know of it", () => {
  const baseline = learnt(Story.withHistory());
  assert.equal(baseline.familiarity(now(laptop)), "device");
  assert.equal(baseline.familiarity(now(tablet)), "address");
  assert.equal(baseline.familiarity(now({ ...tablet, ip: "198.51.100.21" })), "network");
  assert.equal(baseline.familiarity(now(borrowed)), "country");
  assert.equal(baseline.familiarity(now(stranger)), "strange");
  assert.equal(baseline.familiarity(now(hotel)), "device");
  assert.equal(baseline.isNewCountry(now(hotel)), true);
});

Deno.test("a proxy within the person's own network does not count as theirs", () => {
  const baseline = learnt(Story.withHistory());
  assert.equal(baseline.familiarity(now({ ...tablet, ip: "198.51.100.21", proxy: true })), "country");
});

Deno.test("without earlier sign-ins nothing is strange", () => {
  assert.equal(learnt(new Story()).familiarity(now(stranger)), "unknown");
  assert.equal(learnt(new Story().signIn(laptop, "9d").signIn(laptop, "8d")).familiarity(now(stranger)), "unknown");
});

Deno.test("an intruder cannot vouch for himself", () => {
  const quiet = Story.withHistory().signIn(stranger, "5h");
  assert.equal(learnt(quiet).familiarity(now(stranger)), "strange", "too young");
  const loud = Story.withHistory().signIn({ ...stranger, proxy: true }, "6d").signIn(stranger, "5d");
  assert.equal(learnt(loud).familiarity(now(stranger)), "strange", "the first was suspect, and spoils what follows");
  const fatigue = Story.withHistory().prompt(stranger, ago("6d"), "deny").signIn(stranger, "5d 23h 50m");
  assert.equal(learnt(fatigue).familiarity(now(stranger)), "strange", "after a denied prompt");
});

Deno.test("a move is learnt after a day", () => {
  const moved = Story.withHistory().signIn(cafe, "2d");
  assert.equal(learnt(moved).familiarity(now({ ...cafe, token: "new" })), "address");
  assert.equal(learnt(moved).knowsAddress(office.ip), true);
  assert.equal(learnt(moved).knowsAddress(stranger.ip), false);
});
