import type { Call } from "../../mcp/tool.ts";
import type { Services } from "../define.ts";

/** How soon it should be seen to: today, this week, when there is time. */
export const SEVERITIES = ["high", "medium", "low"] as const;
export type Severity = typeof SEVERITIES[number];

/** Something in the org that should be seen to. */
export interface Concern {
  severity: Severity;
  /** What it is and why it matters, without a subject: `locked out, unable to sign in`. */
  title: string;
  /** Whom or what it concerns, by name as Okta has it, the gravest first. */
  items: readonly string[];
  /** The call that looks closer or mends it. */
  next: string;
}

/** What a check found, and what it looked at: an org may be larger than what can be looked at in one call. */
export interface Checked {
  concerns: Concern[];
  /** Such as `the first 200 active people`. */
  looked: string;
}

/** One look at the org, by reading a bounded number of times. @throws OktaError */
export type Check = (call: Call<Services>) => Promise<Checked>;

/** A concern where there is anything to be concerned about. @param next The call, made from the first of them. */
export function concern<T>(
  severity: Severity,
  title: string,
  found: readonly T[],
  name: (item: T) => string,
  next: (first: T) => string,
): Concern[] {
  const [first] = found;
  return first === undefined ? [] : [{ severity, title, items: found.map(name), next: next(first) }];
}

const DAY = 86_400_000;

/** Whether a moment lies at least so many days back; a moment that is not known does not. */
export function isOlder(iso: string | null, days: number, now: Date): boolean {
  return iso !== null && now.getTime() - Date.parse(iso) >= days * DAY;
}
