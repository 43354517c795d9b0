import { isRisky } from "../baseline.ts";
import { clientOf, familiarityOf, placeOf, shownBy } from "../describe.ts";
import { isSignIn } from "../events.ts";
import { words } from "../words.ts";
import type { SignalRule } from "./signal.ts";

export const newPlace: SignalRule = {
  id: "new_place",
  title: "Sign-in from a new place",
  looksFor:
    "A sign-in that neither the person's earlier browsers and devices, nor their addresses, nor their providers " +
    "know: from a country never seen, or from a known country.",
  concludes: "People change places seldom and devices more seldom; both at once, from a new country, through a proxy " +
    "or against Okta's own risk assessment, is how a stolen password is first used. A known device in a new place is " +
    "a journey, and does not count.",
  refutedBy: "The person says that they were there, on that device.",
  read({ recent, baseline }) {
    const unknown = recent.filter((event) =>
      isSignIn(event) && ["strange", "country"].includes(baseline.familiarity(event))
    );
    const worst = unknown.findLast((event) => baseline.isStrange(event) && isRisky(event)) ??
      unknown.findLast((event) => baseline.isStrange(event)) ?? unknown.findLast(isRisky) ?? unknown.at(-1);
    if (worst === undefined) return undefined;
    const strange = baseline.isStrange(worst);
    return {
      level: strange ? (isRisky(worst) ? "high" : "medium") : isRisky(worst) ? "medium" : "low",
      headline: words`signed in from ${familiarityOf(worst, baseline)}: ${placeOf(worst)}`,
      evidence: [shownBy(worst, words`sign-in with ${clientOf(worst)} from ${placeOf(worst)}`)],
    };
  },
};
