import { ago, callFor, directoryOf, shownBy } from "../describe.ts";
import { own, words } from "../words.ts";
import type { Rule } from "./rule.ts";
import { byWhom, lastOf, otherStatus, reasonOf } from "./shared/status.ts";

export const passwordExpired: Rule = {
  id: "password_expired",
  title: "Password expired",
  looksFor: "Status PASSWORD_EXPIRED; or sign-ins of a directory's user refused because the password expired there, " +
    "none having succeeded since.",
  concludes: "Okta lets nobody in on an expired password before a new one is set.",
  refutedBy: "The person set a new password and signed in since.",
  judge(opened) {
    const { user } = opened;
    const refused = opened.recent.findLast((event) =>
      event.outcome === "FAILURE" && /PASSWORD_EXPIRED/.test(event.reason ?? "")
    );
    const inDirectory = refused !== undefined && directoryOf(user) !== undefined && user.status === "ACTIVE" &&
      !(opened.lastOwnSignIn !== undefined && opened.lastOwnSignIn.time > refused.time);
    if (user.status !== "PASSWORD_EXPIRED" && !inDirectory) return otherStatus(opened);

    const expiry = lastOf(opened, "user.account.expire_password");
    const rejected = opened.recent.filter(({ eventType, outcome }) =>
      eventType === "user.account.update_password" && outcome === "FAILURE"
    );
    const stuck = rejected.at(-1);
    return {
      found: {
        severity: "blocking",
        confidence: "certain",
        headline: expiry === undefined
          ? words`the password has expired${
            user.passwordChanged === null ? own("") : words`: set ${ago(user.passwordChanged, opened.now)}`
          }`
          : words`the password was expired${byWhom(expiry)}`,
        evidence: [
          ...(expiry === undefined ? [] : [shownBy(expiry, words`password expired${byWhom(expiry)}`)]),
          ...(user.passwordChanged === null ? [] : [{ what: own("password last changed"), at: user.passwordChanged }]),
          ...(refused === undefined ? [] : [shownBy(refused, own("sign-in refused: password expired"))]),
          ...(stuck === undefined ? [] : [shownBy(stuck, words`new password not accepted${reasonOf(stuck)}`)]),
        ],
        next: [
          directoryOf(user) === undefined
            ? { what: own("the person signs in with the old password and sets a new one, not used before, when asked") }
            : { what: words`the person sets a new password in ${directoryOf(user)!}` },
          ...(directoryOf(user) === undefined
            ? [{ what: own("if they no longer know the old one"), call: callFor(user, "reset_user_password") }]
            : []),
        ],
      },
    };
  },
};
