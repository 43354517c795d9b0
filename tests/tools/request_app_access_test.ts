import assert from "node:assert/strict";
import { startOrg } from "./harness.ts";
import { changesOf, itemOf, sentBy, warningsOf } from "./writes.ts";

Deno.test("with Identity Governance a request is filed for the person", async () => {
  await using org = await startOrg();
  const omar = org.user("omar.haddad");
  const reply = await org.call("request_app_access", { user: "Omar Haddad", app: "Salesforce" });
  assert.match(
    reply.asked ?? "",
    /^Request app "Salesforce" for "Omar Haddad" \(omar\.haddad@harbor\.example, ACTIVE\)\n/,
  );
  assert.match(warningsOf(reply)[0]!, /approvers .* decide; until then nothing changes/);
  assert.deepEqual(changesOf(reply), ['access request for app "Salesforce": null → "SUBMITTED"']);
  assert.match(itemOf(reply).notes![0]!, /^Request req\w{17} in Okta's Access Requests/);
  assert.deepEqual(sentBy(org), ["POST /governance/api/v2/requests"]);
  const { body } = org.sandbox.requests.findLast(({ method }) => method === "POST")!;
  assert.partialDeepStrictEqual(body, { requestedFor: { type: "OKTA_USER", externalId: omar.id } });
});

Deno.test("without it the people to ask are named, with a message for them", async () => {
  await using org = await startOrg();
  for (const failure of [{ status: 404 }, { status: 403 }, { status: 401, errorCode: "E0000015" as const }]) {
    org.sandbox.failNext({ path: "/governance/", ...failure });
    const error = await org.refused("request_app_access", { user: "omar.haddad", app: "Salesforce" });
    assert.match(
      error,
      /^Cannot request app "Salesforce" for "Omar Haddad".*no access requests can be filed with this token/,
    );
    assert.match(error, /\n- manager: "Sam Whitfield" \(sam\.whitfield@harbor\.example\)\n/);
    assert.match(
      error,
      /\n- owners of group "Salesforce Users", which gives the app: "Maria Lopez" and "Rajesh Menon"\n/,
    );
    assert.match(error, /\nMessage to send: Please approve access to "Salesforce" for "Omar Haddad"/);
    assert.match(error, /Once approved: add_user_to_group or assign_application\.$/);
  }
  assert.deepEqual(sentBy(org), []);
});

Deno.test("an app outside the catalog, one that the person has, an owner that is not shown", async () => {
  await using org = await startOrg();
  const refused = (app: string) => org.refused("request_app_access", { user: "omar.haddad", app });
  assert.match(
    await refused("Nightly Stock Export"),
    /not in the org's request catalog.*administrator of the app: no group gives it/s,
  );
  assert.match(await refused("Slack"), /^Nothing to ask for: .* has app "Slack" already\. .*explain_app_access/);
  org.sandbox.failNext({ path: "/governance/", status: 404 });
  org.group("Salesforce Users").owners = [];
  org.user("omar.haddad").profile.managerId = null;
  org.user("omar.haddad").profile.manager = null;
  const error = await refused("Salesforce");
  assert.match(
    error,
    /- the manager: the profile names none\n- group "Salesforce Users" gives the app; it has no owner/,
  );
});

Deno.test("a fault that is no missing licence is not taken for one", async () => {
  await using org = await startOrg();
  org.sandbox.failNext({ path: "/governance/", status: 409 });
  assert.match(
    await org.refused("request_app_access", { user: "omar.haddad", app: "Salesforce" }),
    /^Cannot GET \/governance.*409/,
  );
});
