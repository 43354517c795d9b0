import assert from "node:assert/strict";
import { USER_STATUSES } from "../../../src/okta/users.ts";
import { meaningOf, nextStep } from "../../../src/tools/shared/status.ts";

Deno.test("every status has a meaning and a next step for the person it is about", () => {
  for (const status of USER_STATUSES) {
    assert.notEqual(meaningOf(status), `status ${status}`);
    assert.match(
      nextStep({ id: "00u1", login: "jane@harbor.example", status }) ?? "",
      /(user|target)=jane@harbor\.example/,
    );
  }
});

Deno.test("a status that Okta invents later is told as it is", () => {
  assert.equal(meaningOf("NEW_ONE"), "status NEW_ONE");
  assert.equal(nextStep({ id: "00u1", login: "jane", status: "NEW_ONE" }), undefined);
});
