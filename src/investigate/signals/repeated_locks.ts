import { densest } from "../case.ts";
import { lastingOf, placeOf, shownByAll } from "../describe.ts";
import { THRESHOLDS } from "../thresholds.ts";
import { count, own, words } from "../words.ts";
import type { SignalRule } from "./signal.ts";

export const repeatedLocks: SignalRule = {
  id: "repeated_locks",
  title: "Locked again and again",
  looksFor: `At least ${THRESHOLDS.locks} locks of the account within ${THRESHOLDS.locksMinutes} minutes.`,
  concludes:
    "Whoever locks an account that often is a program. From the person's own places it keeps an old password " +
    "and is a nuisance; from elsewhere it is guessing.",
  refutedBy: "The locks were made by a test, or the person's own program moved to a new host.",
  read(opened) {
    const run = densest(opened.locks, opened.thresholds.locksMinutes);
    if (run.length < opened.thresholds.locks) return undefined;
    const strangers = opened.strangersTries;
    const byStrangers = strangers.length > opened.wrongPasswords.length / 2;
    return {
      level: byStrangers ? "high" : "low",
      headline: words`locked ${count(run.length, "time")} within ${lastingOf(run)}`,
      evidence: [
        shownByAll(run, own("account locked")),
        ...(byStrangers
          ? [shownByAll(strangers, words`wrong passwords from ${placeOf(strangers[0]!)}`)]
          : [{ what: own("the wrong passwords came from places that are the person's own") }]),
      ],
    };
  },
};
