import { placeOf, shownByAll } from "../describe.ts";
import { count, words } from "../words.ts";
import type { SignalRule } from "./signal.ts";

export const mfaBypass: SignalRule = {
  id: "mfa_bypass",
  title: "Attempt to bypass a factor",
  looksFor: "Okta's notice of an attempt to get around a factor.",
  concludes: "No ordinary sign-in does that.",
  refutedBy: "A test by the organisation's own security people.",
  read({ recent }) {
    const attempts = recent.filter(({ eventType }) => eventType === "user.mfa.attempt_bypass");
    if (attempts.length === 0) return undefined;
    return {
      level: "high",
      headline: words`${count(attempts.length, "attempt")} to bypass a factor`,
      evidence: [shownByAll(attempts, words`bypass attempted from ${placeOf(attempts[0]!)}`)],
    };
  },
};
