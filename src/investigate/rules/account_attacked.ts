import { isRisky } from "../baseline.ts";
import type { Case } from "../case.ts";
import { callFor, familiarityOf, placeOf, shownBy, shownByAll } from "../describe.ts";
import type { Evidence, Step } from "../findings.ts";
import { assessRisk, type ReadSignal } from "../risk.ts";
import type { SignalId } from "../signals/signal.ts";
import { isHostile } from "../strangers.ts";
import { THRESHOLDS } from "../thresholds.ts";
import { count, own, words } from "../words.ts";
import type { Rule } from "./rule.ts";
import { currentLock, isLocked, runUp } from "./shared/lock.ts";

export const accountAttacked: Rule = {
  id: "account_attacked",
  title: "Attack on the account",
  looksFor: `A lock with at least ${THRESHOLDS.attackShare * 100} % of the wrong passwords before it from countries ` +
    "where the person never signed in, or from other places that are not theirs with a proxy, high risk or " +
    "ThreatInsight's suspicion; or a signal of guessing (medium or graver), of denied prompts or of repeated locks " +
    "(high). What is over, and a breached password or an attempt to bypass a factor, is told as a notice.",
  concludes:
    "The person's own slips come from where they are. What locks or tries an account from elsewhere is somebody else.",
  refutedBy: "The person was at that place and tried themselves.",
  judge(opened, found) {
    const lock = currentLock(opened);
    const led = lock === undefined ? [] : runUp(opened);
    const hostile = led.filter((event) => isHostile(event, opened.baseline));
    const lockedBy = led.length > 0 && hostile.length >= led.length * opened.thresholds.attackShare;
    const signals = assessRisk(opened).signals.filter(({ id, level }) =>
      level === "high" ? TRIES.has(id) || NOTICES.has(id) : level === "medium" && GUESSES.has(id)
    );
    if (found.some(({ id }) => id === "account_taken_over")) {
      return { ruledOut: own("it went further: see the verdict") };
    }
    if (!lockedBy && signals.length === 0) {
      return { ruledOut: own("no guesses, denied prompts or lock from places that are not theirs") };
    }
    const current = lockedBy ||
      signals.some(({ id, level, evidence }) => level === "high" && TRIES.has(id) && isFresh(evidence, opened));
    const first = hostile[0];
    const sure = signals.length > 0 || hostile.length >= opened.thresholds.bruteForceFailures ||
      hostile.some((event) => isRisky(event) || event.debugData.threatSuspected === "true");
    return {
      found: {
        severity: current ? "critical" : "notice",
        confidence: sure ? "likely" : "possible",
        headline: lockedBy && first !== undefined
          ? words`locked by somebody else: ${count(hostile.length, "wrong password")} from ${placeOf(first)}`
          : words`somebody else tried this account: ${signals[0]!.headline}`,
        evidence: [
          ...(lockedBy && first !== undefined
            ? [
              shownByAll(hostile, words`${familiarityOf(first, opened.baseline)}: ${placeOf(first)}`),
              shownBy(lock!, own("account locked")),
            ]
            : []),
          ...evidenceOf(signals),
        ],
        next: current
          ? defence(opened, lockedBy)
          : [{ what: own("see how far it went"), call: callFor(opened.user, "review_user_security") }],
      },
    };
  },
};

/** Signals that say what somebody may try, and not that anybody did. */
const NOTICES: ReadonlySet<SignalId> = new Set(["breached_password", "mfa_bypass"]);

/** Signals of somebody at the door; a few denied prompts at the person's own place are none. */
const GUESSES: ReadonlySet<SignalId> = new Set(["brute_force", "password_spray"]);
const TRIES: ReadonlySet<SignalId> = new Set([...GUESSES, "mfa_fatigue", "repeated_locks"]);

function isFresh(evidence: readonly Evidence[], { now, thresholds }: Case): boolean {
  return evidence.some(({ at }) =>
    at !== undefined && now.getTime() - Date.parse(at) <= thresholds.currentHours * 3_600_000
  );
}

function evidenceOf(signals: readonly ReadSignal[]): Evidence[] {
  return signals.flatMap(({ evidence }) => evidence).slice(0, 6);
}

/** Nothing that opens the door again comes before somebody has looked. */
function defence(opened: Case, lockedBy: boolean): Step[] {
  const steps: Step[] = [
    {
      what: own("tell the security team, and see how far it went"),
      call: callFor(opened.user, "review_user_security"),
    },
    { what: own("ask the person whether they tried from there") },
  ];
  if (lockedBy && isLocked(opened)) {
    steps.push({ what: own("leave the account locked until both are answered: the lock protects it") });
  }
  return steps;
}
