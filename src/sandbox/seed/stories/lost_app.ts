import { adminRequest, atConsole, leaveGroup, loseApp } from "../admin.ts";
import { assignmentEntities } from "../events.ts";
import { beginSignIn, openApp, openUnassignedApp, signInBy } from "../signin.ts";
import type { Stage } from "../stage.ts";
import { MINUTE, recordTime, SECOND } from "../time.ts";

/**
 * Omar Haddad lost Salesforce three days ago: Renata Silva took him out of the only group that gave it to him.
 * He signs in as ever, and is turned away at the app.
 */
export function tellLostApp(stage: Stage): void {
  const omar = stage.person("omar.haddad");
  const salesforce = stage.app("Salesforce");
  const group = stage.group("Salesforce Users");
  const removed = stage.before({ days: 3, hours: 2 });
  omar.formerApps.push({ app: salesforce, until: removed - 20 * MINUTE });

  const renata = atConsole(stage, "renata.silva");
  const request = adminRequest(stage, renata, `/api/v1/groups/${group.id}/users/${omar.user.id}`);
  leaveGroup(stage, renata, removed, omar.user, group, request);
  loseApp(stage, renata, removed + 400, omar.user, salesforce, request);
  stage.log.add({
    at: removed + 21 * SECOND,
    type: "application.provision.user.deactivate",
    by: stage.okta,
    request: stage.log.request(""),
    targets: assignmentEntities(omar.user, salesforce),
  });
  group.members.delete(omar.user.id);
  group.lastMembershipUpdated = recordTime(removed);

  for (const hours of [70, 52, 27, 3]) {
    const signIn = beginSignIn(stage, omar, omar.home);
    const inside = signInBy(stage, signIn, stage.before({ hours }), "fastpass");
    openApp(stage, signIn, inside + 30 * SECOND, stage.app("Slack"));
    openUnassignedApp(stage, signIn, inside + 2 * MINUTE, salesforce);
  }
}
