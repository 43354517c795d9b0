import { shownByAll } from "../describe.ts";
import { count, own, words } from "../words.ts";
import type { SignalRule } from "./signal.ts";

export const reportedSuspicious: SignalRule = {
  id: "reported_suspicious",
  title: "Suspicious activity reported",
  looksFor: "The person's own report of activity that was not theirs, from one of Okta's notices.",
  concludes: "Nobody knows better what the person did not do.",
  refutedBy: "The person pressed the button by mistake, or about something of their own.",
  read({ recent }) {
    const reports = recent.filter(({ eventType }) =>
      eventType === "user.account.report_suspicious_activity_by_enduser"
    );
    if (reports.length === 0) return undefined;
    return {
      level: "high",
      headline: words`the person reported suspicious activity ${count(reports.length, "time")}`,
      evidence: [shownByAll(reports, own("reported as not their own"))],
    };
  },
};
