import type { LogEvent } from "../../okta/log_event.ts";
import { placeOf, shownBy } from "../describe.ts";
import { isSignIn } from "../events.ts";
import { own, words } from "../words.ts";
import type { SignalRule } from "./signal.ts";

export const oktaRisk: SignalRule = {
  id: "okta_risk",
  title: "Okta's own risk assessment",
  looksFor: "A user risk that Okta raised to high or medium; or a sign-in that succeeded with high risk from a place " +
    "that is not the person's.",
  concludes: "Okta sees more than the log tells, such as an address's record with other organisations.",
  refutedBy: "Okta lowered the risk again, or an admin reviewed it.",
  read({ recent, baseline }) {
    const changes = recent.filter(({ eventType }) =>
      eventType === "user.risk.detect" || eventType === "user.risk.change"
    );
    const user = changes.at(-1);
    const level = (event: LogEvent) => event.risk?.level ?? event.debugData.riskLevel ?? event.debugData.newRiskLevel;
    const signIn = recent.findLast((event) =>
      isSignIn(event) && event.risk?.level === "HIGH" && !baseline.isOwn(event)
    );
    const userLevel = user === undefined ? undefined : level(user);
    if (userLevel === "HIGH" || userLevel === "MEDIUM") {
      return {
        level: userLevel === "HIGH" ? "high" : "low",
        headline: words`Okta rates the person's risk ${own(userLevel.toLowerCase())}`,
        evidence: [shownBy(user!, words`user risk ${own(userLevel.toLowerCase())}`)],
      };
    }
    if (signIn === undefined) return undefined;
    return {
      level: "medium",
      headline: words`Okta rated a sign-in from ${placeOf(signIn)} high risk`,
      evidence: [shownBy(signIn, words`high-risk sign-in${reasonsOf(signIn)}`)],
    };
  },
};

function reasonsOf({ risk }: LogEvent) {
  return risk === null || risk.reasons.length === 0 ? own("") : words` (${risk.reasons.join(", ")})`;
}
