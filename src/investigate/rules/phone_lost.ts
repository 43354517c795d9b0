import { THRESHOLDS } from "../thresholds.ts";
import { own } from "../words.ts";
import type { Rule } from "./rule.ts";
import { isLongSilence, promptTrouble, unanswered } from "./shared/factors.ts";

export const phoneLost: Rule = {
  id: "phone_lost",
  title: "New or lost phone",
  looksFor: `At least ${THRESHOLDS.unansweredPrompts} prompts for sign-ins from the person's own places that nobody ` +
    `answered, over at least ${THRESHOLDS.phoneSilentHours} hours, and no factor accepted in between or since.`,
  concludes:
    "A phone that is merely out of reach is back within a day. One that stays silent for longer is new, lost, " +
    "wiped or switched off: the factor is still enrolled on the old one.",
  refutedBy: "The phone is at hand and shows other notifications: then Okta Verify's notifications are off.",
  judge(opened) {
    const silent = unanswered(opened);
    if (silent.length < opened.thresholds.unansweredPrompts || !isLongSilence(silent, opened)) {
      return { ruledOut: own("no prompts unanswered for so long") };
    }
    return {
      found: promptTrouble(
        opened,
        silent,
        own("prompts go to a phone that does not answer, probably an old or lost one"),
      ),
    };
  },
};
