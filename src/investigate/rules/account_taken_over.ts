import type { LogEvent } from "../../okta/log_event.ts";
import type { Case } from "../case.ts";
import { callFor, shownByAll } from "../describe.ts";
import { appOf, isPolicyDenial } from "../events.ts";
import type { Evidence } from "../findings.ts";
import { assessRisk } from "../risk.ts";
import { secureSteps } from "../secure.ts";
import { doneByStrangers } from "../signals/after_strangers.ts";
import type { SignalId } from "../signals/signal.ts";
import { listed, own, words } from "../words.ts";
import type { Rule } from "./rule.ts";

export const accountTakenOver: Rule = {
  id: "account_taken_over",
  title: "Account taken over",
  looksFor: "A critical signal of the security review: denied prompts and then an accepted one, a sign-in from an " +
    "address that guessed before, a factor or foothold gained by a strange sign-in. Or, as a mere possibility, a high " +
    "signal of somebody inside: a new country with a reason for doubt, impossible travel, a session in two places, " +
    "factors removed before a strange sign-in, a report by the person, a high user risk.",
  concludes: "Each critical signal means that somebody got past the password, and most that they got past the factor " +
    "too. A high one alone has innocent explanations, which the person can give.",
  refutedBy: "The person confirms, on a way that does not lead through the account, that they did all of it.",
  judge(opened) {
    const { signals } = assessRisk(opened);
    const critical = signals.filter(({ level }) => level === "critical");
    const doubtful = signals.filter(({ id, level }) => level === "high" && INSIDE.has(id));
    const [first] = [...critical, ...doubtful];
    if (first === undefined) {
      return { ruledOut: own("no strange sign-in that followed guesses or denied prompts, or gained a foothold") };
    }
    const isLikely = critical.length > 0;
    const evidence = (isLikely ? critical : doubtful).flatMap(({ evidence }) => evidence);
    return {
      found: {
        severity: "critical",
        confidence: isLikely ? "likely" : "possible",
        headline: words`somebody else ${isLikely ? own("is") : own("may be")} in the account: ${first.headline}`,
        evidence: [...evidence.slice(0, 6), ...reached(opened)],
        next: isLikely ? secureSteps(opened) : [
          { what: own("see all signs together"), call: callFor(opened.user, "review_user_security") },
          { what: own("ask the person by phone whether that was them") },
          { what: own("if it was not, shut them out"), call: callFor(opened.user, "secure_user_account") },
        ],
      },
    };
  },
};

/** Signals of somebody who is in, which alone leave room for doubt. */
const INSIDE: ReadonlySet<SignalId> = new Set([
  "new_place",
  "impossible_travel",
  "session_hijack",
  "factor_change",
  "reported_suspicious",
  "okta_risk",
]);

/** The apps that the stranger opened, and those that refused: what may have been seen. */
function reached(opened: Case): Evidence[] {
  const done = doneByStrangers(opened);
  const used = done.filter(({ eventType, outcome }) =>
    eventType === "user.authentication.sso" && outcome === "SUCCESS"
  );
  const refused = done.filter(isPolicyDenial);
  const names = (events: readonly LogEvent[]) =>
    listed([...new Set(events.map((event) => appOf(event)?.name ?? "an app"))], 5);
  return [
    ...(used.length === 0 ? [] : [shownByAll(used, words`apps opened from there: ${names(used)}`)]),
    ...(refused.length === 0 ? [] : [shownByAll(refused, words`refused there by a policy: ${names(refused)}`)]),
  ];
}
