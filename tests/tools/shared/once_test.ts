import assert from "node:assert/strict";
import type { Okta } from "../../../src/okta/client.ts";
import { once } from "../../../src/tools/shared/once.ts";

const call = () => ({}) as Okta;

Deno.test("a thing is read once a call, by whomever it is asked for", async () => {
  const okta = call();
  let reads = 0;
  const read = () => Promise.resolve(++reads);
  assert.deepEqual(await Promise.all([once(okta, "app Zoom", read), once(okta, "app Zoom", read)]), [1, 1]);
  assert.equal(await once(okta, "app Slack", read), 2);
  assert.equal(await once(call(), "app Zoom", read), 3);
});

Deno.test("a read that failed is tried again", async () => {
  const okta = call();
  await assert.rejects(once(okta, "app Zoom", () => Promise.reject(new Error("no"))), /no/);
  assert.equal(await once(okta, "app Zoom", () => Promise.resolve("yes")), "yes");
});
