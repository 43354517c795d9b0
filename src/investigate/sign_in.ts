import type { Case } from "./case.ts";
import type { Step } from "./findings.ts";
import { accountAttacked } from "./rules/account_attacked.ts";
import { accountTakenOver } from "./rules/account_taken_over.ts";
import { addressBlocked } from "./rules/address_blocked.ts";
import { appNotAssigned } from "./rules/app_not_assigned.ts";
import { deprovisioned } from "./rules/deprovisioned.ts";
import { directoryDown } from "./rules/directory_down.ts";
import { failuresUnexplained } from "./rules/failures_unexplained.ts";
import { forgottenPassword } from "./rules/forgotten_password.ts";
import { lockedUnexplained } from "./rules/locked_unexplained.ts";
import { neverActivated } from "./rules/never_activated.ts";
import { noFactor } from "./rules/no_factor.ts";
import { nothingWrong } from "./rules/nothing_wrong.ts";
import { passwordExpired } from "./rules/password_expired.ts";
import { phoneLost } from "./rules/phone_lost.ts";
import { policyDenied } from "./rules/policy_denied.ts";
import { promptUnanswered } from "./rules/prompt_unanswered.ts";
import { rateLimited } from "./rules/rate_limited.ts";
import { resetUnfinished } from "./rules/reset_unfinished.ts";
import type { Conclusion, Finding, Rule } from "./rules/rule.ts";
import { stalePassword } from "./rules/stale_password.ts";
import { suspended } from "./rules/suspended.ts";
import { wrongCode } from "./rules/wrong_code.ts";
import { wrongLogin } from "./rules/wrong_login.ts";
import { byFit, type Symptom } from "./symptom.ts";
import { own } from "./words.ts";

/** Every cause that is looked for. */
export const CAUSE_RULES: readonly Rule[] = [
  accountTakenOver,
  accountAttacked,
  stalePassword,
  forgottenPassword,
  neverActivated,
  suspended,
  deprovisioned,
  passwordExpired,
  resetUnfinished,
  noFactor,
  phoneLost,
  promptUnanswered,
  wrongCode,
  policyDenied,
  addressBlocked,
  directoryDown,
  rateLimited,
  wrongLogin,
  appNotAssigned,
];

/** What is said when none of them explains the case. */
export const LEFTOVER_RULES: readonly Rule[] = [lockedUnexplained, failuresUnexplained, nothingWrong];

/** Nobody said what they see. */
const NO_SYMPTOM: Symptom = { causes: new Set(), apps: [] };

/** Why a person cannot sign in: every rule is asked, and what holds is ranked, what fits the report before the rest. */
export function concludeSignIn(opened: Case, symptom = NO_SYMPTOM): Conclusion {
  const findings: Finding[] = [];
  const ruledOut: Conclusion["ruledOut"] = [];
  const unchecked: Conclusion["unchecked"] = [];
  for (const rule of CAUSE_RULES) {
    const judgement = rule.judge(opened, findings);
    if ("found" in judgement) findings.push({ ...judgement.found, id: rule.id, refutedBy: rule.refutedBy });
    else if ("ruledOut" in judgement) {
      ruledOut.push({ id: rule.id, because: judgement.ruledOut, close: judgement.close === true });
    } else unchecked.push({ id: rule.id, because: judgement.unchecked });
  }
  for (const rule of LEFTOVER_RULES) {
    const judgement = rule.judge(opened, findings);
    if ("found" in judgement) findings.push({ ...judgement.found, id: rule.id, refutedBy: rule.refutedBy });
  }
  const [first, ...rest] = findings.sort(byFit(symptom));
  // `nothingWrong` holds whenever nothing graver than a notice does, so there always is one.
  if (first === undefined) throw new Error("no rule reached a conclusion");
  const others = first.severity === "critical" ? rest.map(withoutUnlock) : rest;
  return { findings: [first, ...others], ruledOut, unchecked };
}

/** While somebody else may be at the account its lock protects it, whatever caused the lock. */
function withoutUnlock(finding: Finding): Finding {
  const isUnlock = ({ call }: Step) => call?.tool === "unlock_user_account";
  const later: Step = { what: own("unlock it only when the attack is dealt with") };
  return { ...finding, next: finding.next.map((step) => isUnlock(step) ? later : step) };
}
