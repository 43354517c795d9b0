/**
 * Every number that a rule or signal compares with, in one place: starting points, which the operator adjusts to an org
 * (OKTA_THRESHOLDS). They are named after what they limit; durations carry their unit.
 */
export const THRESHOLDS = {
  /** Wrong passwords of one person within `bruteForceMinutes`, … */
  bruteForceFailures: 10,
  /** … from at least this many addresses: guessing from many places. */
  bruteForceAddresses: 5,
  bruteForceMinutes: 30,

  /** Locks of one account within `locksMinutes`. */
  locks: 3,
  locksMinutes: 180,

  /** Spray: one address tries at least this many people, … */
  sprayUsers: 5,
  /** … this often in all, … */
  sprayAttempts: 15,
  /** … and each of them no more than this often. */
  sprayPerUser: 8,

  /** Distributed spray: this many people … */
  distributedUsers: 8,
  /** … from this many addresses … */
  distributedAddresses: 5,
  /** … this often in all within `distributedMinutes`. */
  distributedAttempts: 25,
  distributedMinutes: 15,

  /** Stuffing: one address tries at least this many people … */
  stuffingUsers: 15,
  /** … and each no more than this often: it has a password for each. */
  stuffingPerUser: 2,

  /** Factor prompts that the person denied within `fatigueMinutes`: somebody hopes that one gets approved. */
  fatigueDenials: 5,
  fatigueMinutes: 10,
  /** A factor approved so soon after such denials counts as what they were for. */
  fatigueSuccessMinutes: 60,

  /** Sign-ins from two countries so close together are not one traveller. */
  travelMinutes: 60,

  /** A factor, token, role or e-mail address changed so soon after a strange sign-in belongs to it. */
  persistenceHours: 24,

  /** A place, network or device is the person's own once a sign-in from it is this old: an intruder cannot vouch for himself. */
  familiarAfterHours: 24,
  /** With fewer earlier sign-ins than this nothing can be called strange. */
  baselineSignIns: 3,

  /** Wrong passwords up to this long before a lock are what led to it. */
  lockRunUpHours: 24,
  /** The share of them from strange places from which on the lock is an attack's doing. */
  attackShare: 0.6,

  /** Wrong passwords from one of the person's own devices before it counts as a program and not as typing. */
  staleFailures: 8,
  /** A program keeps trying for at least this long. */
  staleMinutes: 30,
  /** … and still tried this often after the account was locked. */
  staleAfterLock: 3,

  /** Wrong passwords in a row, without a sign-in after them, that mean more than a slip. */
  forgottenFailures: 3,

  /** Prompts in a row that nobody answered. */
  unansweredPrompts: 3,
  /** A prompt without any answer after this long was not answered. */
  promptMinutes: 5,
  /** A phone that is silent for this long is gone, and not merely out of reach. */
  phoneSilentHours: 20,
  /** Wrong codes in a row. */
  wrongCodes: 3,

  /** How long an invitation's link is good, Okta's default. */
  invitationDays: 7,

  /** People whose sign-ins failed at a directory or identity provider within `outageMinutes`. */
  outageUsers: 3,
  outageMinutes: 30,

  /** Trouble that ended longer ago than this, with sign-ins since, explains nothing today. */
  currentHours: 48,
} as const;

/** The numbers that hold for an org. */
export type Thresholds = Readonly<Record<keyof typeof THRESHOLDS, number>>;

/**
 * The operator's own numbers among the others: `bruteForceFailures=20, travelMinutes=30`.
 * @returns What is wrong with the text, where it cannot be read.
 */
export function adjustThresholds(text: string): Thresholds | { problem: string } {
  const adjusted: Record<string, number> = {};
  for (const entry of text.split(/[\s,]+/).filter(Boolean)) {
    const [name = "", value = ""] = entry.split("=");
    const number = Number(value);
    if (!Object.hasOwn(THRESHOLDS, name)) return { problem: `"${name}" is not a threshold` };
    if (!(number > 0 && number < Infinity)) return { problem: `"${entry}" does not give ${name} a positive number` };
    adjusted[name] = number;
  }
  return { ...THRESHOLDS, ...adjusted };
}
