import type { Case } from "../case.ts";
import { ago, placeOf, shownBy, shownByAll } from "../describe.ts";
import { isBlock, isSignIn, targetOf } from "../events.ts";
import { timeOf } from "../facts.ts";
import type { Evidence } from "../findings.ts";
import { count, own, words } from "../words.ts";
import type { Rule } from "./rule.ts";
import { isCurrent } from "./shared/lock.ts";

export const addressBlocked: Rule = {
  id: "address_blocked",
  title: "Address blocked",
  looksFor:
    "Requests that Okta refused outright (a blocklist zone, or ThreatInsight) from an address that the person " +
    "signs in from, and no sign-in from it since.",
  concludes: "A blocked request ends before anybody says who they are, so the log has it under no name; the address " +
    "is the link.",
  refutedBy: "The person signs in from that address now, or was somewhere else.",
  judge(opened) {
    const { baseline, recent, nearby } = opened;
    const lastFrom = new Map(recent.filter(isSignIn).map((event) => [event.ip, timeOf(event)]));
    const blocks = nearby.filter((event) =>
      isBlock(event) && event.ip !== null && baseline.knowsAddress(event.ip) &&
      timeOf(event) > (lastFrom.get(event.ip) ?? -Infinity) && isCurrent(event, opened)
    );
    const last = blocks.at(-1);
    if (last === undefined) return { ruledOut: own("no request blocked from the addresses they use") };
    const threat = last.eventType === "security.threat.detected";
    const zone = targetOf(last, /Zone$/)?.name ?? last.zone;
    return {
      found: {
        severity: "blocking",
        confidence: "likely",
        headline: threat
          ? words`ThreatInsight blocks the address they use: ${placeOf(last)}`
          : words`the address they use is blocked: ${placeOf(last)}${zone === null ? own("") : words`, zone ${zone}`}`,
        evidence: [
          shownByAll(
            blocks,
            words`${count(blocks.length, "request")} blocked from ${placeOf(last)}, the last ${
              ago(last.time, opened.now)
            }`,
          ),
          { what: own("they signed in from that address before") },
          ...changesToZones(opened),
        ],
        next: [
          {
            what: own(
              "have them try from another network; if that works, ask whoever keeps the network zones (Security > Networks)",
            ),
          },
          {
            what: own("see who changed zones lately"),
            call: { tool: "search_logs", arguments: { event_type: "zone.*", since: "30d" } },
          },
        ],
      },
    };
  },
};

function changesToZones({ org, now }: Case): Evidence[] {
  const change = org.findLast(({ eventType }) =>
    eventType.startsWith("zone.") || eventType.startsWith("security.zone.")
  );
  return change === undefined ? [] : [shownBy(change, words`a network zone was changed ${ago(change.time, now)}`)];
}
