import assert from "node:assert/strict";
import { logFilter } from "../../src/okta/log_filter.ts";
import { UserError } from "../../src/user_error.ts";

Deno.test("conditions are joined by and, alternatives by or", () => {
  assert.equal(logFilter({}), undefined);
  assert.equal(
    logFilter({
      eventTypes: ["user.session.start", "user.mfa.*"],
      userId: "00u1",
      targetIds: ["0oa1"],
      outcomes: ["FAILURE", "DENY"],
      ip: "192.0.2.7",
      filter: 'severity eq "WARN" or severity eq "ERROR"',
    }),
    '(eventType eq "user.session.start" or eventType sw "user.mfa.") and (actor.id eq "00u1" or target.id eq "00u1") ' +
      'and target.id eq "0oa1" and (outcome.result eq "FAILURE" or outcome.result eq "DENY") and ' +
      'client.ipAddress eq "192.0.2.7" and (severity eq "WARN" or severity eq "ERROR")',
  );
  assert.equal(
    logFilter({ userId: "00u1", appId: "0oa1" }),
    '(actor.id eq "00u1" or target.id eq "00u1") and (actor.id eq "0oa1" or target.id eq "0oa1")',
  );
  assert.equal(logFilter({ actorId: '00u" or id pr' }), 'actor.id eq "00u\\" or id pr"');
});

Deno.test("what the log cannot take is refused with the way out", () => {
  assert.throws(() => logFilter({ filter: 'target[type eq "User"]' }), /\[ \].*target\.id/);
  assert.throws(() => logFilter({ filter: 'published gt "2026-01-01T00:00:00Z"' }), /since and until/);
  assert.throws(() => logFilter({ filter: "id pr) or (id pr" }), UserError);
  assert.equal(logFilter({ filter: 'displayMessage co "[published]"' }), '(displayMessage co "[published]")');
});
