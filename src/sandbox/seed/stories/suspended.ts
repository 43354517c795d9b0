import { act, atConsole, changeLifecycle } from "../admin.ts";
import { userEntity } from "../events.ts";
import { beginSignIn, refuse } from "../signin.ts";
import type { Stage } from "../stage.ts";
import { transition } from "../stage.ts";
import { MINUTE } from "../time.ts";

/** Dmitri Volkov was suspended by Marcus Webb five days ago, and has tried to sign in since. */
export function tellSuspended(stage: Stage): void {
  const dmitri = stage.person("dmitri.volkov");
  const suspended = stage.before({ days: 5, hours: 2 });
  dmitri.everydayUntil = suspended - 10 * MINUTE;
  const marcus = atConsole(stage, "marcus.webb");
  const request = changeLifecycle(stage, marcus, suspended, "user.lifecycle.suspend", "suspend", dmitri.user);
  act(stage, marcus, suspended + 300, "user.session.clear", request, [userEntity(dmitri.user)]);
  transition(dmitri.user, "SUSPENDED", suspended);
  for (const hours of [118, 117, 94]) {
    refuse(stage, beginSignIn(stage, dmitri, dmitri.home), stage.before({ hours }), "VERIFICATION_ERROR");
  }
}
