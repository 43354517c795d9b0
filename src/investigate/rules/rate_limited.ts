import { ago, callFor, lastingOf, placeOf, shownByAll } from "../describe.ts";
import { targetOf } from "../events.ts";
import { THRESHOLDS } from "../thresholds.ts";
import { count, own, words } from "../words.ts";
import type { Rule } from "./rule.ts";
import { isCurrent } from "./shared/lock.ts";

export const rateLimited: Rule = {
  id: "rate_limited",
  title: "Rate limit exceeded",
  looksFor: "Rate-limit violations by this account, or refusals of its sign-ins for the rate limit, within " +
    `${THRESHOLDS.currentHours} hours.`,
  concludes:
    "Over the limit Okta refuses requests whatever their password; a program that asks too often does that to " +
    "itself, and to everybody who shares the limit.",
  refutedBy: "The violations are another account's.",
  judge(opened) {
    const mine = opened.recent.filter((event) =>
      isCurrent(event, opened) && (/rate_limit\.violation|concurrency\..*violation/.test(event.eventType) ||
        event.outcome === "RATE_LIMIT" || /RATE_?LIMIT|TOO_MANY_REQUESTS/i.test(event.reason ?? ""))
    );
    const last = mine.at(-1);
    if (last === undefined) return { ruledOut: own("no request of theirs was refused for the rate limit") };
    const bucket = targetOf(last, /URL|Bucket/)?.id ?? last.requestUri;
    const misses = opened.wrongPasswords.filter((event) => isCurrent(event, opened));
    return {
      found: {
        severity: "hindering",
        confidence: "certain",
        headline: words`this account exceeds the rate limit${bucket === null ? own("") : words` of ${bucket}`}`,
        evidence: [
          shownByAll(
            mine,
            words`${count(mine.length, "refusal")} within ${lastingOf(mine)} from ${placeOf(last)}, the last ${
              ago(last.time, opened.now)
            }`,
          ),
          ...(misses.length === 0
            ? []
            : [shownByAll(misses, words`${count(misses.length, "wrong password")} before it signs in`)]),
        ],
        next: [
          {
            what: own(
              "find the program that uses this account, and have it ask less often and with the right password",
            ),
          },
          { what: own("see what it asks for"), call: callFor(opened.user, "get_user_logs", { since: "24h" }) },
        ],
      },
    };
  },
};
