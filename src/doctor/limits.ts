import type { Headroom } from "../okta/client.ts";
import { type Check, ok, skipped, warning } from "./check.ts";

/** Below this part of a limit, requests are slowed down. */
const scarce = 0.1;

/** What is left of Okta's rate limits in this minute, the scarcest first. */
export function judgeLimits(headroom: readonly Headroom[]): Check {
  const known = headroom.filter(({ limit }) => limit > 0)
    .sort((one, other) => one.remaining / one.limit - other.remaining / other.limit);
  if (known.length === 0) return skipped("Rate limits", "no answer told of them");
  const says = `left this minute: ${
    known.map(({ bucket, limit, remaining }) => `${remaining} of ${limit} for ${bucket}`).join("; ")
  }`;
  if (known.every(({ limit, remaining }) => remaining >= limit * scarce)) return ok("Rate limits", says);
  const fix =
    "Something else uses them up: look at Reports > Rate Limits in the Admin Console, or give this program's " +
    "token a share of its own at Security > API > Tokens.";
  return warning("Rate limits", says, fix);
}
