import { densest, oneEach, withNeighbours } from "../case.ts";
import { familiarityOf, lastingOf, placeOf, shownBy, shownByAll } from "../describe.ts";
import { isDenied, isFactorAccepted, isUnanswered } from "../events.ts";
import { timeOf } from "../facts.ts";
import { THRESHOLDS } from "../thresholds.ts";
import { count, own, words } from "../words.ts";
import type { SignalRule } from "./signal.ts";

export const mfaFatigue: SignalRule = {
  id: "mfa_fatigue",
  title: "MFA fatigue",
  looksFor:
    `At least ${THRESHOLDS.fatigueDenials} factor prompts within ${THRESHOLDS.fatigueMinutes} minutes that the ` +
    "person denied, or, for a sign-in from a place that is not theirs, denied or left unanswered; and whether one was " +
    `accepted within ${THRESHOLDS.fatigueSuccessMinutes} minutes after.`,
  concludes:
    "A prompt follows a right password. Somebody who has the password asks again and again, until the person " +
    "gives in. Prompts that nobody answers at the person's own place are a phone out of reach, and do not count.",
  refutedBy: "The person was signing in at that time and place, and pressed the wrong button.",
  read(opened) {
    const refused = oneEach(
      opened.recent.filter((event) => isDenied(event) || (isUnanswered(event) && opened.isStrangers(event))),
    );
    const core = densest(refused, opened.thresholds.fatigueMinutes);
    const run = withNeighbours(core, refused, opened.thresholds.fatigueMinutes);
    const [first, last] = [run[0], run.at(-1)];
    if (core.length < opened.thresholds.fatigueDenials || first === undefined || last === undefined) return undefined;

    const accepted = opened.recent.find((event) => {
      const after = timeOf(event) - timeOf(last);
      return isFactorAccepted(event) && opened.isStrangers(event) && after > 0 &&
        after <= opened.thresholds.fatigueSuccessMinutes * 60_000;
    });
    const strangers = run.some(opened.isStrangers);
    const headline = words`${count(run.length, "factor prompt")} refused within ${lastingOf(run)}`;
    return {
      level: accepted !== undefined ? "critical" : strangers ? "high" : "medium",
      headline: accepted === undefined ? headline : words`${headline}, then one was accepted`,
      evidence: [
        shownByAll(run, words`prompts for sign-ins from ${placeOf(first)}: ${familiarityOf(first, opened.baseline)}`),
        ...(accepted === undefined
          ? []
          : [shownBy(accepted, words`a prompt was accepted for a sign-in from ${placeOf(accepted)}`)]),
        ...(strangers ? [{ what: own("a prompt follows a right password: somebody else has it") }] : []),
      ],
    };
  },
};
