import { callFor } from "../describe.ts";
import { own, words } from "../words.ts";
import type { Rule } from "./rule.ts";
import { byWhom, lastOf, madeBy, otherStatus, statusSince } from "./shared/status.ts";

export const deprovisioned: Rule = {
  id: "deprovisioned",
  title: "Deactivated",
  looksFor: "Status DEPROVISIONED, and who or what deactivated it.",
  concludes: "A deactivated account has no sign-in and no apps.",
  refutedBy: "The person has another account under a new login.",
  judge(opened) {
    const { user } = opened;
    if (user.status !== "DEPROVISIONED") return otherStatus(opened);
    const event = lastOf(opened, "user.lifecycle.deactivate");
    return {
      found: {
        severity: "blocking",
        confidence: "certain",
        headline: words`deactivated${statusSince(opened)}${byWhom(event)}`,
        evidence: madeBy(opened, "user.lifecycle.deactivate", own("deactivated"), user.statusChanged),
        next: [
          { what: own("confirm with the manager or with HR that the person is to have access") },
          {
            what: own("then activate; app assignments and group memberships do not all come back"),
            call: callFor(user, "change_user_status", { action: "activate" }),
          },
        ],
      },
    };
  },
};
