import { ago, callFor, clientOf, placeOf, shownBy } from "../describe.ts";
import type { Evidence } from "../findings.ts";
import { code, count, own, words } from "../words.ts";
import type { Rule } from "./rule.ts";
import { isTrouble } from "./shared/trouble.ts";

export const nothingWrong: Rule = {
  id: "nothing_wrong",
  title: "Nothing wrong on Okta's side",
  looksFor: "No cause that blocks or hinders.",
  concludes:
    "The account may sign in, and what reached Okta was let in. Without any try in the log, Okta was not reached.",
  refutedBy: "The person names a time at which it failed: look at that moment.",
  judge(opened, found) {
    if (found.some(isTrouble)) return { ruledOut: own("trouble was found") };
    const { user, signIns } = opened;
    const last = signIns.at(-1);
    const tried = opened.recent.some(({ eventType }) =>
      eventType.startsWith("user.authentication.") || eventType === "user.session.start"
    );
    const evidence: Evidence[] = [
      { what: words`status ${code(user.status)}` },
      ...(last === undefined
        ? user.lastLogin === null ? [] : [{ what: own("last sign-in by the record"), at: user.lastLogin }]
        : [
          shownBy(last, words`last sign-in ${ago(last.time, opened.now)} with ${clientOf(last)} from ${placeOf(last)}`),
        ]),
      {
        what: words`${count(signIns.length, "sign-in")} and ${
          count(opened.wrongPasswords.length, "wrong password")
        } since ${opened.since}`,
      },
      ...opened.locks.slice(-1).map((lock) => shownBy(lock, own("the account was locked, and no longer is"))),
    ];
    return {
      found: {
        severity: "notice",
        confidence: last === undefined ? "possible" : "likely",
        headline: tried || last !== undefined
          ? own("nothing is wrong on Okta's side")
          : words`nothing is wrong with the account, and no sign-in has reached Okta since ${opened.since}`,
        evidence,
        next: tried || last !== undefined
          ? [{ what: own("ask which app and what the screen says"), call: callFor(user, "list_applications") }]
          : [{ what: words`check that they open the right address and type their login, ${user.login}` }, {
            what: own("look further back"),
            call: callFor(user, "get_user_logs", { since: "30d" }),
          }],
      },
    };
  },
};
