import { automation, changeLifecycle, createUser, joinByRule } from "../admin.ts";
import type { Stage } from "../stage.ts";
import { transition } from "../stage.ts";
import { SECOND } from "../time.ts";

/** Tom Becker was invited 16 days ago. The mail went out and did not bounce; he never followed the link in it. */
export function tellNeverActivated(stage: Stage): void {
  const tom = stage.person("tom.becker");
  const { user } = tom;
  tom.everydayUntil = 0;
  const created = Date.parse(user.created);
  const invited = Date.parse(String(user.activated));
  createUser(stage, automation(stage), created, user);
  joinByRule(stage, created + 5 * SECOND, user, stage.group("Operations"));
  changeLifecycle(stage, automation(stage), invited, "user.lifecycle.activate", "activate", user, "sendEmail=true");
  transition(user, "PROVISIONED", invited);
  user.passwordChanged = null;
  delete user.credentials.password;
}
