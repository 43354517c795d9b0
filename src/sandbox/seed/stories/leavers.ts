import { act, automation, changeLifecycle, leaveGroup, loseApp } from "../admin.ts";
import { userEntity } from "../events.ts";
import type { Persona, Stage } from "../stage.ts";
import { transition } from "../stage.ts";
import { MINUTE, recordTime } from "../time.ts";

/** Helen Park left two weeks ago and was deactivated by the Workday sync; Oscar Lund's contract ended in the spring. */
export function tellLeavers(stage: Stage): void {
  leave(stage, stage.person("helen.park"), stage.before({ days: 14, hours: 1 }));
  leave(stage, stage.person("oscar.lund"), stage.before({ days: 141 }));
}

function leave(stage: Stage, persona: Persona, at: number): void {
  const { user } = persona;
  const inLog = at > stage.before({ days: 30 });
  persona.everydayUntil = inLog ? at - 30 * MINUTE : 0;
  const sync = automation(stage);
  const request = inLog && changeLifecycle(stage, sync, at, "user.lifecycle.deactivate", "deactivate", user);
  if (request) act(stage, sync, at + 150, "user.session.clear", request, [userEntity(user)]);
  for (const app of stage.state.apps.values()) {
    const assigned = app.users.delete(user.id) ||
      [...app.groups.keys()].some((id) => stage.state.groups.get(id)?.members.has(user.id));
    if (assigned && request) loseApp(stage, sync, at + 400, user, app, request);
  }
  for (const group of stage.state.groups.values()) {
    if (!group.members.delete(user.id)) continue;
    if (recordTime(at) > group.lastMembershipUpdated) group.lastMembershipUpdated = recordTime(at);
    if (request && group.type !== "BUILT_IN") leaveGroup(stage, sync, at + 700, user, group, request);
  }
  transition(user, "DEPROVISIONED", at);
  user.factors = [];
  user.passwordChanged = null;
  delete user.credentials.password;
}
