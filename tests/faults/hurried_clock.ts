import type { Clock } from "../../src/okta/clock.ts";

const HURRY = 40;

/** A clock on which forty seconds pass in one, so that real pauses between real attempts are short. */
export function hurriedClock(): Clock {
  const begin = Date.now();
  const start = performance.now();
  return {
    now: () => begin + (performance.now() - start) * HURRY,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const timer = setTimeout(() => {
          signal.removeEventListener("abort", abort);
          resolve();
        }, ms / HURRY);
        const abort = () => {
          clearTimeout(timer);
          reject(signal.reason);
        };
        signal.addEventListener("abort", abort, { once: true });
      }),
  };
}
