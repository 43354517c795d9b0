/** How much work is let in. */
export interface AdmissionLimits {
  /** Requests that one caller may have under way. */
  perCaller: number;
  /** Requests that all callers together may have under way. */
  total: number;
  /** Requests a minute that one caller may send for long. */
  perMinute: number;
  /** Requests that one caller may send at once after a rest. */
  burst: number;
}

/** Far above what a person with a language model asks for, and far below what one process can serve. */
export const ADMISSION: AdmissionLimits = { perCaller: 16, total: 128, perMinute: 600, burst: 100 };

/** Callers that are remembered; above this, those at rest are forgotten. */
const REMEMBERED = 1_000;

/** A way in; or the HTTP status of the refusal, and the seconds after which to try again (RFC 9110 §10.2.3). */
export type Entry = { leave(): void } | { status: 429 | 503; retryAfter: number; why: string };

interface Account {
  /** Requests left, at `at`. */
  left: number;
  at: number;
  running: number;
}

/** Lets requests in within limits, so that one caller cannot crowd out the others. */
export class Admission {
  readonly #accounts = new Map<string, Account>();
  #running = 0;

  /** @param now Milliseconds of a clock that never goes back. */
  constructor(readonly limits: AdmissionLimits, readonly now: () => number) {}

  /** The caller has to `leave` once, when the answer has been sent. */
  enter(caller: string): Entry {
    const { perCaller, total, perMinute } = this.limits;
    if (this.#running >= total) return { status: 503, retryAfter: 1, why: "The server is busy" };
    const account = this.#account(caller);
    if (account.running >= perCaller) {
      return { status: 429, retryAfter: 1, why: `You have ${perCaller} requests under way` };
    }
    if (account.left < 1) {
      const retryAfter = Math.ceil((1 - account.left) * 60 / perMinute);
      return { status: 429, retryAfter, why: `You sent more than ${perMinute} requests a minute` };
    }
    account.left--;
    account.running++;
    this.#running++;
    let inside = true;
    return {
      leave: () => {
        if (!inside) return;
        inside = false;
        account.running--;
        this.#running--;
      },
    };
  }

  #account(caller: string): Account {
    const { perMinute, burst } = this.limits;
    const now = this.now();
    const refilled = ({ left, at }: Account) => Math.min(burst, left + (now - at) * perMinute / 60_000);
    const known = this.#accounts.get(caller);
    if (known !== undefined) return Object.assign(known, { left: refilled(known), at: now });
    if (this.#accounts.size >= REMEMBERED) {
      for (const [name, account] of this.#accounts) {
        if (account.running === 0 && refilled(account) === burst) this.#accounts.delete(name);
      }
    }
    const account = { left: burst, at: now, running: 0 };
    this.#accounts.set(caller, account);
    return account;
  }
}
