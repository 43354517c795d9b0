import type { LogEvent } from "../../okta/log_event.ts";
import { placeOf, shownBy } from "../describe.ts";
import { isSignIn } from "../events.ts";
import { timeOf } from "../facts.ts";
import { THRESHOLDS } from "../thresholds.ts";
import { span, words } from "../words.ts";
import type { SignalRule } from "./signal.ts";

export const impossibleTravel: SignalRule = {
  id: "impossible_travel",
  title: "Impossible travel",
  looksFor: `Two sign-ins within ${THRESHOLDS.travelMinutes} minutes from two countries, neither through a proxy; or ` +
    "a sign-in for which Okta's own behavior detection finds the velocity impossible. Pairs of places that are both " +
    "the person's own do not count.",
  concludes: "Nobody travels so fast. With proxies left out and the person's usual places allowed for, the other " +
    "place is somebody else.",
  refutedBy:
    "One of the two places is a VPN, a mobile provider's gateway abroad, or an address that is located wrongly.",
  read({ recent, baseline, thresholds }) {
    const signIns = recent.filter((event) => isSignIn(event) && event.country !== null);
    const pair = signIns.map((event, i): [LogEvent, LogEvent | undefined] => [event, signIns[i - 1]]).findLast(
      ([event, before]) => {
        if (baseline.isOwn(event) && (before === undefined || baseline.isOwn(before))) return false;
        if (event.behaviors.Velocity === "POSITIVE") return true;
        return before !== undefined && before.country !== event.country &&
          timeOf(event) - timeOf(before) <= thresholds.travelMinutes * 60_000 &&
          event.proxy !== true && before.proxy !== true;
      },
    );
    if (pair === undefined) return undefined;
    const [event, before] = pair;
    const gap = before === undefined ? Infinity : timeOf(event) - timeOf(before);
    const headline = before === undefined || gap > thresholds.travelMinutes * 60_000
      ? words`Okta's behavior detection: nobody travels so fast to ${placeOf(event)}`
      : words`signed in from ${placeOf(event)} only ${span(gap)} after ${placeOf(before)}`;
    return {
      level: baseline.isStrange(event) ? "high" : "medium",
      headline,
      evidence: [
        shownBy(event, words`sign-in from ${placeOf(event)}`),
        ...(before === undefined ? [] : [shownBy(before, words`sign-in from ${placeOf(before)}`)]),
      ],
    };
  },
};
