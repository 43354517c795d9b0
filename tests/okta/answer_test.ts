import assert from "node:assert/strict";
import { Answer } from "../../src/okta/answer.ts";

const url = new URL("https://acme.okta.com/api/v1/users");

const take = (body: string | null, headers: Record<string, string> = {}) =>
  Answer.take({ method: "GET", path: url.pathname }, url, new Response(body, { headers }));

Deno.test("an answer can be read in every way that a response can, again and again", async () => {
  const form = { "content-type": "application/x-www-form-urlencoded" };
  for (const answer of [await take("a=1", form), (await take("a=1", form)).clone()]) {
    for (let time = 0; time < 2; time++) {
      assert.equal(await answer.text(), "a=1");
      assert.equal(new TextDecoder().decode(await answer.bytes()), "a=1");
      assert.equal(new TextDecoder().decode(await answer.arrayBuffer()), "a=1");
      assert.equal(await (await answer.blob()).text(), "a=1");
      assert.equal((await answer.formData()).get("a"), "1");
      assert.equal(await new Response(answer.body).text(), "a=1");
    }
    assert.equal(answer.headers.get("content-length"), "3");
  }
  assert.deepEqual(await (await take('[{"id":"00u1"}]')).json(), [{ id: "00u1" }]);
});

Deno.test("an answer without a body has none", async () => {
  const answer = await take(null);
  assert.equal(answer.body, null);
  assert.equal((await answer.arrayBuffer()).byteLength, 0);
});
