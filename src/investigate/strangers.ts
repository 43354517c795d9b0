import type { LogEvent } from "../okta/log_event.ts";
import { type Baseline, isRisky } from "./baseline.ts";
import { isDenied, isSignIn } from "./events.ts";
import { byTime, type Facts, timeOf } from "./facts.ts";

const MINUTE = 60_000;

/** What in a case was probably somebody else's doing. */
export interface Strangers {
  /** Wrong passwords, before and after a lock, from none of the person's own places. */
  strangersTries: readonly LogEvent[];
  /**
   * Sign-ins from a place that is not the person's, with a reason for doubt beside it: a country never seen, a proxy,
   * Okta's own high risk, wrong passwords or denied prompts from there shortly before.
   */
  suspectSignIns: readonly LogEvent[];
  /**
   * Whether an event belongs to a sign-in from a place that is not the person's own. In Okta's classic engine a
   * prompt's answer comes from the phone: the other events of its session tell where the sign-in behind it was.
   */
  isStrangers(event: LogEvent): boolean;
}

/**
 * Tells strangers from the person.
 * @param recent The case's events, oldest first.
 * @param tries Its wrong passwords, in any order.
 */
export function findStrangers(
  { user, thresholds }: Pick<Facts, "user" | "thresholds">,
  recent: readonly LogEvent[],
  tries: readonly LogEvent[],
  baseline: Baseline,
): Strangers {
  const isElsewhere = (event: LogEvent) => !baseline.isOwn(event) && baseline.familiarity(event) !== "unknown";
  const isForeign = (event: LogEvent) => event.actor.id === user.id && event.ip !== null && isElsewhere(event);
  const sessions = new Set(recent.filter(isForeign).map(({ sessionId }) => sessionId));
  const strangersTries = tries.filter((event) => !baseline.isOwn(event)).sort(byTime);
  const denials = recent.filter(isDenied);
  return {
    strangersTries,
    suspectSignIns: recent.filter((event) => isSignIn(event) && isElsewhere(event)).filter((event) => {
      const isJustBefore = (other: LogEvent) => {
        const gap = timeOf(event) - timeOf(other);
        return gap >= 0 && gap <= thresholds.fatigueSuccessMinutes * MINUTE;
      };
      return baseline.isStrange(event) || isRisky(event) || denials.some(isJustBefore) ||
        strangersTries.filter((other) => other.ip === event.ip && isJustBefore(other)).length >=
          thresholds.forgottenFailures;
    }),
    isStrangers: (event) => isForeign(event) || (event.sessionId !== null && sessions.has(event.sessionId)),
  };
}

/** A place that speaks of somebody else: a country never seen, or a place not theirs with a proxy, high risk or suspicion. */
export function isHostile(event: LogEvent, baseline: Baseline): boolean {
  if (baseline.isStrange(event)) return true;
  return !baseline.isOwn(event) && (isRisky(event) || event.debugData.threatSuspected === "true");
}
