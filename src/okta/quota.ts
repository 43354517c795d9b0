import type { BucketKey } from "./buckets.ts";

const minute = 60_000;
/** Below this part of a bucket's limit, what is left is spread evenly over the time to the reset. */
const slowDownBelow = 0.1;

/** What one bucket has left, as far as we know. */
export interface Headroom {
  bucket: string;
  /** Requests a minute. */
  limit: number;
  remaining: number;
  resetsAt: Date;
}

/** What Okta's headers say of the bucket that an answer was counted in. Times are seconds, by Okta's clock. */
interface Quota {
  limit: number;
  remaining: number;
  reset: number;
  date: number | undefined;
}

function quotaOf(headers: Headers): Quota | undefined {
  const number = (name: string) => {
    const text = headers.get(name)?.trim();
    return text && /^\d+$/.test(text) ? Number(text) : undefined;
  };
  const limit = number("x-rate-limit-limit");
  const remaining = number("x-rate-limit-remaining");
  const reset = number("x-rate-limit-reset");
  if (limit === undefined || remaining === undefined || reset === undefined) return undefined;
  const date = Date.parse(headers.get("date") ?? "") / 1000;
  return { limit, remaining, reset, date: Number.isNaN(date) ? undefined : date };
}

/**
 * Which limit a 429 speaks of. `bucket`: requests a minute, over at the reset. `concurrency`: requests at the same time,
 * marked by a limit and a rest of 0; its reset is only a guess, so that a short pause and less parallelism help.
 * `other`: one that no header describes, such as the number of text messages a day.
 */
export function limitHit(headers: Headers): "bucket" | "concurrency" | "other" {
  const quota = quotaOf(headers);
  if (quota?.remaining !== 0) return "other";
  return quota.limit === 0 ? "concurrency" : "bucket";
}

/** When a request may start, and what keeps it until then. */
export interface Start {
  /** Milliseconds since the epoch; infinite where only an answer that is still on its way can tell. */
  at: number;
  reason: "rate-limit" | "slow-down" | "ceiling";
}

/** No limit keeps a request back. */
export const atOnce: Start = { at: -Infinity, reason: "rate-limit" };

/** One window of Okta's counting. Requests on their way count as spent, so that parallel ones never overshoot. */
export class Bucket {
  readonly name: string;
  #limit: number;
  #remaining: number;
  /** Okta's name of the window, the second in which it ends by Okta's clock; 0 while we only assume one. */
  #window = 0;
  /** The window before. */
  #ended = 0;
  #resetsAt = -Infinity;
  #inFlight = 0;
  #lastStart = -Infinity;

  constructor(key: BucketKey) {
    this.name = key.name;
    this.#limit = this.#remaining = key.seed;
  }

  /** Whether any answer has told of it; before that, its limit is only assumed. */
  get isKnown(): boolean {
    return Math.max(this.#window, this.#ended) > 0;
  }

  /** When one more request may start; changes nothing. */
  nextStart(now: number): Start {
    const over = now >= this.#resetsAt;
    const remaining = over ? this.#limit : this.#remaining;
    if (remaining <= 0) return { at: this.#resetsAt, reason: "rate-limit" };
    const free = remaining - this.#inFlight;
    if (free <= 0) return { at: Infinity, reason: "rate-limit" };
    if (over || free >= this.#limit * slowDownBelow) return atOnce;
    return { at: this.#lastStart + (this.#resetsAt - this.#lastStart) / (free + 1), reason: "slow-down" };
  }

  /** A request starts. */
  start(now: number): void {
    if (now >= this.#resetsAt) {
      this.#ended = Math.max(this.#ended, this.#window);
      this.#window = 0;
      this.#resetsAt = now + minute;
      this.#remaining = this.#limit;
    }
    this.#inFlight++;
    this.#lastStart = now;
  }

  /** A request is over; `headers` are those of the answer, if there was one. */
  finish(now: number, headers: Headers | undefined): void {
    this.#inFlight--;
    const quota = headers && quotaOf(headers);
    // An answer that was long on its way may still speak of the window before.
    const outdated = quota && quota.reset <= this.#ended + 1 && quota.remaining > 0;
    if (!quota || quota.limit === 0 || outdated) {
      this.#remaining = Math.max(0, this.#remaining - 1);
      return;
    }
    // Only the span between Okta's own two times counts, so that a wrong clock on this machine does no harm. One second
    // more, because Okta cuts both to whole seconds.
    const span = quota.date === undefined ? minute : Math.max(0, quota.reset - quota.date) * 1000;
    if (quota.reset > this.#window + 1) {
      this.#window = quota.reset;
      this.#resetsAt = now + span + 1000;
      this.#remaining = quota.remaining;
      this.#limit = quota.limit;
    } else if (quota.reset >= this.#window - 1) { // the same window; an answer may have been overtaken by another
      this.#remaining = Math.min(this.#remaining, quota.remaining);
      this.#limit = quota.limit;
    }
  }

  /** What is left, without what is on its way. */
  headroom(now: number): Headroom {
    const over = now >= this.#resetsAt;
    return {
      bucket: this.name,
      limit: this.#limit,
      remaining: Math.max(0, (over ? this.#limit : this.#remaining) - this.#inFlight),
      resetsAt: new Date(over ? now : this.#resetsAt),
    };
  }
}

/** The operator's own ceiling over all buckets: so many requests in any 60 seconds. */
export class Ceiling {
  readonly #perMinute: number;
  readonly #starts: number[] = [];

  constructor(perMinute: number) {
    this.#perMinute = perMinute;
  }

  /** When one more request may start. */
  nextStart(): Start {
    const oldest = this.#starts[this.#starts.length - this.#perMinute];
    return oldest === undefined ? atOnce : { at: oldest + minute, reason: "ceiling" };
  }

  /** A request starts. */
  start(now: number): void {
    this.#starts.push(now);
    if (this.#starts.length > this.#perMinute) this.#starts.shift();
  }
}
