import assert from "node:assert/strict";
import type { EventRow } from "../../src/tools/shared/events.ts";
import { startOrg } from "./harness.ts";

Deno.test("sign-ins, refusals, assignments and provisioning of an app", async () => {
  await using org = await startOrg();
  const { text, data } = await org.call("get_application_logs", { app: "salesforce", since: "4d", limit: 100 });
  const events = data.events as EventRow[];
  const types = new Set(events.map(({ eventType }) => eventType));
  for (
    const type of [
      "user.authentication.sso",
      "app.generic.unauth_app_access_attempt",
      "application.policy.sign_on.deny_access",
      "application.user_membership.remove",
      "application.provision.user.push",
    ]
  ) assert.ok(types.has(type), type);
  const id = org.app("Salesforce").id;
  assert.ok(events.every(({ targets }) => targets?.some((target) => target.id === id)));
  assert.match(text, /^\d+ events.* at app "Salesforce" \(0oa\w+, ACTIVE\) between/);
  assert.match(
    text,
    /,application\.user_membership\.remove,SUCCESS,"Renata Silva \(.*?\)","app Salesforce; user Omar Haddad/,
  );
});

Deno.test("what an app did as an OAuth client is its log too", async () => {
  await using org = await startOrg();
  const { data } = await org.call("get_application_logs", { app: "Nightly Stock Export", since: "3d" });
  const [event] = data.events as EventRow[];
  assert.equal(event?.eventType, "app.oauth2.token.grant.access_token");
  assert.equal(event.actor?.type, "PublicClientApp");
});

Deno.test("limit and cursor", async () => {
  await using org = await startOrg();
  const first = await org.call("get_application_logs", { app: "Slack", since: "3d", limit: 3 });
  assert.equal((first.data.events as EventRow[]).length, 3);
  assert.match(
    first.text,
    /\nOr narrow with a later since, or search_logs app=Slack with user, outcome or summarize=true\.$/,
  );
  const second = await org.call("get_application_logs", {
    app: "Slack",
    since: "3d",
    limit: 3,
    cursor: first.data.next_cursor,
  });
  const both = await org.call("get_application_logs", { app: "Slack", since: "3d", limit: 6 });
  assert.deepEqual([...first.data.events as EventRow[], ...second.data.events as EventRow[]], both.data.events);
});

Deno.test("nothing happened, and no such app", async () => {
  await using org = await startOrg();
  const { text } = await org.call("get_application_logs", { app: "Nightly Stock Export", since: "1h" });
  assert.match(text, /^No events at app "Nightly Stock Export" .* between 2026-07-15 13:00 UTC and/);
  assert.match(text, /get_application_details app="Nightly Stock Export"/);
  assert.match(
    await org.refused("get_application_logs", { app: "Salesfroce" }),
    /No app matches "Salesfroce"\. The nearest/,
  );
});
