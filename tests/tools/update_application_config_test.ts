import assert from "node:assert/strict";
import { startOrg } from "./harness.ts";
import { changesOf, itemOf, sentBy, stepsOf, warningsOf } from "./writes.ts";

Deno.test("paths and objects merge into the app; everything else is sent back as it was", async () => {
  await using org = await startOrg();
  const zoom = org.app("Zoom");
  const visibility = structuredClone(zoom.visibility);

  const reply = await org.call("update_application_config", {
    app: "Zoom",
    changes: {
      "label": "Zoom Meetings",
      "settings.app.subDomain": "harbor",
      "settings": { notes: { admin: "moved" } },
    },
  });

  assert.deepEqual(changesOf(reply), [
    'label: "Zoom" → "Zoom Meetings"',
    'settings.app.subDomain: "harboroutfitters" → "harbor"',
    'settings.notes.admin: null → "moved"',
  ]);
  assert.match(reply.asked ?? "", /^Change 3 settings of app "Zoom" \(ACTIVE\)\n- label: "Zoom" → "Zoom Meetings"\n/);
  assert.match(
    warningsOf(reply)[0]!,
    /how people get into the app: a wrong value can shut out \d+ people\. Try it with one/,
  );
  assert.match(warningsOf(reply).at(-1)!, /^Has the app: \d+ people\.$/);
  assert.deepEqual(sentBy(org), [`PUT /api/v1/apps/${zoom.id}`]);
  assert.deepEqual(zoom.visibility, visibility);
  assert.equal(zoom.label, "Zoom Meetings");
});

Deno.test("what Okta ignores is reported as not stored", async () => {
  await using org = await startOrg();
  const reply = await org.call("update_application_config", {
    app: "Slack",
    changes: { label: "Slack Chat", "visibility.hide.watch": true },
  });
  assert.deepEqual(changesOf(reply), ['label: "Slack" → "Slack Chat"']);
  assert.deepEqual(itemOf(reply).notes, [
    "Okta did not store visibility.hide.watch: wanted true, it keeps (none).",
  ]);
});

Deno.test("an app with a shared password: the password may be lost, and that is said", async () => {
  await using org = await startOrg();
  const { asked } = await org.call("update_application_config", {
    app: "Carrier Portal",
    changes: { "visibility.hide.web": true },
  }, "decline");
  assert.match(asked ?? "", /! The app signs in with a stored password, which Okta never shows.*may be lost/);
  assert.doesNotMatch(asked ?? "", /how people get into the app/);
});

Deno.test("what cannot be changed so, or would change nothing, is refused with the reason", async () => {
  await using org = await startOrg();
  const refused = (changes: Record<string, unknown>, app = "Slack") =>
    org.refused("update_application_config", { app, changes });
  assert.match(await refused({ signOnMode: "OPENID_CONNECT" }), /signOnMode are fixed when the app is created/);
  assert.match(await refused({ status: "INACTIVE" }), /^Cannot change status of an app/);
  assert.match(await refused({ label: "Slack" }), /^Nothing to change: app "Slack" has these settings already/);
  assert.match(
    await refused({ credentials: { oauthClient: { client_secret: "[redacted]" } } }, "Storefront Admin"),
    /^Cannot change "credentials": its value is masked/,
  );
  assert.match(await refused({ label: "x" }, "Harbour Handbook"), /The nearest:\n- "Harbor Handbook"/);
  assert.deepEqual(sentBy(org), []);
});

Deno.test("the undo puts back values and clears what was not there", async () => {
  await using org = await startOrg();
  const { plan, act } = stepsOf(org, "update_application_config");
  const { undo } = await act(
    await plan({ app: "Zoom", changes: { "settings.notes.admin": "x", "settings.app": { subDomain: "y" } } }),
  );
  assert.deepEqual(undo, {
    tool: "update_application_config",
    args: {
      app: org.app("Zoom").id,
      changes: { settings: { notes: { admin: null }, app: { subDomain: "harboroutfitters" } } },
    },
  });
});
