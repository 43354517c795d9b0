import { PASSWORD_MAX_AGE_DAYS } from "../policies.ts";
import { beginSignIn, refuse, rightPassword } from "../signin.ts";
import type { Stage } from "../stage.ts";
import { transition } from "../stage.ts";
import { DAY, MINUTE, recordTime, SECOND } from "../time.ts";

/**
 * Lucia Rossi's password reached the age that the policy allows. This morning she was asked for a new one, twice gave
 * one that she had had before, and left it there.
 */
export function tellExpiredPassword(stage: Stage): void {
  const lucia = stage.person("lucia.rossi");
  const expired = stage.before({ hours: 5 });
  lucia.everydayUntil = expired - 30 * MINUTE;
  lucia.user.passwordChanged = recordTime(expired - PASSWORD_MAX_AGE_DAYS * DAY);
  transition(lucia.user, "PASSWORD_EXPIRED", expired);

  const signIn = beginSignIn(stage, lucia, lucia.home);
  const at = stage.before({ hours: 2, minutes: 12 });
  rightPassword(stage, signIn, at);
  refuse(stage, signIn, at + 2 * SECOND, "PASSWORD_EXPIRED");
  for (const seconds of [48, 95]) {
    stage.log.add({
      at: at + seconds * SECOND,
      type: "user.account.update_password",
      by: signIn,
      request: stage.log.request("/idp/idx/challenge/answer"),
      result: "FAILURE",
      reason: "The new password was used before",
      targets: [signIn.actor],
    });
  }
}
