import assert from "node:assert/strict";
import { FailedSignIns } from "../../../src/tools/shared/failed_sign_ins.ts";
import { type Draft, event, nobody, person, thing } from "./log_fixtures.ts";

function failures(...drafts: Draft[]): FailedSignIns {
  const failed = new FailedSignIns();
  for (const draft of drafts.toReversed()) {
    failed.add(event({ outcome: "FAILURE", reason: "INVALID_CREDENTIALS", ...draft }));
  }
  return failed;
}

Deno.test("the events of one request are one attempt, told by the one nearest to the cause", () => {
  const app = thing("AppInstance", "Office 365");
  const failed = failures(
    { type: "user.authentication.auth_via_richclient", transaction: "t1", targets: [app] },
    { type: "user.session.start", transaction: "t1" },
    { type: "user.session.start", transaction: "t2", minute: 5 },
  );
  assert.equal(failed.attempts, 2);
  const [jane] = failed.people();
  assert.equal(jane?.attempts, 2);
  assert.deepEqual(jane?.ways.map(({ eventType, app, attempts }) => ({ eventType, app, attempts })), [
    { eventType: "user.session.start", app: undefined, attempts: 1 },
    { eventType: "user.authentication.auth_via_richclient", app: "Office 365", attempts: 1 },
  ]);
});

Deno.test("the same transaction of two people are two attempts", () => {
  const failed = failures({ transaction: "t" }, { transaction: "t", actor: person("omar") });
  assert.equal(failed.attempts, 2);
  assert.equal(failed.people().length, 2);
});

Deno.test("whoever failed most comes first, with reasons, first and last time", () => {
  const failed = failures(
    { minute: 1, actor: person("omar") },
    { minute: 2 },
    { minute: 3, reason: "LOCKED_OUT" },
    { minute: 4, reason: "LOCKED_OUT" },
  );
  const [jane, omar] = failed.people();
  assert.equal(jane?.name, "jane");
  assert.deepEqual(jane?.reasons, [{ value: "LOCKED_OUT", count: 2 }, { value: "INVALID_CREDENTIALS", count: 1 }]);
  assert.equal(jane?.first, "2026-07-15T09:02:00.000Z");
  assert.equal(jane?.last, "2026-07-15T09:04:00.000Z");
  assert.equal(omar?.attempts, 1);
});

Deno.test("logins that nobody has are kept apart by what was typed, and have no id", () => {
  const failed = failures({ actor: nobody("Root") }, { actor: nobody("root") }, { actor: nobody("guest") });
  assert.deepEqual(failed.people().map(({ login, attempts, id }) => ({ login: login?.toLowerCase(), attempts, id })), [
    { login: "root", attempts: 2, id: undefined },
    { login: "guest", attempts: 1, id: undefined },
  ]);
});

Deno.test("a lock is no attempt, and belongs to the person even where Okta is the actor", () => {
  const okta = { id: "00uokta", type: "SystemPrincipal", alternateId: "system@okta.com", displayName: "Okta System" };
  const failed = failures(
    { minute: 1 },
    { minute: 2, type: "user.account.lock", actor: okta, targets: [person("jane")] },
    { minute: 9, type: "user.account.lock" },
  );
  assert.equal(failed.attempts, 1);
  assert.equal(failed.people()[0]?.locked, "2026-07-15T09:09:00.000Z");
});

Deno.test("an address counts people, not attempts", () => {
  const spray = ["a", "b", "c"].flatMap((name) => [
    { actor: person(name), ip: "203.0.113.66" },
    { actor: person(name), ip: "203.0.113.66" },
  ]);
  const failed = failures(...spray, { ip: "198.51.100.1" }, { ip: "198.51.100.1" }, { ip: null });
  assert.deepEqual(failed.addresses(3), [
    { ip: "203.0.113.66", place: "Portland, United States", people: 3, attempts: 6 },
  ]);
  assert.deepEqual(failed.addresses(4), []);
});
