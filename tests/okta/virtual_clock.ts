import type { Clock } from "../../src/okta/clock.ts";

interface Sleeper {
  at: number;
  wake: () => void;
}

/**
 * A clock that leaps to the next sleeper as soon as nothing else goes on, so that a test of minutes takes milliseconds.
 * While a task of {@linkcode during} runs, time stands still.
 */
export class VirtualClock implements Clock {
  #now = Date.UTC(2026, 0, 5, 9, 0, 0);
  #busy = 0;
  #leap: number | undefined;
  readonly #sleepers = new Set<Sleeper>();

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const end = () => {
        signal.removeEventListener("abort", abort);
        this.#sleepers.delete(sleeper);
        this.#schedule();
      };
      const abort = () => (end(), reject(signal.reason));
      const sleeper = { at: this.#now + ms, wake: () => (end(), resolve()) };
      signal.addEventListener("abort", abort, { once: true });
      this.#sleepers.add(sleeper);
      this.#schedule();
    });
  }

  /** How many sleep now. */
  get sleepers(): number {
    return this.#sleepers.size;
  }

  /** Lets time pass without waiting for a sleeper. */
  advance(ms: number): void {
    this.#now += ms;
  }

  /** Runs a task while time stands still. */
  async during<T>(task: () => Promise<T>): Promise<T> {
    this.#busy++;
    try {
      return await task();
    } finally {
      this.#busy--;
      this.#schedule();
    }
  }

  #schedule(): void {
    clearTimeout(this.#leap);
    this.#leap = undefined;
    if (this.#busy > 0 || this.#sleepers.size === 0) return;
    this.#leap = setTimeout(() => {
      const next = [...this.#sleepers].reduce((a, b) => a.at <= b.at ? a : b);
      this.#now = Math.max(this.#now, next.at);
      next.wake();
    });
  }
}
