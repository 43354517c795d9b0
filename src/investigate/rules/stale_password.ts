import type { LogEvent } from "../../okta/log_event.ts";
import type { Case } from "../case.ts";
import { ago, callFor, clientOf, familiarityOf, placeOf, shownBy, shownByAll } from "../describe.ts";
import { isByProgram } from "../events.ts";
import { timeOf } from "../facts.ts";
import type { Confidence, Evidence } from "../findings.ts";
import { THRESHOLDS } from "../thresholds.ts";
import { count, own, span, words } from "../words.ts";
import type { Rule } from "./rule.ts";
import {
  currentLock,
  isCurrent,
  isLocked,
  lockSeverity,
  medianGap,
  runUp,
  type StaleSource,
  staleSources,
  unlockStep,
} from "./shared/lock.ts";

export const stalePassword: Rule = {
  id: "stale_password",
  title: "Old password on a device",
  looksFor:
    `At least ${THRESHOLDS.staleFailures} wrong passwords over at least ${THRESHOLDS.staleMinutes} minutes from ` +
    "one client at the person's own place, that behaves like a program: it uses an endpoint for mail clients, RADIUS " +
    `or LDAP, goes on at least ${THRESHOLDS.staleAfterLock} times after the lock, or tries at even intervals; and ` +
    "never gets it right. For a lock, it must have sent at least half of the wrong passwords before it.",
  concludes: "People stop when they are locked out, and programs do not. A program at the person's own place has a " +
    "saved password; if the password was changed before it began to fail, it has the one of before.",
  refutedBy: "The tries go on when that device is switched off, or it has the new password.",
  judge(opened) {
    const [source, ...others] = staleSources(opened);
    if (source === undefined) {
      return { ruledOut: own("no client at their own places sends wrong passwords like a program") };
    }
    const { tries, lastSuccess } = source;
    const [first, last] = [tries[0]!, tries.at(-1)!];
    const lock = currentLock(opened);
    const before = runUp(opened);
    const sent = new Set(tries);
    if (lock !== undefined && before.filter((event) => sent.has(event)).length < before.length / 2) {
      return {
        ruledOut: own("a client sends an old password, but most wrong passwords before the lock were not its own"),
        close: true,
      };
    }
    if (lock === undefined && !isCurrent(last, opened)) {
      return { ruledOut: words`a client sent an old password, and stopped ${ago(last.time, opened.now)}`, close: true };
    }

    const changed = passwordChange(opened, source);
    const elsewhere = opened.signIns.findLast((event) =>
      opened.baseline.isOwn(event) && timeOf(event) > timeOf(changed ?? first)
    );
    const isOwn = opened.baseline.isOwn(first);
    const which = changed === undefined ? own("a wrong password") : own("an old password");
    const confidence: Confidence = !isOwn
      ? "possible"
      : changed !== undefined && (elsewhere !== undefined || lastSuccess !== undefined)
      ? "certain"
      : "likely";
    const evidence: Evidence[] = [
      shownByAll(
        tries,
        words`${count(tries.length, "wrong password")} from ${clientOf(first)} at ${placeOf(first)}, mostly ${
          span(medianGap(tries))
        } apart, the last ${ago(last.time, opened.now)}; ${familiarityOf(first, opened.baseline)}`,
      ),
      ...(tries.some(isByProgram)
        ? [{ what: own("they came to an endpoint for programs, not to the sign-in page") }]
        : []),
      ...(changed === undefined ? [] : [shownBy(changed, own("password changed"))]),
      ...(lastSuccess === undefined ? [] : [shownBy(lastSuccess, own("this client last signed in"))]),
      ...(elsewhere === undefined
        ? []
        : [shownBy(elsewhere, words`the password now works from ${clientOf(elsewhere)}`)]),
      ...(lock === undefined ? [] : [shownBy(lock, own("account locked"))]),
      ...others.slice(0, 2).map(({ tries }) =>
        shownByAll(tries, words`also ${count(tries.length, "wrong password")} from ${clientOf(tries[0]!)}`)
      ),
    ];
    const device = words`enter the new password on that device (${clientOf(first)}), or remove the account there`;
    return {
      found: {
        severity: lockSeverity(opened),
        confidence,
        headline: lock === undefined
          ? words`a device keeps sending ${which}: ${clientOf(first)} at ${placeOf(first)}`
          : words`locked out by a device that keeps sending ${which}: ${clientOf(first)} at ${placeOf(first)}`,
        evidence,
        next: [
          ...(isOwn ? [] : [{
            what: own("first ask whether that device is theirs; if not, do not unlock"),
            call: callFor(opened.user, "review_user_security"),
          }]),
          { what: device },
          ...(isLocked(opened) ? [unlockStep(opened, "then")] : []),
        ],
      },
    };
  },
};

/** The change of the password between the client's last sign-in and its first wrong password, where the log has it. */
function passwordChange({ events }: Case, { tries, lastSuccess }: StaleSource): LogEvent | undefined {
  const first = timeOf(tries[0]!);
  return events.findLast((event) =>
    event.eventType === "user.account.update_password" && event.outcome !== "FAILURE" && timeOf(event) <= first &&
    (lastSuccess === undefined || timeOf(event) >= timeOf(lastSuccess))
  );
}
