import { type Check, failed, ok, skipped, warning } from "./check.ts";

/** Okta's `Date` counts whole seconds, and an answer is under way for a while. */
const noticeableSeconds = 30;
/** By then a search of the last minutes misses what it looks for, and Okta takes no proof dated by this clock. */
const harmfulSeconds = 5 * 60;

const setIt = "Set this machine's clock, best by switching its automatic time on: times like 24h are counted from it.";

/**
 * This machine's clock against the org's.
 * @param date the `Date` header of an answer, of whole seconds (RFC 9110 §6.6.1)
 * @param now when the answer came, in milliseconds since the epoch
 */
export function judgeClock(date: string | null, now: number): Check {
  const theirs = Date.parse(date ?? "");
  if (Number.isNaN(theirs)) return skipped("Clock", "the answer told no time");
  const seconds = Math.round((now - theirs) / 1000);
  const off = Math.abs(seconds);
  if (off < noticeableSeconds) return ok("Clock", "agrees with Okta's");
  const says = `${off} seconds ${seconds > 0 ? "ahead of" : "behind"} Okta's`;
  return off < harmfulSeconds ? warning("Clock", says, setIt) : failed("Clock", says, setIt);
}
