import { type Case } from "../case.ts";
import { shownBy } from "../describe.ts";
import { timeOf } from "../facts.ts";
import type { Evidence } from "../findings.ts";
import { THRESHOLDS } from "../thresholds.ts";
import { own } from "../words.ts";
import { actsOfStrangers } from "./after_strangers.ts";
import type { SignalRule } from "./signal.ts";

const ENROLMENTS: ReadonlyMap<string, string> = new Map([
  ["user.mfa.factor.activate", "factor enrolled"],
  ["device.enrollment.create", "device enrolled"],
  ["device.user.add", "device added"],
]);

const REMOVALS: ReadonlyMap<string, string> = new Map([
  ["user.mfa.factor.deactivate", "factor removed"],
  ["user.mfa.factor.reset_all", "all factors reset"],
]);

export const factorChange: SignalRule = {
  id: "factor_change",
  title: "Factor changed around a strange sign-in",
  looksFor: "A factor or device enrolled in the session or from the address of a sign-in that was probably not the " +
    `person's, within ${THRESHOLDS.persistenceHours} hours; or factors removed within as long before such a sign-in.`,
  concludes: "A factor of the intruder's own lets them in for good, whatever becomes of the password. Factors reset " +
    "shortly before a strange sign-in are how a help desk gets talked into opening the door.",
  refutedBy: "The person enrolled that factor themselves, and the reset was theirs to ask for.",
  read(opened) {
    const enrolled = actsOfStrangers(opened, ENROLMENTS);
    const removed = removedBefore(opened);
    if (enrolled.length + removed.length === 0) return undefined;
    return {
      level: enrolled.length > 0 ? "critical" : "high",
      headline: enrolled.length > 0
        ? own("a factor was enrolled by a strange sign-in")
        : own("factors were removed shortly before a strange sign-in"),
      evidence: [...enrolled, ...removed],
    };
  },
};

function removedBefore(opened: Case): Evidence[] {
  const strangers = opened.suspectSignIns;
  return opened.recent.filter((event) =>
    REMOVALS.has(event.eventType) && event.outcome !== "FAILURE" && strangers.some((signIn) => {
      const before = timeOf(signIn) - timeOf(event);
      return before >= 0 && before <= opened.thresholds.persistenceHours * 3_600_000;
    })
  ).slice(-3).map((event) => shownBy(event, own(REMOVALS.get(event.eventType)!)));
}
