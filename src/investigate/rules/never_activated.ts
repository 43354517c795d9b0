import { ago, callFor, shownBy } from "../describe.ts";
import { THRESHOLDS } from "../thresholds.ts";
import { own, words } from "../words.ts";
import type { Rule } from "./rule.ts";
import { madeBy, otherStatus, reasonOf } from "./shared/status.ts";

export const neverActivated: Rule = {
  id: "never_activated",
  title: "Never activated",
  looksFor: "Status STAGED or PROVISIONED; when the invitation was sent, and whether its e-mail bounced. An " +
    `invitation's link is good for ${THRESHOLDS.invitationDays} days unless the org set another time.`,
  concludes: "Until the invitation is accepted there is no password to sign in with. STAGED means that none was sent.",
  refutedBy: "The person has been signing in with another account.",
  judge(opened) {
    const { user, now } = opened;
    if (user.status === "STAGED") {
      const start = user.profile.startDate;
      const evidence = madeBy(opened, "user.lifecycle.create", own("account created"), user.created);
      return {
        found: {
          severity: "blocking",
          confidence: "certain",
          headline: own("never invited: the account was created and not activated"),
          evidence: typeof start === "string"
            ? [...evidence, { what: words`the profile gives ${start} as the first day` }]
            : evidence,
          next: [{
            what: own("send the invitation, if it is time for it"),
            call: callFor(user, "change_user_status", { action: "activate" }),
          }],
        },
      };
    }
    if (user.status !== "PROVISIONED") return otherStatus(opened);

    const invitation = opened.events.findLast(({ eventType }) =>
      eventType === "user.lifecycle.activate" || eventType === "user.lifecycle.reactivate"
    );
    const invited = invitation?.time ?? user.activated ?? user.statusChanged ?? user.created;
    const bounce = opened.events.findLast((event) =>
      event.eventType === "system.email.delivery" && invited !== null && event.time >= invited &&
      (event.outcome === "FAILURE" || /bounce|drop|reject/i.test(event.reason ?? ""))
    );
    const since = invited === null ? own("an unknown time ago") : ago(invited, now);
    const expired = invited !== null &&
      now.getTime() - Date.parse(invited) > opened.thresholds.invitationDays * 86_400_000;
    const reinvite = { what: own("send the invitation again"), call: callFor(user, "reinvite_user") };
    return {
      found: {
        severity: "blocking",
        confidence: "certain",
        headline: bounce !== undefined
          ? words`never activated: the invitation's e-mail to ${user.email ?? user.login} bounced`
          : expired
          ? words`never activated: invited ${since} and the invitation was not accepted in time`
          : words`not activated yet: invited ${since}, and the invitation is still good`,
        evidence: [
          ...madeBy(opened, invitation?.eventType ?? "", own("invited"), invited),
          ...(bounce === undefined ? [] : [shownBy(bounce, words`e-mail not delivered${reasonOf(bounce)}`)]),
          ...(expired && bounce === undefined
            ? [{ what: own("no bounce in the log: the e-mail may lie unread or in spam") }]
            : []),
        ],
        next: bounce !== undefined
          ? [{ what: own("correct the e-mail address with update_user_profile, then invite again") }, reinvite]
          : expired
          ? [reinvite, { what: words`ask the person to look for it at ${user.email ?? user.login}, in spam too` }]
          : [{ what: words`ask the person to look for it at ${user.email ?? user.login}, in spam too` }, reinvite],
      },
    };
  },
};
