import assert from "node:assert/strict";
import { assertError, ids, type Org, startOrg, withQuery } from "../harness.ts";
import { ID } from "../small_org.ts";

const CRM = `/api/v1/apps/${ID.CRM}`;
const NOTES = `/api/v1/apps/${ID.NOTES}`;
const PORTAL = `/api/v1/apps/${ID.PORTAL}`;

/** What a careful client sends back: the app as read, without what only Okta sets. */
async function readForPut(org: Org, path: string) {
  const { body } = await org.get(path);
  for (const key of ["id", "orn", "status", "created", "lastUpdated", "features", "universalLogout", "_links"]) {
    delete body[key];
  }
  delete body.accessibility.loginRedirectUrl;
  delete body.accessibility.errorRedirectUrl;
  return body;
}

Deno.test("apps are found by the beginning of name or label, and by filter", async () => {
  await using org = await startOrg();
  const list = async (query: Record<string, string>) => ids(await org.get(withQuery("/api/v1/apps", query)));
  assert.deepEqual(await list({ q: "cust" }), [ID.CRM]);
  assert.deepEqual(await list({ q: "book" }), [ID.NOTES]);
  assert.deepEqual(await list({ q: "tomers" }), []);
  org.sandbox.state.apps.get(ID.NOTES)!.status = "INACTIVE";
  assert.deepEqual(await list({ filter: 'status eq "ACTIVE"' }), [ID.CRM, ID.PORTAL]);
  assert.deepEqual(await list({ filter: 'name eq "bookmark" or name eq "crm"' }), [ID.CRM, ID.NOTES]);
  assert.deepEqual(await list({ filter: `group.id eq "${ID.SALES}"` }), [ID.CRM]);
  assertError(await org.get(withQuery("/api/v1/apps", { filter: 'label eq "Notes"' })), 400, "E0000031");
});

Deno.test("a person's apps come with their assignment", async () => {
  await using org = await startOrg();
  const query = (id: string) => ({ filter: `user.id eq "${id}"`, expand: `user/${id}` });
  const [crm, ...rest] = (await org.get(withQuery("/api/v1/apps", query(ID.ADA)))).body;
  assert.deepEqual(rest, []);
  assert.equal(crm.id, ID.CRM);
  const { user } = crm._embedded;
  assert.deepEqual([user.id, user.scope, user.status, user.profile], [ID.ADA, "GROUP", "PROVISIONED", {
    seat: "full",
  }]);
  assert.deepEqual(ids(await org.get(withQuery("/api/v1/apps", query(ID.CLEO)))), []);
  assert.deepEqual(ids(await org.get(withQuery("/api/v1/apps", { filter: 'user.id eq "nobody"' }))), []);
  const wrong = { ...query(ID.ADA), expand: `user/${ID.BOB}` };
  assertError(await org.get(withQuery("/api/v1/apps", wrong)), 400, "E0000001");
  assertError(await org.get(withQuery("/api/v1/apps", { expand: `user/${ID.ADA}` })), 400, "E0000001");
});

Deno.test("a client secret comes back from a change, never from reading", async () => {
  await using org = await startOrg();
  const read = await readForPut(org, PORTAL);
  assert.equal(read.credentials.oauthClient.client_secret, undefined);
  assert(!JSON.stringify((await org.get("/api/v1/apps")).body).includes("kept-by-the-portal"));
  const { status, body } = await org.call("PUT", PORTAL, { ...read, label: "Gate" });
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal(body.credentials.oauthClient.client_secret, "kept-by-the-portal");
});

Deno.test("PUT replaces the app and ignores what only Okta sets", async () => {
  await using org = await startOrg();
  const body = await readForPut(org, NOTES);
  body.label = "Notebook";
  body.visibility.hide.web = true;
  body.visibility.appLinks = { login: false, invented: true };
  const { body: after, status } = await org.call("PUT", NOTES, { ...body, status: "INACTIVE", features: ["X"] });
  assert.equal(status, 200, JSON.stringify(after));
  assert.deepEqual([after.label, after.status, after.features], ["Notebook", "ACTIVE", []]);
  assert.deepEqual(after.visibility.hide, { iOS: false, web: true });
  assert.deepEqual(after.visibility.appLinks, { login: false });
  assert.deepEqual(after.settings.app.url, "https://notes.small.example");
  assert.deepEqual(org.logged(), ["application.lifecycle.update"]);
});

Deno.test("PUT resets what it leaves out", async () => {
  await using org = await startOrg();
  const app = org.sandbox.state.apps.get(ID.NOTES)!;
  app.settings["notes"] = { admin: "Ask Alex", enduser: null };
  const { settings, ...body } = await readForPut(org, NOTES);
  await org.call("PUT", NOTES, { ...body, settings: { app: settings.app } });
  assert.deepEqual(app.settings["notes"], { admin: null, enduser: null });
});

Deno.test("PUT refuses another kind of app, a missing setting, a label that is taken", async () => {
  await using org = await startOrg();
  const body = await readForPut(org, NOTES);
  const put = (changes: Record<string, unknown>) => org.call("PUT", NOTES, { ...body, ...changes });
  for (
    const changes of [
      { name: "crm" },
      { signOnMode: "AUTO_LOGIN" },
      { label: "" },
      { settings: { app: { requestIntegration: false } } },
      { credentials: { ...body.credentials, signing: { kid: "unknown" } } },
    ]
  ) {
    const refused = await put(changes);
    assertError(refused, 400, "E0000001");
    assert(refused.body.errorCauses.length > 0, JSON.stringify(changes));
  }
  assertError(await put({ label: "Portal" }), 400, "E0000040");
  assert.deepEqual(org.logged(), []);
});

Deno.test("deactivating takes the group assignments away for good", async () => {
  await using org = await startOrg();
  assert.equal((await org.call("POST", `${CRM}/lifecycle/deactivate`)).status, 200);
  assert.deepEqual((await org.get(`${CRM}/groups`)).body, []);
  assert.deepEqual(org.logged(), [
    "application.lifecycle.deactivate",
    "group.application_assignment.remove",
    "application.user_membership.remove",
  ]);
  assert.equal((await org.call("POST", `${CRM}/lifecycle/activate`)).status, 200);
  assert.deepEqual((await org.get(`${CRM}/users`)).body, []);
});

Deno.test("an app is deleted only after it was switched off", async () => {
  await using org = await startOrg();
  const refused = await org.call("DELETE", NOTES);
  assertError(refused, 403, "E0000056");
  assert.equal(refused.body.errorCauses.length, 1);
  await org.call("POST", `${NOTES}/lifecycle/deactivate`);
  assert.equal((await org.call("DELETE", NOTES)).status, 204);
  const missing = await org.get(NOTES);
  assert.equal(missing.body.errorSummary, `Not found: Resource not found: ${ID.NOTES} (AppInstance)`);
});

Deno.test("features only where the app is provisioned", async () => {
  await using org = await startOrg();
  const refused = await org.get(`${NOTES}/features`);
  assertError(refused, 400, "E0000001");
  assert.deepEqual(refused.body.errorCauses, [{ errorSummary: "Provisioning is not supported." }]);
  const [feature] = (await org.get(`${CRM}/features`)).body;
  assert.equal(feature.capabilities.create.lifecycleCreate.status, "ENABLED");
  assert.equal(feature.capabilities.update.profile.status, "DISABLED");
  assert.equal((await org.get(`${CRM}/features/USER_PROVISIONING`)).body.name, "USER_PROVISIONING");
  assertError(await org.get(`${CRM}/features/INBOUND_PROVISIONING`), 404, "E0000007");
});

Deno.test("signing certificates say when they expire", async () => {
  await using org = await startOrg();
  const [key] = (await org.get(`${CRM}/credentials/keys`)).body;
  assert.deepEqual([key.kid, key.expiresAt], ["crm-key", "2026-03-20T00:00:00.000Z"]);
  assert.equal((await org.get(`${CRM}/credentials/keys/crm-key`)).body.kid, "crm-key");
  assert.deepEqual((await org.get(`${NOTES}/credentials/keys`)).body, []);
  assertError(await org.get(`${CRM}/credentials/keys/other`), 404, "E0000007");
});
