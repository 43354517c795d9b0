import type { Case } from "../case.ts";
import type { Conclusion as AnyConclusion, Finding as AnyFinding, Judgement, RuleText } from "../findings.ts";

/** What can keep a person from signing in, in the order in which the rules are asked. */
export const CAUSES = [
  "account_taken_over",
  "account_attacked",
  "stale_password",
  "forgotten_password",
  "never_activated",
  "suspended",
  "deprovisioned",
  "password_expired",
  "reset_unfinished",
  "no_factor",
  "phone_lost",
  "prompt_unanswered",
  "wrong_code",
  "policy_denied",
  "address_blocked",
  "directory_down",
  "rate_limited",
  "wrong_login",
  "app_not_assigned",
  "locked_unexplained",
  "failures_unexplained",
  "nothing_wrong",
] as const;
export type Cause = typeof CAUSES[number];

export type Finding = AnyFinding<Cause>;
export type Conclusion = AnyConclusion<Cause>;

/** Judges whether one cause holds. Pure: the same case gives the same judgement. */
export interface Rule extends RuleText<Cause> {
  /** @param found What the rules before this one found. */
  judge(opened: Case, found: readonly Finding[]): Judgement;
}
