import { sinceLastSignIn } from "../case.ts";
import { ago, callFor, clientOf, familiarityOf, lastingOf, placeOf, shownBy, shownByAll } from "../describe.ts";
import { timeOf } from "../facts.ts";
import type { Evidence } from "../findings.ts";
import { isHostile } from "../strangers.ts";
import { THRESHOLDS } from "../thresholds.ts";
import { count, own, words } from "../words.ts";
import type { Rule } from "./rule.ts";
import { currentLock, isLocked, lockSeverity, resetStep, runUp, staleSources, unlockStep } from "./shared/lock.ts";

export const forgottenPassword: Rule = {
  id: "forgotten_password",
  title: "Forgotten password",
  looksFor:
    `At least ${THRESHOLDS.forgottenFailures} wrong passwords that led to the lock, or without a lock came after ` +
    `the last sign-in and within ${THRESHOLDS.currentHours} hours, that no program sent and that came neither from a ` +
    "country never seen nor, away from the person's places, with a proxy, high risk or suspicion; at least half of all.",
  concludes:
    "A few tries in a row at one's own device, and then no more, are a person who is not sure of the password.",
  refutedBy: "The person signed in with that password elsewhere since, or says that they did not try at that time.",
  judge(opened) {
    const { baseline, user } = opened;
    if (!["ACTIVE", "LOCKED_OUT"].includes(user.status)) {
      return { ruledOut: words`the password is not asked for while the status is ${own(user.status)}` };
    }
    const program = new Set(staleSources(opened).flatMap(({ tries }) => tries));
    const led = sinceLastSignIn(runUp(opened), opened);
    const typed = led.filter((event) => !program.has(event) && !isHostile(event, opened.baseline));
    const [first, last] = [typed[0], typed.at(-1)];
    if (typed.length < opened.thresholds.forgottenFailures || first === undefined || last === undefined) {
      return {
        ruledOut: words`${
          count(typed.length, "wrong password")
        } typed at places that may be theirs since the last sign-in`,
        close: typed.length > 0,
      };
    }
    if (typed.length < led.length / 2) {
      return { ruledOut: own("most wrong passwords came from elsewhere or from a program"), close: true };
    }
    const lock = currentLock(opened);
    const isTheirs = typed.filter((event) => baseline.isOwn(event)).length >= typed.length / 2;
    const changed = user.passwordChanged;
    const recentChange = changed !== null && timeOf(first) - Date.parse(changed) < 14 * 86_400_000;
    const evidence: Evidence[] = [
      shownByAll(
        typed,
        words`${count(typed.length, "wrong password")} within ${lastingOf(typed)} with ${clientOf(last)} from ${
          placeOf(last)
        }: ${familiarityOf(last, baseline)}`,
      ),
      ...(lock === undefined ? [] : [shownBy(lock, own("account locked"))]),
      ...(changed === null ? [] : [{
        what: words`password last changed ${ago(changed, opened.now)}${
          recentChange ? own(": new passwords are the ones forgotten") : own("")
        }`,
        at: changed,
      }]),
    ];
    return {
      found: {
        severity: lockSeverity(opened),
        confidence: isTheirs ? "likely" : "possible",
        headline: words`${isLocked(opened) ? own("locked out after") : own("cannot get in:")} ${
          count(typed.length, "wrong password")
        } typed on ${clientOf(last)} at ${placeOf(last)}`,
        evidence,
        next: [
          ...(isTheirs ? [] : [{
            what: words`ask whether they tried from ${placeOf(last)}; if not, do not unlock`,
            call: callFor(user, "review_user_security"),
          }]),
          resetStep(opened),
          ...(isLocked(opened) ? [unlockStep(opened, "or")] : []),
        ],
      },
    };
  },
};
