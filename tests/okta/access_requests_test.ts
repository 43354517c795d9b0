import assert from "node:assert/strict";
import { catalogEntry, requestAccess } from "../../src/okta/access_requests.ts";
import { toApp } from "../../src/okta/apps.ts";
import { toUser } from "../../src/okta/users.ts";
import { demoOrg } from "./demo_org.ts";
import { failureOf, fakeOkta, freely, refusal } from "./fake_okta.ts";

Deno.test("the catalog has an app that groups give, for those who lack it", async () => {
  await using org = await demoOrg();
  const omar = toUser(org.user("omar.haddad"));
  const entry = (label: string) => catalogEntry(org.okta, omar, toApp(org.app(label)));
  assert.partialDeepStrictEqual(await entry("Salesforce"), { name: "Salesforce", requestable: true });
  assert.partialDeepStrictEqual(await entry("Zoom"), { requestable: false });
  assert.equal(await entry("Nightly Stock Export"), undefined);
});

Deno.test("a request names the entry and the person; its answer may be empty", async () => {
  const answers = [
    Response.json({ id: "req1", status: "SUBMITTED" }, { status: 202 }),
    new Response(null, { status: 202 }),
  ];
  await using server = fakeOkta((_, nth) => answers[nth - 1]!);
  const okta = server.connection.forCall(freely());
  assert.deepEqual(await requestAccess(okta, "cen1", "00u1"), { id: "req1", status: "SUBMITTED" });
  assert.deepEqual(await requestAccess(okta, "cen1", "00u1"), { id: null, status: null });
  assert.deepEqual(JSON.parse(server.requests[0]!.body), {
    requested: { type: "CATALOG_ENTRY", entryId: "cen1" },
    requestedFor: { type: "OKTA_USER", externalId: "00u1" },
  });
});

Deno.test("an org without Identity Governance says so by its status", async () => {
  await using server = fakeOkta(() => refusal(404, "E0000008"));
  const error = await failureOf(
    catalogEntry(server.connection.forCall(freely()), toUser({ id: "00u/1" }), toApp({ label: "A&B" })),
  );
  assert.equal(error.status, 404);
  assert.match(server.requests[0]!.path, /\/user\/00u%2F1\/entries\?filter=not%28parent\+pr%29&match=A%26B&limit=50$/);
});
