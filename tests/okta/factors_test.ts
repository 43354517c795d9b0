import assert from "node:assert/strict";
import { factorsOfUser, removedWith, resetAllFactors, resetFactor } from "../../src/okta/factors.ts";
import { demoOrg } from "./demo_org.ts";
import { fakeOkta, freely } from "./fake_okta.ts";

Deno.test("factors are told by what the person knows them by", async () => {
  const raw = [
    {
      id: "mbl1",
      factorType: "sms",
      provider: "OKTA",
      vendorName: "OKTA",
      status: "ACTIVE",
      profile: { phoneNumber: "+1 207-555-0117" },
    },
    {
      id: "fwf1",
      factorType: "webauthn",
      provider: "FIDO",
      status: "ACTIVE",
      profile: { authenticatorName: "YubiKey 5", credentialId: "x" },
    },
    {
      id: "opf1",
      factorType: "push",
      provider: "OKTA",
      profile: { name: "Jane's iPhone", deviceType: "SmartPhone_IPhone" },
    },
    { id: "ufs1", factorType: "question", provider: "OKTA", status: "ACTIVE", profile: null, _links: { resend: [] } },
  ];
  await using server = fakeOkta(() => Response.json(raw));
  const factors = await factorsOfUser(server.connection.forCall(freely()), "00u1");
  assert.deepEqual(factors.map(({ device }) => device), ["+1 207-555-0117", "YubiKey 5", "Jane's iPhone", null]);
});

Deno.test("resetting Okta Verify's push takes all of Okta Verify, as predicted", async () => {
  await using org = await demoOrg();
  const jane = org.user("jane.moreno");
  const before = await factorsOfUser(org.okta, jane.id);
  const push = before.find(({ factorType }) => factorType === "push")!;
  const predicted = removedWith(push, before).map(({ id }) => id);
  assert(predicted.length > 1);
  await resetFactor(org.okta, jane.id, push.id);
  const left = (await factorsOfUser(org.okta, jane.id)).map(({ id }) => id);
  assert.deepEqual(before.map(({ id }) => id).filter((id) => !predicted.includes(id)), left);
});

Deno.test("any other factor goes alone", async () => {
  await using org = await demoOrg();
  const factors = await factorsOfUser(org.okta, org.user("jane.moreno").id);
  for (const factor of factors.filter(({ factorType }) => !["push", "signed_nonce"].includes(factorType))) {
    assert.deepEqual(removedWith(factor, factors), [factor]);
  }
});

Deno.test("all factors go at once", async () => {
  await using org = await demoOrg();
  const { id } = org.user("grace.okafor");
  assert((await factorsOfUser(org.okta, id)).length > 0);
  await resetAllFactors(org.okta, id);
  const left = await factorsOfUser(org.okta, id);
  assert(left.every(({ status }) => status !== "ACTIVE"));
});
