import { oneEach, sinceLastSignIn } from "../case.ts";
import { clientOf, placeOf, shownByAll } from "../describe.ts";
import { isWrongCode } from "../events.ts";
import { THRESHOLDS } from "../thresholds.ts";
import { count, own, words } from "../words.ts";
import type { Rule } from "./rule.ts";
import { otherFactors, resetFactor } from "./shared/factors.ts";

export const wrongCode: Rule = {
  id: "wrong_code",
  title: "Wrong codes",
  looksFor: `At least ${THRESHOLDS.wrongCodes} wrong codes since the last sign-in, from the person's own places.`,
  concludes:
    "The password is right and the code is not: it is read from another account's entry, from an old message, or " +
    "from an authenticator whose clock is wrong.",
  refutedBy: "The person says that no code was asked for.",
  judge(opened) {
    const wrong = oneEach(
      sinceLastSignIn(opened.recent, opened).filter((event) => isWrongCode(event) && !opened.isStrangers(event)),
    );
    const last = wrong.at(-1);
    if (last === undefined || wrong.length < opened.thresholds.wrongCodes) {
      return { ruledOut: words`${count(wrong.length, "wrong code")} since the last sign-in`, close: wrong.length > 0 };
    }
    const kind = last.targets.find(({ type }) => type?.startsWith("Authenticator"))?.name ?? last.factor;
    return {
      found: {
        severity: "blocking",
        confidence: "likely",
        headline: words`the factor's code is wrong each time${kind === null ? own("") : words` (${kind})`}`,
        evidence: [
          shownByAll(wrong, words`${count(wrong.length, "wrong code")} with ${clientOf(last)} from ${placeOf(last)}`),
          ...otherFactors(opened),
        ],
        next: [
          { what: own("have the person check the phone's clock and the entry's name, and take the newest code only") },
          resetFactor(opened, last),
        ],
      },
    };
  },
};
