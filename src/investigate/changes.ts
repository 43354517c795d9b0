import type { Case } from "./case.ts";
import { actorOf, shownBy } from "./describe.ts";
import { targetOf } from "./events.ts";
import type { Evidence } from "./findings.ts";
import { own, words } from "./words.ts";

/** What others did to the account, its factors, groups and apps; not what Okta mails or notes about it. */
const CHANGE = /^(user\.(lifecycle|account|mfa\.factor)|application\.user_membership|group\.user_membership)\./;

/** The last changes that others made to the person, newest first: at most `most`. */
export function changesByOthers({ recent, user }: Case, most: number): Evidence[] {
  return recent
    .filter(({ eventType, outcome, actor }) =>
      CHANGE.test(eventType) && !eventType.startsWith("user.account.lock") && outcome !== "FAILURE" &&
      actor.id !== user.id
    )
    .slice(-most)
    .reverse()
    .map((event) => {
      const thing = targetOf(event, /^(UserGroup|AppInstance|AuthenticatorEnrollment)$/)?.name ?? null;
      const about = thing === null ? own("") : words` ${thing}`;
      return shownBy(event, words`${own(event.eventType)}${about} by ${actorOf(event.actor)}`);
    });
}
