import { placeOf, shownByAll } from "../describe.ts";
import { count, words } from "../words.ts";
import type { SignalRule } from "./signal.ts";

export const threatInsight: SignalRule = {
  id: "threat_insight",
  title: "ThreatInsight",
  looksFor: "An address that tried this person, from a place that is not theirs, and that ThreatInsight suspects.",
  concludes: "ThreatInsight knows the address from attacks on others.",
  refutedBy: "The address is an office, VPN or gateway of the organisation.",
  read(opened) {
    const suspected = new Set(
      opened.nearby.filter(({ eventType }) => eventType === "security.threat.detected").map(({ ip }) => ip).filter((
        ip,
      ) => ip !== null),
    );
    const tries = opened.strangersTries.filter((event) =>
      event.debugData.threatSuspected === "true" || (event.ip !== null && suspected.has(event.ip))
    );
    if (tries.length === 0) return undefined;
    return {
      level: "low",
      headline: words`${count(tries.length, "try", "tries")} from addresses that ThreatInsight suspects`,
      evidence: [shownByAll(tries, words`tried from ${placeOf(tries[0]!)}`)],
    };
  },
};
