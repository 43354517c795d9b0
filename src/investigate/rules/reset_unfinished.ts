import { shownBy } from "../describe.ts";
import { own, words } from "../words.ts";
import type { Rule } from "./rule.ts";
import { resetStep } from "./shared/lock.ts";
import { byWhom, lastOf, madeBy, otherStatus, statusSince } from "./shared/status.ts";

export const resetUnfinished: Rule = {
  id: "reset_unfinished",
  title: "Password reset not finished",
  looksFor: "Status RECOVERY, who started the reset, and whether the e-mail went out.",
  concludes: "From the start of a reset the old password is void, until the person sets a new one through the link.",
  refutedBy: "The person set a new password and signed in since.",
  judge(opened) {
    const { user } = opened;
    if (user.status !== "RECOVERY") return otherStatus(opened);
    const start = lastOf(opened, "user.account.reset_password");
    const mail = lastOf(opened, "system.email.password_reset.sent_message");
    return {
      found: {
        severity: "blocking",
        confidence: "certain",
        headline: words`a password reset was started${statusSince(opened)}${byWhom(start)} and not finished`,
        evidence: [
          ...madeBy(opened, "user.account.reset_password", own("reset started"), user.statusChanged),
          ...(mail === undefined
            ? [{ what: own("no reset e-mail in the log") }]
            : [shownBy(mail, own("reset e-mail sent"))]),
          ...(opened.wrongPasswords.length === 0 ? [] : [
            shownBy(opened.wrongPasswords.at(-1)!, own("the old password was still tried")),
          ]),
        ],
        next: [{ ...resetStep(opened), what: own("mail a new link; the old one may have expired") }],
      },
    };
  },
};
