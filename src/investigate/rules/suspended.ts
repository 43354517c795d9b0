import { actorOf, callFor } from "../describe.ts";
import { own, words } from "../words.ts";
import type { Rule } from "./rule.ts";
import { byWhom, lastOf, madeBy, otherStatus, statusSince } from "./shared/status.ts";

export const suspended: Rule = {
  id: "suspended",
  title: "Suspended",
  looksFor: "Status SUSPENDED, and who suspended it.",
  concludes: "Okta refuses every sign-in while the status stands.",
  refutedBy: "Nothing: the record states it.",
  judge(opened) {
    const { user } = opened;
    if (user.status !== "SUSPENDED") return otherStatus(opened);
    const event = lastOf(opened, "user.lifecycle.suspend");
    return {
      found: {
        severity: "blocking",
        confidence: "certain",
        headline: words`suspended${statusSince(opened)}${byWhom(event)}`,
        evidence: madeBy(opened, "user.lifecycle.suspend", own("suspended"), user.statusChanged),
        next: [
          {
            what: event === undefined
              ? own("find out who suspended it and why")
              : words`ask ${actorOf(event.actor)} why before lifting it`,
          },
          { what: own("then lift it"), call: callFor(user, "change_user_status", { action: "unsuspend" }) },
        ],
      },
    };
  },
};
