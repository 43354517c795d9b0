import assert from "node:assert/strict";
import { apiToken } from "../../../src/okta/auth/api_token.ts";
import { redactText } from "../../../src/okta/redact.ts";

const request = { method: "GET", url: new URL("https://acme.okta.com/api/v1/users") };

Deno.test("an API token goes as SSWS, however it was pasted", async () => {
  for (const pasted of ["00my-Token_1", " 00my-Token_1\n", "SSWS 00my-Token_1"]) {
    assert.deepEqual(await apiToken(pasted).authorize(request), { Authorization: "SSWS 00my-Token_1" });
  }
});

Deno.test("from then on the token is masked everywhere", () => {
  assert.equal(redactText("the token my-other-token is wrong"), "the token my-other-token is wrong");
  apiToken("my-other-token");
  assert.equal(redactText("the token my-other-token is wrong"), "the token [redacted] is wrong");
});

Deno.test("what cannot be a token is refused without being shown", () => {
  for (const bad of ["", "  ", "two words", "“quoted”", "line\nbreak"]) {
    assert.throws(() => apiToken(bad), (error: Error) => {
      assert.match(error.message, /^Cannot use the API token: .* Copy it again from Security > API > Tokens\.$/);
      return bad.trim() === "" || !error.message.includes(bad);
    });
  }
});
