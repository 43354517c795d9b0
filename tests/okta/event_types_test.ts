import assert from "node:assert/strict";
import { isCommonEventType, nearestEventTypes, parseEventTypes } from "../../src/okta/event_types.ts";
import { UserError } from "../../src/user_error.ts";

Deno.test("event types come apart at commas and spaces; prefixes, capitals and hyphens are theirs", () => {
  assert.deepEqual(parseEventTypes("user.session.start, user.account.* user.authentication.auth_via_AD_agent"), [
    "user.session.start",
    "user.account.*",
    "user.authentication.auth_via_AD_agent",
  ]);
  assert.deepEqual(parseEventTypes("app.office365.api.error.x-ms-forwarded-client-ip-header.absent").length, 1);
});

Deno.test("a type that is not common passes: the list is not whole", () => {
  assert.deepEqual(parseEventTypes("workflows.user.flow.create"), ["workflows.user.flow.create"]);
  assert.equal(isCommonEventType("workflows.user.flow.create"), false);
  assert.equal(isCommonEventType("user.session.start"), true);
  assert.equal(isCommonEventType("user.session.*"), true);
  assert.equal(isCommonEventType("user.sessions.*"), false);
  assert.equal(isCommonEventType("constructor"), false);
});

Deno.test("words for an event get the type that they mean", () => {
  assert.equal(nearestEventTypes("user.sesion.start")[0], "user.session.start");
  assert.equal(nearestEventTypes("account locked")[0], "user.account.lock");
  assert.equal(nearestEventTypes("login")[0], "user.session.start");
  assert.equal(nearestEventTypes("push denied")[0], "user.mfa.okta_verify.deny_push");
  assert.deepEqual(nearestEventTypes("zzz"), []);
});

for (const wrong of ["login", "user.session.", ".*", "*", "", 'user.session.start" or actor.id pr', "user.*.start"]) {
  Deno.test(`no event type: ${JSON.stringify(wrong)}`, () => {
    assert.throws(
      () => parseEventTypes(wrong),
      (error: unknown) => error instanceof UserError && error.message.includes(JSON.stringify(wrong)),
    );
  });
}

Deno.test("the error of a wrong type names the nearest", () => {
  assert.throws(() => parseEventTypes("lockout"), /The nearest: user\.account\.lock\b/);
});
