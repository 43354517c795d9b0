import assert from "node:assert/strict";
import { redact } from "../../../src/okta/redact.ts";
import { isMasked } from "../../../src/tools/shared/masked.ts";

Deno.test("what was masked is recognised, also deep inside; ordinary values are not", () => {
  const shown = redact({ client_secret: "abcdefghijkl", mobilePhone: "+1-207-555-0142" }) as Record<string, unknown>;
  assert.equal(isMasked(shown.client_secret), true);
  assert.equal(isMasked(shown.mobilePhone), true);
  assert.equal(isMasked({ oauthClient: [shown] }), true);
  for (const value of ["+1-207-555-0142", "a*b", "**/*.js", "", null, 12, { url: "https://x.example/*" }]) {
    assert.equal(isMasked(value), false, JSON.stringify(value));
  }
});
