import type { Factor } from "../okta/factors.ts";
import type { LogEvent } from "../okta/log_event.ts";
import type { User } from "../okta/users.ts";
import type { Thresholds } from "./thresholds.ts";
import type { Words } from "./words.ts";

/** What is known of a person's case: read from the org by a tool, or made up by a test. */
export interface Facts {
  now: Date;
  /** From when on the case is looked at; `events` reach further back, to tell what is usual. */
  since: Date;
  user: User;
  /** `null` where they could not be read. */
  factors: readonly Factor[] | null;
  /** What the log has by the person and about the person, oldest first, no event twice. */
  events: readonly LogEvent[];
  /**
   * Failures and blocks of anybody from the addresses in the case, denials of anybody by the rule that denied the person,
   * and failed sign-ins of anybody at its worst moment.
   */
  nearby: readonly LogEvent[];
  /** What befell the org as a whole: agents, identity providers, rate limits, attacks, changes to policies and zones. */
  org: readonly LogEvent[];
  /** What must hold for the rules that denied the person something, by the rules' ids; those that could be read. */
  conditions: ReadonlyMap<string, readonly Words[]>;
  /** What the rules compare with. */
  thresholds: Thresholds;
}

/** The order of the log: Okta writes every time in the same form, in UTC. */
export function byTime(a: LogEvent, b: LogEvent): number {
  return a.time < b.time ? -1 : a.time > b.time ? 1 : 0;
}

/** The moment of an event in epoch milliseconds. */
export function timeOf(event: LogEvent): number {
  return Date.parse(event.time);
}
