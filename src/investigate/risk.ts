import type { Case } from "./case.ts";
import { callFor } from "./describe.ts";
import type { Step } from "./findings.ts";
import { secureSteps } from "./secure.ts";
import { own } from "./words.ts";
import { bruteForce } from "./signals/brute_force.ts";
import { impossibleTravel } from "./signals/impossible_travel.ts";
import { mfaFatigue } from "./signals/mfa_fatigue.ts";
import { newPlace } from "./signals/new_place.ts";
import { breachedPassword } from "./signals/breached_password.ts";
import { mfaBypass } from "./signals/mfa_bypass.ts";
import { oktaRisk } from "./signals/okta_risk.ts";
import { reportedSuspicious } from "./signals/reported_suspicious.ts";
import { threatInsight } from "./signals/threat_insight.ts";
import { passwordSpray } from "./signals/password_spray.ts";
import { factorChange } from "./signals/factor_change.ts";
import { persistence } from "./signals/persistence.ts";
import { repeatedLocks } from "./signals/repeated_locks.ts";
import { sessionHijack } from "./signals/session_hijack.ts";
import { type Level, LEVELS, type Signal, type SignalId, type SignalRule } from "./signals/signal.ts";

/** Every sign of danger that is looked for. */
export const SIGNAL_RULES: readonly SignalRule[] = [
  mfaFatigue,
  factorChange,
  persistence,
  bruteForce,
  passwordSpray,
  repeatedLocks,
  impossibleTravel,
  newPlace,
  sessionHijack,
  reportedSuspicious,
  breachedPassword,
  mfaBypass,
  oktaRisk,
  threatInsight,
];

export type ReadSignal = Signal & { id: SignalId; title: string; refutedBy: string };

/** What to do about it. */
export function stepsFor({ level }: Risk, opened: Case): Step[] {
  const { user } = opened;
  const ask: Step = { what: own("ask the person by phone whether each of these was them") };
  switch (level) {
    case "critical":
      return secureSteps(opened);
    case "high":
      return [ask, { what: own("if not, shut the stranger out"), call: callFor(user, "secure_user_account") }];
    case "medium":
      return [ask, {
        what: own("if not, and in doubt about the password, have it replaced"),
        call: callFor(user, "reset_user_password"),
      }];
    case "low":
    case "none":
      return [{ what: own("nothing needs doing; if they cannot sign in"), call: callFor(user, "investigate_user") }];
  }
}

/** How much danger a person is in, and by what; the gravest sign first. */
export interface Risk {
  level: Level;
  signals: ReadSignal[];
  /** Titles of the signs that were looked for and not found. */
  absent: string[];
}

/** Several rules ask for the same case. */
const assessed = new WeakMap<Case, Risk>();

/** Reads every signal of a case. */
export function assessRisk(opened: Case): Risk {
  const before = assessed.get(opened) ?? readSignals(opened);
  assessed.set(opened, before);
  return before;
}

function readSignals(opened: Case): Risk {
  const signals = SIGNAL_RULES.flatMap(({ id, title, refutedBy, read }): ReadSignal[] => {
    const signal = read(opened);
    return signal === undefined ? [] : [{ ...signal, id, title, refutedBy }];
  }).sort((a, b) => LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level));
  const found = new Set(signals.map(({ id }) => id));
  return {
    level: signals[0]?.level ?? "none",
    signals,
    absent: SIGNAL_RULES.filter(({ id }) => !found.has(id)).map(({ title }) => title),
  };
}
