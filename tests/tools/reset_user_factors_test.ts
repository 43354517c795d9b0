import assert from "node:assert/strict";
import { startOrg } from "./harness.ts";
import { changesOf, itemOf, sentBy, warningsOf } from "./writes.ts";

Deno.test("all factors: each is named, that none is left is said first, and that the sessions stay", async () => {
  await using org = await startOrg();
  const grace = org.user("grace.okafor");

  const reply = await org.call("reset_user_factors", { user: "Grace Okafor" });

  assert.deepEqual(changesOf(reply), [
    `factor push of OKTA "Grace's old iPhone 11": "ACTIVE" → null`,
    'factor token:software:totp of OKTA: "ACTIVE" → null',
    'factor email of OKTA "grace.okafor@harbor.example": "ACTIVE" → null',
  ]);
  assert.match(warningsOf(reply)[0]!, /^No factor is left: .*Be sure that it is really this person/);
  assert.match(warningsOf(reply).at(-1)!, /clear_user_sessions user=grace\.okafor@harbor\.example ends them/);
  assert.deepEqual(sentBy(org), [`POST /api/v1/users/${grace.id}/lifecycle/reset_factors`]);
  assert.deepEqual(grace.factors, []);
});

Deno.test("removing push takes all of Okta Verify, whichever of its names was given", async () => {
  for (const factor of ["push", "signed_nonce", "Aisha's iPhone"]) {
    await using org = await startOrg();
    const reply = await org.call("reset_user_factors", { user: "aisha.bello", factor });
    assert.equal(itemOf(reply).changes?.length, 3);
    assert.match(warningsOf(reply)[0]!, /It belongs to Okta Verify: all that the app has enrolled goes together/);
    assert.match(warningsOf(reply)[1]!, /^Left: email of OKTA "aisha\.bello@harbor\.example"\.$/);
    assert.deepEqual(org.user("aisha.bello").factors.map(({ factorType }) => factorType), ["email"]);
  }
});

Deno.test("one factor by id or type goes alone; a phone number is masked", async () => {
  await using org = await startOrg();
  const jane = org.user("jane.moreno");
  const sms = jane.factors.find(({ factorType }) => factorType === "sms")!;
  const reply = await org.call("reset_user_factors", { user: "jane.moreno", factor: sms.id });
  assert.match(changesOf(reply)[0]!, /^factor sms of OKTA "\+\*+\d{4}": "ACTIVE" → null$/);
  assert.deepEqual(sentBy(org), [`DELETE /api/v1/users/${jane.id}/factors/${sms.id}`]);
  await org.call("reset_user_factors", { user: "jane.moreno", factor: "token:software:totp" });
  assert.deepEqual(jane.factors.map(({ factorType }) => factorType), ["push", "signed_nonce", "email"]);
});

Deno.test("an unknown or ambiguous factor is answered with the list; nobody's factors are guessed", async () => {
  await using org = await startOrg();
  const refused = (user: string, factor?: string) =>
    org.refused("reset_user_factors", { user, ...factor && { factor } });
  assert.match(
    await refused("jane.moreno", "webauthn"),
    /^"webauthn" is none of the factors of "Jane Moreno".*\n- push of OKTA "Jane's iPhone", ACTIVE, id opf/s,
  );
  const aisha = org.user("aisha.bello");
  aisha.factors.push({ ...aisha.factors.at(-1)!, id: "emfSECONDxxxxxxxxxxx" });
  assert.match(await refused("aisha.bello", "email"), /^"email" is several of the factors.*Give the id of one\.$/s);
  assert.match(await refused("diego.ramos"), /^Nothing to reset: .*has no factor enrolled/);
  assert.match(await refused("helen.park"), /a deactivated account/);
  assert.deepEqual(sentBy(org), []);
});
