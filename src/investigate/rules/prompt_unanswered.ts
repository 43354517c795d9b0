import { THRESHOLDS } from "../thresholds.ts";
import { count, own, words } from "../words.ts";
import type { Rule } from "./rule.ts";
import { promptTrouble, unanswered } from "./shared/factors.ts";

export const promptUnanswered: Rule = {
  id: "prompt_unanswered",
  title: "Prompts not answered",
  looksFor: `At least ${THRESHOLDS.unansweredPrompts} prompts for sign-ins from the person's own places that nobody ` +
    "answered, and no factor accepted since; over less time than a lost phone would be silent.",
  concludes:
    "The password is right and the sign-in waits for the phone: it is not at hand, offline, or Okta Verify may " +
    "not notify.",
  refutedBy: "The person never saw a page that waits for the phone.",
  judge(opened, found) {
    const silent = unanswered(opened);
    if (found.some(({ id }) => id === "phone_lost") || silent.length < opened.thresholds.unansweredPrompts) {
      return {
        ruledOut: words`${count(silent.length, "prompt")} without an answer since the last one that had one`,
        close: silent.length > 0 && silent.length < opened.thresholds.unansweredPrompts,
      };
    }
    return { found: promptTrouble(opened, silent, own("factor prompts are sent and not answered")) };
  },
};
