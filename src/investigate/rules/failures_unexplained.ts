import { sinceLastSignIn } from "../case.ts";
import { ago, callFor, clientOf, placeOf, shownByAll } from "../describe.ts";
import { code, count, own, words } from "../words.ts";
import type { Rule } from "./rule.ts";
import { isCurrent } from "./shared/lock.ts";
import { isTrouble } from "./shared/trouble.ts";

export const failuresUnexplained: Rule = {
  id: "failures_unexplained",
  title: "Failing, cause unknown",
  looksFor:
    "Failed sign-ins after the last one that succeeded, of a kind that no other rule explains, while no cause " +
    "was found that blocks or hinders.",
  concludes: "Something is wrong, and it would be false to call the account healthy.",
  refutedBy: "The person signs in.",
  judge(opened, found) {
    const lasting = sinceLastSignIn(opened.recent, opened).filter((event) =>
      event.eventType === "user.session.start" && event.outcome === "FAILURE" && isCurrent(event, opened) &&
      !opened.baseline.isStrange(event)
    );
    const last = lasting.at(-1);
    if (last === undefined) return { ruledOut: own("no sign-in failed since they last got in") };
    if (found.some(isTrouble)) return { ruledOut: own("the failures are explained") };
    return {
      found: {
        severity: "hindering",
        confidence: "possible",
        headline: words`${count(lasting.length, "sign-in")} failed since the last that succeeded${
          last.reason === null ? own("") : words`: ${code(last.reason)}`
        }`,
        evidence: [
          shownByAll(
            lasting,
            words`with ${clientOf(last)} from ${placeOf(last)}, the last ${ago(last.time, opened.now)}`,
          ),
        ],
        next: [
          {
            what: own("ask for the exact words on the person's screen, and see the events around the failure"),
            call: callFor(opened.user, "get_user_logs", { since: "48h" }),
          },
        ],
      },
    };
  },
};
