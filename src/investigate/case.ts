import type { LogEvent } from "../okta/log_event.ts";
import { type Baseline, learnBaseline } from "./baseline.ts";
import { isLock, isRefusedLocked, isSignIn, isWrongPassword } from "./events.ts";
import { type Facts, timeOf } from "./facts.ts";
import { findStrangers, type Strangers } from "./strangers.ts";

/**
 * The facts with what every rule wants from them, worked out once. Lists are oldest first. `events` leaves out what an
 * admin did to others; that is in `acts`.
 */
export interface Case extends Facts, Strangers {
  /** The case's own window: `events` from `since` on. */
  recent: readonly LogEvent[];
  /** What the person's account did to others in the window. */
  acts: readonly LogEvent[];
  signIns: readonly LogEvent[];
  /** One event a try. */
  wrongPasswords: readonly LogEvent[];
  /** Attempts that came when the account was locked already, one event a try. */
  refusedLocked: readonly LogEvent[];
  locks: readonly LogEvent[];
  baseline: Baseline;
  /** The latest sign-in from one of the person's own places, or from anywhere while nothing is known of those. */
  lastOwnSignIn: LogEvent | undefined;
}

/** Opens a case on the facts. */
export function openCase(facts: Facts): Case {
  const isRecent = (event: LogEvent) => timeOf(event) >= facts.since.getTime();
  const events = facts.events.filter((event) => !isAboutAnother(event, facts.user.id));
  const baseline = learnBaseline(events, facts.thresholds);
  const recent = events.filter(isRecent);
  const signIns = recent.filter(isSignIn);
  const wrongPasswords = oneEach(recent.filter(isWrongPassword));
  const refusedLocked = oneEach(recent.filter(isRefusedLocked));
  return {
    ...facts,
    ...findStrangers(facts, recent, [...wrongPasswords, ...refusedLocked], baseline),
    events,
    recent,
    acts: facts.events.filter((event) => isRecent(event) && isAboutAnother(event, facts.user.id)),
    signIns,
    wrongPasswords,
    refusedLocked,
    locks: recent.filter(isLock),
    baseline,
    lastOwnSignIn: signIns.findLast((event) => baseline.isOwn(event) || baseline.familiarity(event) === "unknown"),
  };
}

function isAboutAnother({ targets }: LogEvent, userId: string): boolean {
  const people = targets.filter(({ type }) => type === "User");
  return people.length > 0 && people.every(({ id }) => id !== userId);
}

/** The first event of each request (transaction): Okta writes several for one try. */
export function oneEach(events: readonly LogEvent[]): LogEvent[] {
  const seen = new Set<string>();
  return events.filter(({ transactionId }) => {
    if (transactionId === null) return true;
    return !seen.has(transactionId) && seen.add(transactionId);
  });
}

/** Events after the latest own sign-in: the trouble that lasts. */
export function sinceLastSignIn(events: readonly LogEvent[], { lastOwnSignIn }: Case): LogEvent[] {
  const last = lastOwnSignIn === undefined ? -Infinity : timeOf(lastOwnSignIn);
  return events.filter((event) => timeOf(event) > last);
}

/** The part of `events` from `from` up to and including `to`, in epoch milliseconds. */
export function between(events: readonly LogEvent[], from: number, to: number): LogEvent[] {
  return events.filter((event) => timeOf(event) >= from && timeOf(event) <= to);
}

/** The events by a key, in the order of first appearance; those without a key are left out. */
export function groupBy<E>(events: readonly E[], key: (event: E) => string | null | undefined): Map<string, E[]> {
  const groups = new Map<string, E[]>();
  for (const event of events) {
    const name = key(event);
    if (name === null || name === undefined) continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [event]);
    else group.push(event);
  }
  return groups;
}

/** The largest run of events (oldest first) that lie within `minutes` of each other. */
export function densest(events: readonly LogEvent[], minutes: number): LogEvent[] {
  let best = [0, 0] as [from: number, to: number];
  let from = 0;
  events.forEach((event, index) => {
    while (timeOf(event) - timeOf(events[from]!) > minutes * 60_000) from++;
    if (index + 1 - from > best[1] - best[0]) best = [from, index + 1];
  });
  return events.slice(...best);
}

/** A run with whatever goes on before and after it: events no more than `minutes` from the next. */
export function withNeighbours(run: readonly LogEvent[], events: readonly LogEvent[], minutes: number): LogEvent[] {
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined) return [];
  const isNear = (a: LogEvent, b: LogEvent) => timeOf(b) - timeOf(a) <= minutes * 60_000;
  let [from, to] = [events.indexOf(first), events.indexOf(last)];
  while (from > 0 && isNear(events[from - 1]!, events[from]!)) from--;
  while (to < events.length - 1 && isNear(events[to]!, events[to + 1]!)) to++;
  return events.slice(from, to + 1);
}
