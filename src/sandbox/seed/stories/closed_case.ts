import { act, adminRequest, atConsole } from "../admin.ts";
import { userEntity } from "../events.ts";
import { MAX_ATTEMPTS } from "../policies.ts";
import { beginSignIn, lockAccount, signInBy, wrongPassword } from "../signin.ts";
import type { Stage } from "../stage.ts";
import { DAY, lastLocal, MINUTE, recordTime, SECOND } from "../time.ts";

/** Ethan Brooks was locked out ten days ago, and Nia Thompson unlocked him: a case that is closed. */
export function tellClosedCase(stage: Stage): void {
  const ethan = stage.person("ethan.brooks");
  const start = lastLocal(stage.now, ethan.utcOffset, 6, 5, 10 * DAY);
  const attempts = beginSignIn(stage, ethan, ethan.home);
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    wrongPassword(stage, attempts, start + attempt * 40 * SECOND);
  }
  lockAccount(stage, attempts, start + (MAX_ATTEMPTS - 1) * 40 * SECOND + 10);

  const unlocked = start + 22 * MINUTE;
  const nia = atConsole(stage, "nia.thompson");
  const request = adminRequest(stage, nia, `/api/v1/users/${ethan.user.id}/lifecycle/unlock`);
  act(stage, nia, unlocked, "user.account.unlock_by_admin", request, [userEntity(ethan.user)]);
  ethan.user.statusChanged = recordTime(unlocked);
  ethan.user.lastUpdated = recordTime(Math.max(unlocked, Date.parse(ethan.user.lastUpdated)));
  signInBy(stage, beginSignIn(stage, ethan, ethan.home), unlocked + 3 * MINUTE, "fastpass");
}
