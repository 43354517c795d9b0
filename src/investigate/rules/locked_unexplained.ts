import { ago, callFor, shownBy } from "../describe.ts";
import { code, count, own, words } from "../words.ts";
import type { Rule } from "./rule.ts";
import { currentLock, isLocked, unlockStep } from "./shared/lock.ts";

const LOCK_CAUSES = new Set(["account_taken_over", "account_attacked", "stale_password", "forgotten_password"]);

export const lockedUnexplained: Rule = {
  id: "locked_unexplained",
  title: "Locked, cause unknown",
  looksFor: "Status LOCKED_OUT while none of the rules about passwords and attacks found what led to it.",
  concludes: "The lock is certain and its cause is not: the tries are older than the log that was read, or too few.",
  refutedBy: "A longer window shows the tries that led to the lock.",
  judge(opened, found) {
    if (!isLocked(opened)) return { ruledOut: words`the status is ${code(opened.user.status)}` };
    if (found.some(({ id, severity }) => LOCK_CAUSES.has(id) && severity !== "notice")) {
      return { ruledOut: own("the lock is explained") };
    }
    const lock = currentLock(opened);
    const { user, wrongPasswords } = opened;
    return {
      found: {
        severity: "blocking",
        confidence: "certain",
        headline: words`locked out${
          user.statusChanged === null ? own("") : words` ${ago(user.statusChanged, opened.now)}`
        }, by what the log read here does not show`,
        evidence: [
          ...(lock === undefined ? [] : [shownBy(lock, own("account locked"))]),
          { what: words`${count(wrongPasswords.length, "wrong password")} since ${opened.since}` },
        ],
        next: [
          {
            what: own("look further back for what led to it"),
            call: callFor(user, "get_failed_login_attempts", { since: "30d" }),
          },
          { what: own("ask the person whether they tried themselves, and on which devices the password is saved") },
          unlockStep(opened, "or"),
        ],
      },
    };
  },
};
