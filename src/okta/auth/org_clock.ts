import { type Clock, systemClock } from "../clock.ts";

/** Okta's `Date` counts whole seconds, and an answer is under way for a while: less than this is no skew. */
const noticeableMs = 2000;

/**
 * The org's time, as the `Date` header of its answers tells (RFC 9110 §6.6.1). Assertions and DPoP proofs are dated by
 * it, so that they are good although this machine's clock is wrong.
 */
export class OrgClock {
  #skewMs = 0;

  constructor(readonly local: Clock = systemClock) {}

  /** Seconds since the epoch, rounded down. */
  seconds(): number {
    return Math.floor((this.local.now() + this.#skewMs) / 1000);
  }

  /** Takes over the time of an answer that has just come; true where that corrects the clock. */
  observe(response: Response): boolean {
    const date = Date.parse(response.headers.get("date") ?? "");
    if (Number.isNaN(date)) return false;
    const skewMs = date - this.local.now();
    const corrected = Math.abs(skewMs - this.#skewMs) >= noticeableMs;
    if (corrected) this.#skewMs = skewMs;
    return corrected;
  }
}
