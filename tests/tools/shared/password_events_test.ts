import assert from "node:assert/strict";
import { passwordStories } from "../../../src/tools/shared/password_events.ts";
import { type Draft, event, person } from "./log_fixtures.ts";

const RESET: Draft = { type: "user.account.reset_password", actor: person("nia"), targets: [person("jane")] };
const MAILED: Draft = {
  type: "system.email.password_reset.sent_message",
  actor: { id: "0", type: "SystemPrincipal", displayName: "Okta System" },
  targets: [person("jane")],
};
const CHANGED: Draft = { type: "user.account.update_password", targets: [person("jane")] };
const EXPIRED: Draft = { type: "user.account.expire_password", actor: person("nia"), targets: [person("jane")] };

/** The story of events given oldest first, a minute apart. */
function storyOf(...drafts: Draft[]) {
  const stories = passwordStories(drafts.map((draft, minute) => event({ minute, ...draft })).toReversed());
  assert.equal(stories.length, 1);
  return stories[0]!;
}

Deno.test("a reset that nobody finished", () => {
  const story = storyOf(CHANGED, RESET, MAILED);
  assert.equal(story.state, "reset not finished");
  assert.equal(story.resetBy, "nia (nia@harbor.example)");
  assert.equal(story.reset, "2026-07-15T09:01:00.000Z");
  assert.equal(story.mailed, "2026-07-15T09:02:00.000Z");
  assert.equal(story.changedBy, "the person");
});

Deno.test("a reset that a new password followed", () => {
  assert.equal(storyOf(RESET, MAILED, CHANGED).state, "reset finished");
});

Deno.test("a mail alone is a reset that the person asked for", () => {
  assert.equal(storyOf(MAILED).state, "reset not finished");
});

Deno.test("an expiry lasts until the next change", () => {
  assert.equal(storyOf(CHANGED, EXPIRED).state, "expired, not changed");
  assert.equal(storyOf(EXPIRED, CHANGED).state, "changed");
});

Deno.test("a refused password is told until one is taken", () => {
  const refused: Draft = { ...CHANGED, outcome: "FAILURE", reason: "Used before" };
  assert.equal(storyOf(refused).state, "refused");
  assert.equal(storyOf(refused).refused, "Used before");
  assert.equal(storyOf(refused, CHANGED).refused, undefined);
  assert.equal(storyOf(RESET, refused).state, "reset not finished");
  assert.equal(storyOf(RESET, refused).refused, "Used before");
});

Deno.test("what needs somebody to act comes first, then what is newest", () => {
  const of = (name: string, draft: Draft, minute: number) => event({ ...draft, minute, targets: [person(name)] });
  const stories = passwordStories([
    of("d", { ...CHANGED, actor: person("d") }, 9),
    of("c", RESET, 8),
    of("b", { ...CHANGED, actor: person("b") }, 7),
    of("a", RESET, 6),
  ]);
  assert.deepEqual(stories.map(({ name }) => name), ["c", "a", "d", "b"]);
});
