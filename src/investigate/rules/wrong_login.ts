import { fold } from "../../okta/lookup.ts";
import type { User } from "../../okta/users.ts";
import { oneEach } from "../case.ts";
import { ago, familiarityOf, placeOf, shownByAll } from "../describe.ts";
import { isUnknownLogin } from "../events.ts";
import { timeOf } from "../facts.ts";
import { THRESHOLDS } from "../thresholds.ts";
import { count, listed, own, words } from "../words.ts";
import type { Rule } from "./rule.ts";
import { isCurrent } from "./shared/lock.ts";

export const wrongLogin: Rule = {
  id: "wrong_login",
  title: "Wrong login",
  looksFor:
    `Since the person's last sign-in, and within ${THRESHOLDS.currentHours} hours, tries with a login that Okta does not know, from an ` +
    "address that the person uses, where what was typed resembles their login or name.",
  concludes: "Okta cannot tie such tries to anybody, so the person's own log stays silent; address and likeness do.",
  refutedBy: "Somebody else at that address, with a similar name, typed it.",
  judge(opened) {
    const { nearby, baseline, user, lastOwnSignIn } = opened;
    const tries = oneEach(
      nearby.filter((event) =>
        isUnknownLogin(event) && event.ip !== null && baseline.knowsAddress(event.ip) && isCurrent(event, opened) &&
        (lastOwnSignIn === undefined || timeOf(event) > timeOf(lastOwnSignIn)) &&
        resembles(event.actor.login ?? "", user)
      ),
    );
    const last = tries.at(-1);
    if (last === undefined) return { ruledOut: own("no tries under a similar login from their addresses") };
    const typed = [...new Set(tries.map(({ actor }) => actor.login!))];
    return {
      found: {
        severity: "blocking",
        confidence: "likely",
        headline: words`signs in under a login that does not exist: ${typed[0]!} instead of ${user.login}`,
        evidence: [
          shownByAll(
            tries,
            words`${count(tries.length, "try", "tries")} as ${listed(typed)} from ${placeOf(last)}, the last ${
              ago(last.time, opened.now)
            }`,
          ),
          { what: words`${familiarityOf(last, baseline)}` },
        ],
        next: [{
          what: words`tell them their login: ${user.login}${
            user.email === null || user.email === user.login ? own("") : words` (e-mail ${user.email})`
          }`,
        }],
      },
    };
  },
};

/** Whether a login was probably meant to be this user's: the same but for accents, signs, order, or two letters. */
export function resembles(typed: string, { login, profile, email }: User): boolean {
  const bare = (name: string) => fold(name.split("@")[0] ?? "").replace(/[^\p{L}\p{N}]/gu, "");
  const given = bare(typed);
  const [first, last] = [profile.firstName, profile.lastName].map((name) => typeof name === "string" ? bare(name) : "");
  const forms = [
    bare(login),
    bare(email ?? ""),
    `${first}${last}`,
    `${last}${first}`,
    `${first?.[0] ?? ""}${last}`,
    `${first}${last?.[0] ?? ""}`,
  ];
  return given.length >= 4 &&
    forms.some((form) => form.length >= 4 && distance(given, form) <= (form.length >= 8 ? 2 : 1));
}

/** Levenshtein's distance, in letters. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...a.slice(0, 64)].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      next.push(Math.min(row[j + 1]! + 1, next[j]! + 1, row[j]! + (letter === b[j] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}
