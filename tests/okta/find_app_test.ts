import assert from "node:assert/strict";
import { findApp } from "../../src/okta/find_app.ts";
import { AmbiguousError, NotFoundError } from "../../src/okta/lookup.ts";
import { demoOrg } from "./demo_org.ts";
import { UserError } from "../../src/user_error.ts";

Deno.test("an app is found by id, label, the label's beginning, or catalog name", async () => {
  await using org = await demoOrg();
  const office = org.app("Microsoft Office 365");
  for (const ref of [office.id, office.label, " microsoft office 365", "Microsoft", office.name]) {
    assert.equal((await findApp(org.okta, ref)).id, office.id, ref);
  }
});

Deno.test("the label itself goes before labels that begin with it", async () => {
  await using org = await demoOrg();
  const zoom = org.app("Zoom");
  org.app("Slack").label = "Zoom Rooms";
  org.app("Workday").label = "zoom";
  assert.equal((await findApp(org.okta, "Zoom")).id, zoom.id);
  assert.equal((await findApp(org.okta, "Zoom R")).label, "Zoom Rooms");
});

Deno.test("several apps are listed with what tells them apart", async () => {
  await using org = await demoOrg();
  const [zoom, slack] = [org.app("Zoom"), org.app("Slack")];
  slack.label = "Zoom";
  slack.status = "INACTIVE";
  await assert.rejects(findApp(org.okta, "zoom"), (error: Error) => {
    assert(error instanceof AmbiguousError);
    assert.deepEqual(new Set(error.candidates.map(({ id }) => id)), new Set([zoom.id, slack.id]));
    assert(error.message.includes(`${slack.signOnMode}, INACTIVE, id ${slack.id}`));
    return true;
  });
});

Deno.test("an unknown app is answered with the nearest", async () => {
  await using org = await demoOrg();
  await assert.rejects(findApp(org.okta, "Workspace"), /No app matches "Workspace".*\n- "Google Workspace"/);
  await assert.rejects(findApp(org.okta, "Minesweeper"), /Give the label, the beginning of it/);
  await assert.rejects(findApp(org.okta, "0oa0000000000000zzzz"), NotFoundError);
  await assert.rejects(findApp(org.okta, ""), UserError);
  await assert.rejects(findApp(org.okta, "\ud800"), NotFoundError);
});
