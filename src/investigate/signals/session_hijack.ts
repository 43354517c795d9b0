import { groupBy } from "../case.ts";
import { placeOf, shownBy } from "../describe.ts";
import { isFactorStep } from "../events.ts";
import { timeOf } from "../facts.ts";
import { THRESHOLDS } from "../thresholds.ts";
import { words } from "../words.ts";
import type { SignalRule } from "./signal.ts";

const ROAMING = new Set(["security.session.detect_client_roaming", "user.session.context.change"]);

export const sessionHijack: SignalRule = {
  id: "session_hijack",
  title: "A session in two places",
  looksFor: "One Okta session that is used at the person's own place and from a country they never signed in from " +
    `(graver with another browser, or within ${THRESHOLDS.travelMinutes} minutes); or Okta's own notice, from such a ` +
    "country, that a session's client changed.",
  concludes:
    "A session's cookie stays on one device. The same session from a strange country may be a copied cookie, " +
    "which needs neither password nor factor. Changes between a person's own networks are ordinary roaming.",
  refutedBy: "The person switched a VPN on or landed abroad with the laptop open.",
  read({ recent, baseline, user, thresholds }) {
    const done = recent.filter((event) => event.actor.id === user.id && !isFactorStep(event));
    const noticed = recent.findLast((event) => ROAMING.has(event.eventType) && baseline.isNewCountry(event));
    for (const events of groupBy(done, ({ sessionId }) => sessionId).values()) {
      const home = events.find((event) => baseline.isOwn(event) && !baseline.isNewCountry(event));
      const away = events.find((event) => baseline.isNewCountry(event));
      if (home === undefined || away === undefined) continue;
      const last = events.findLast((event) => timeOf(event) <= timeOf(away) && !baseline.isNewCountry(event)) ?? home;
      const isTooFast = timeOf(away) - timeOf(last) <= thresholds.travelMinutes * 60_000;
      return {
        level: baseline.isStrange(away) || isTooFast ? "high" : "medium",
        headline: words`one session was used from ${placeOf(home)} and from ${placeOf(away)}`,
        evidence: [
          shownBy(home, words`session used from ${placeOf(home)}`),
          shownBy(away, words`the same session used from ${placeOf(away)}`),
        ],
      };
    }
    if (noticed === undefined) return undefined;
    return {
      level: "medium",
      headline: words`Okta noticed a session that moved to ${placeOf(noticed)}`,
      evidence: [shownBy(noticed, words`the session's client changed`)],
    };
  },
};
