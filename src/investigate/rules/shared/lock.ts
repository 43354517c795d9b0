import type { LogEvent } from "../../../okta/log_event.ts";
import { type Case, groupBy, sinceLastSignIn } from "../../case.ts";
import { callFor, directoryOf } from "../../describe.ts";
import { isByProgram, isSignIn } from "../../events.ts";
import { byTime, timeOf } from "../../facts.ts";
import type { Severity, Step } from "../../findings.ts";
import type { Thresholds } from "../../thresholds.ts";
import { words } from "../../words.ts";

/** What the rules about locked accounts share. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export function isLocked({ user }: Case): boolean {
  return user.status === "LOCKED_OUT";
}

/** The lock that holds, or the last one that is still news. */
export function currentLock(opened: Case): LogEvent | undefined {
  const last = opened.locks.at(-1);
  return last !== undefined && (isLocked(opened) || isCurrent(last, opened)) ? last : undefined;
}

/** Recent enough to explain today's trouble. */
export function isCurrent(event: LogEvent, { now, thresholds }: Case): boolean {
  return now.getTime() - timeOf(event) <= thresholds.currentHours * HOUR;
}

/** The wrong passwords that led to the lock; without a lock, those since the last sign-in. */
export function runUp(opened: Case): LogEvent[] {
  const lock = currentLock(opened);
  if (lock === undefined) {
    const lasting = sinceLastSignIn(opened.wrongPasswords, opened);
    return isLocked(opened) ? lasting : lasting.filter((event) => isCurrent(event, opened));
  }
  const from = timeOf(lock) - opened.thresholds.lockRunUpHours * HOUR;
  return opened.wrongPasswords.filter((event) => timeOf(event) >= from && timeOf(event) <= timeOf(lock));
}

/** How grave it is that the password is not accepted. */
export function lockSeverity(opened: Case): Severity {
  return isLocked(opened) ? "blocking" : "hindering";
}

/** One client that keeps sending a wrong password. */
export interface StaleSource {
  /** Its tries, before and after a lock, oldest first. */
  tries: LogEvent[];
  /** Its last sign-in before the tries began. */
  lastSuccess: LogEvent | undefined;
}

/**
 * Clients at the person's own places that send a wrong password as a program does: often, over a long time, from an
 * endpoint for programs, regardless of the lock or at even intervals, and without ever getting it right. The client's
 * name only sorts the tries: a stranger could choose it, but not the place.
 */
export function staleSources(opened: Case): StaleSource[] {
  const { baseline, events, wrongPasswords, refusedLocked } = opened;
  const isClose = (event: LogEvent) => baseline.isOwn(event) || baseline.familiarity(event) === "unknown";
  const key = (event: LogEvent) => `${event.rawUserAgent ?? event.userAgent} ${baseline.isOwn(event) ? "" : event.ip}`;
  const tries = [...wrongPasswords, ...refusedLocked].filter(isClose).sort(byTime);
  const successes = groupBy(events.filter(isSignIn), key);
  return [...groupBy(tries, key)].flatMap(([name, sent]) => {
    const began = timeOf(sent[0]!);
    const before = (successes.get(name) ?? []).filter((event) => timeOf(event) < began);
    const after = (successes.get(name) ?? []).some((event) => timeOf(event) >= began);
    return !after && isProgram(sent, opened.thresholds) ? [{ tries: sent, lastSuccess: before.at(-1) }] : [];
  }).sort((a, b) => b.tries.length - a.tries.length);
}

function isProgram(tries: readonly LogEvent[], thresholds: Thresholds): boolean {
  const [first, last] = [tries[0]!, tries.at(-1)!];
  if (tries.length < thresholds.staleFailures || timeOf(last) - timeOf(first) < thresholds.staleMinutes * MINUTE) {
    return false;
  }
  const afterLock = tries.filter(({ reason }) => reason === "LOCKED_OUT").length;
  return tries.some(isByProgram) || afterLock >= thresholds.staleAfterLock || isRegular(tries);
}

/** Whether most gaps are near the middle one: nobody types by the clock. */
function isRegular(tries: readonly LogEvent[]): boolean {
  const gaps = tries.slice(1).map((event, i) => timeOf(event) - timeOf(tries[i]!));
  const middle = medianGap(tries);
  const near = gaps.filter((gap) => gap >= middle / 2 && gap <= middle * 2).length;
  return tries.length >= 12 && middle >= MINUTE / 2 && near >= gaps.length * 0.6;
}

/** The middle one of the gaps between events, in milliseconds. */
export function medianGap(events: readonly LogEvent[]): number {
  const gaps = events.slice(1).map((event, i) => timeOf(event) - timeOf(events[i]!)).sort((a, b) => a - b);
  return gaps[Math.floor(gaps.length / 2)] ?? 0;
}

/** How to unlock: where the password is kept. */
export function unlockStep({ user }: Case, when: "then" | "or"): Step {
  const directory = directoryOf(user);
  return directory === undefined
    ? {
      what: when === "then"
        ? words`then unlock the account`
        : words`unlock the account, if they are sure of the password`,
      call: callFor(user, "unlock_user_account"),
    }
    : { what: words`then have the account unlocked in ${directory}` };
}

/** How to give the person a new password: where it is kept. */
export function resetStep({ user }: Case): Step {
  const directory = directoryOf(user);
  return directory === undefined
    ? {
      what: words`mail the person a link to set a new password, once you know that it is them`,
      call: callFor(user, "reset_user_password"),
    }
    : { what: words`have the password reset in ${directory}, which keeps it` };
}
