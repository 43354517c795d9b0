import type { Case } from "../case.ts";
import type { Evidence, RuleText } from "../findings.ts";
import type { Words } from "../words.ts";

/** How grave a sign of danger is; a review's level is that of its gravest signal, `none` without any. */
export const LEVELS = ["none", "low", "medium", "high", "critical"] as const;
export type Level = typeof LEVELS[number];

export const SIGNALS = [
  "mfa_fatigue",
  "persistence",
  "factor_change",
  "brute_force",
  "password_spray",
  "repeated_locks",
  "impossible_travel",
  "new_place",
  "session_hijack",
  "reported_suspicious",
  "breached_password",
  "mfa_bypass",
  "okta_risk",
  "threat_insight",
] as const;
export type SignalId = typeof SIGNALS[number];

/** A sign of danger in a person's log. */
export interface Signal {
  level: Exclude<Level, "none">;
  headline: Words;
  evidence: Evidence[];
}

/** Looks for one kind of sign. Pure: the same case gives the same signal. */
export interface SignalRule extends RuleText<SignalId> {
  read(opened: Case): Signal | undefined;
}
