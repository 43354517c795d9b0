import type { BucketKey } from "./buckets.ts";
import type { Clock } from "./clock.ts";
import { atOnce, Bucket, Ceiling, type Headroom, limitHit, type Start } from "./quota.ts";

/** Okta allows 75 requests at once (35 on its free plan), shared with everything else that uses the org. */
const mostInParallel = 8;
/** After so many answers one more request may run in parallel, where a concurrency limit had reduced their number. */
const answersToRecover = 20;

/** A wait that a person may want to be told of. */
export interface Wait {
  bucket: string;
  /** When the wait is expected to end. */
  until: Date;
  /** A limit, or the pause before the next attempt of a request. */
  reason: Start["reason"] | "retry";
}

/** The wait would outlast the patience of the call. */
export class WaitTooLong extends Error {
  override readonly name = "WaitTooLong";
  readonly wait: Wait;

  constructor(wait: Wait) {
    super(`Cannot wait until ${wait.until.toISOString()} for ${wait.bucket}`);
    this.wait = wait;
  }
}

/**
 * The part that one call has in the limiter: how many of its requests are on their way, and how long it may still wait.
 * Requests of a call that wait side by side use up the time once, not once each.
 */
export class CallShare {
  /** Requests that are sent and not yet answered. */
  inFlight = 0;
  readonly #onWait: ((wait: Wait) => void) | undefined;
  #leftMs: number;
  #waiting = 0;
  #since = 0;
  #toldUntil = -Infinity;

  /** @param onWait is told of every wait of a second or more, and again where it turns out longer */
  constructor(budgetSeconds: number, onWait?: (wait: Wait) => void) {
    this.#leftMs = budgetSeconds * 1000;
    this.#onWait = onWait;
  }

  /** Whether the call can wait so long. */
  canWait(now: number, until: number): boolean {
    const spent = this.#waiting > 0 ? now - this.#since : 0;
    return until - now <= this.#leftMs - spent;
  }

  /** One more request of the call waits for a limit. */
  beginWait(now: number): void {
    if (this.#waiting++ === 0) this.#since = now;
  }

  /** One request of the call waits no more. */
  endWait(now: number): void {
    if (--this.#waiting === 0) this.#leftMs -= now - this.#since;
  }

  /** Passes a wait on to who asked for it, unless it is short or already known. */
  tell(now: number, wait: Wait): void {
    const until = wait.until.getTime();
    if (until <= this.#toldUntil || until - now < 1000) return;
    this.#toldUntil = until;
    this.#onWait?.(wait);
  }
}

/** The right to send one request; to be given back once, whatever came of it. */
export interface Lease {
  /** @param response what Okta answered, if it did */
  finish(response?: Response): void;
}

interface Waiter {
  readonly bucket: Bucket;
  readonly share: CallShare;
  readonly grant: (lease: Lease) => void;
  readonly refuse: (error: WaitTooLong) => void;
  /** Waits for a limit, and not merely for one of the places. */
  limited: boolean;
}

/**
 * Keeps all requests of a connection within Okta's limits: per bucket as Okta's headers tell, a few at once, and below
 * the operator's own ceiling. Who waits gets a turn in order of arrival, but a call with fewer requests on their way goes
 * first, so that one call's flood does not hold up another call.
 */
export class Limiter {
  readonly #clock: Clock;
  readonly #ceiling: Ceiling | undefined;
  readonly #buckets = new Map<string, Bucket>();
  readonly #queue = new Set<Waiter>();
  #inFlight = 0;
  #parallel = mostInParallel;
  #answersSinceShrink = 0;
  #shrunkAt = -Infinity;
  #alarm: { at: number; off: AbortController } | undefined;

  /** @param requestsPerMinute a ceiling over all buckets */
  constructor(clock: Clock, requestsPerMinute?: number) {
    this.#clock = clock;
    this.#ceiling = requestsPerMinute === undefined ? undefined : new Ceiling(requestsPerMinute);
  }

  /**
   * Waits for the right to send one request.
   *
   * @throws {WaitTooLong} at once, where the wait would outlast the call's budget
   * @throws the signal's reason, where it aborts
   */
  acquire(key: BucketKey, share: CallShare, signal: AbortSignal): Promise<Lease> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const leave = () => {
        signal.removeEventListener("abort", cancel);
        this.#queue.delete(waiter);
        this.#setLimited(waiter, false, this.#clock.now());
      };
      const cancel = () => {
        leave();
        reject(signal.reason);
        this.#serve();
      };
      const waiter: Waiter = {
        bucket: this.#bucket(key),
        share,
        grant: (lease) => (leave(), resolve(lease)),
        refuse: (error) => (leave(), reject(error)),
        limited: false,
      };
      signal.addEventListener("abort", cancel, { once: true });
      this.#queue.add(waiter);
      this.#serve();
    });
  }

  /**
   * Waits before the next attempt of a request; the time counts as waiting of the call.
   *
   * @returns false, at once, where that would outlast the call's budget
   * @throws the signal's reason, where it aborts
   */
  async pause(ms: number, key: BucketKey, share: CallShare, signal: AbortSignal): Promise<boolean> {
    const now = this.#clock.now();
    if (!share.canWait(now, now + ms)) return false;
    share.beginWait(now);
    share.tell(now, { bucket: key.name, until: new Date(now + ms), reason: "retry" });
    try {
      await this.#clock.sleep(ms, signal);
      return true;
    } finally {
      share.endWait(this.#clock.now());
    }
  }

  /** When the bucket's window is over, as far as we know. */
  resetOf(key: BucketKey): Date {
    return this.#bucket(key).headroom(this.#clock.now()).resetsAt;
  }

  /** What is left of each bucket that Okta has told of. */
  headroom(): Headroom[] {
    const now = this.#clock.now();
    return [...this.#buckets.values()].filter(({ isKnown }) => isKnown).map((bucket) => bucket.headroom(now));
  }

  #bucket(key: BucketKey): Bucket {
    let bucket = this.#buckets.get(key.name);
    if (!bucket) this.#buckets.set(key.name, bucket = new Bucket(key));
    return bucket;
  }

  #nextStart(waiter: Waiter, now: number): Start {
    const start = waiter.bucket.nextStart(now);
    const ceiling = this.#ceiling?.nextStart() ?? atOnce;
    return ceiling.at > start.at ? ceiling : start;
  }

  /** Starts whoever may start, refuses whoever would wait too long, and sets the alarm for the next change. */
  #serve(): void {
    const now = this.#clock.now();
    while (this.#inFlight < this.#parallel) {
      let next: Waiter | undefined;
      for (const waiter of this.#queue) {
        if (next && next.share.inFlight <= waiter.share.inFlight) continue;
        if (this.#nextStart(waiter, now).at <= now) next = waiter;
      }
      if (!next) break;
      this.#start(next, now);
    }
    let wakeAt = Infinity;
    for (const waiter of this.#queue) {
      const { at, reason } = this.#nextStart(waiter, now);
      this.#setLimited(waiter, at > now && at < Infinity, now);
      if (!waiter.limited) continue;
      const wait: Wait = { bucket: waiter.bucket.name, until: new Date(Math.ceil(at)), reason };
      if (waiter.share.canWait(now, at)) {
        waiter.share.tell(now, wait);
        wakeAt = Math.min(wakeAt, at);
      } else {
        waiter.refuse(new WaitTooLong(wait));
      }
    }
    this.#setAlarm(wakeAt, now);
  }

  #setLimited(waiter: Waiter, limited: boolean, now: number): void {
    if (waiter.limited === limited) return;
    waiter.limited = limited;
    if (limited) waiter.share.beginWait(now);
    else waiter.share.endWait(now);
  }

  #start(waiter: Waiter, now: number): void {
    const { bucket, share } = waiter;
    bucket.start(now);
    this.#ceiling?.start(now);
    this.#inFlight++;
    share.inFlight++;
    waiter.grant({
      finish: (response) => {
        this.#inFlight--;
        share.inFlight--;
        const then = this.#clock.now();
        bucket.finish(then, response?.headers);
        if (response) this.#adapt(then, response);
        this.#serve();
      },
    });
  }

  #adapt(now: number, response: Response): void {
    if (response.status === 429 && limitHit(response.headers) === "concurrency") {
      this.#answersSinceShrink = 0;
      if (now - this.#shrunkAt < 1000) return; // requests sent together are refused together: one cause, one step
      this.#shrunkAt = now;
      this.#parallel = Math.max(1, this.#parallel >> 1);
    } else if (this.#parallel < mostInParallel && ++this.#answersSinceShrink >= answersToRecover) {
      this.#answersSinceShrink = 0;
      this.#parallel++;
    }
  }

  #setAlarm(at: number, now: number): void {
    if (this.#alarm?.at === at) return;
    this.#alarm?.off.abort();
    this.#alarm = undefined;
    if (at === Infinity) return;
    const alarm = this.#alarm = { at, off: new AbortController() };
    this.#clock.sleep(Math.max(1, Math.ceil(at - now)), alarm.off.signal).then(() => {
      if (this.#alarm !== alarm) return;
      this.#alarm = undefined;
      this.#serve();
    }, () => {});
  }
}
