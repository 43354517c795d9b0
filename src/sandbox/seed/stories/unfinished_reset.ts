import { act, adminRequest, atConsole, notify } from "../admin.ts";
import { userEntity } from "../events.ts";
import { beginSignIn, wrongPassword } from "../signin.ts";
import type { Stage } from "../stage.ts";
import { transition } from "../stage.ts";
import { SECOND } from "../time.ts";

/**
 * Ben Carter asked for a new password two days ago. Nia Thompson started the reset, the mail went out, and he never
 * used the link: since then neither the old password nor a new one lets him in.
 */
export function tellUnfinishedReset(stage: Stage): void {
  const ben = stage.person("ben.carter");
  const at = stage.before({ days: 2, hours: 6 });
  ben.everydayUntil = at;
  const nia = atConsole(stage, "nia.thompson");
  const request = adminRequest(
    stage,
    nia,
    `/api/v1/users/${ben.user.id}/lifecycle/reset_password`,
    "sendEmail=true",
  );
  act(stage, nia, at, "user.account.reset_password", request, [userEntity(ben.user)]);
  notify(stage, at + SECOND, "system.email.password_reset.sent_message", ben.user, nia, request);
  transition(ben.user, "RECOVERY", at);
  for (const hours of [46, 45.9, 6]) wrongPassword(stage, beginSignIn(stage, ben, ben.home), stage.before({ hours }));
}
