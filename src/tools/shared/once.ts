import type { Okta } from "../../okta/client.ts";

/** What each call has read so far; a call has an `Okta` of its own, so nothing outlives it. */
const calls = new WeakMap<Okta, Map<string, Promise<unknown>>>();

/**
 * Reads once a call what is the same for all its targets, such as the app that fifty people are to get: the requests
 * that such a list would cost are far beyond Okta's limits. Not for the state of the target itself.
 * @param key Names the thing that is read, apart from all others.
 */
export function once<T>(okta: Okta, key: string, read: () => Promise<T>): Promise<T> {
  let known = calls.get(okta);
  if (known === undefined) calls.set(okta, known = new Map());
  const found = known.get(key) as Promise<T> | undefined;
  if (found !== undefined) return found;
  const reading = read();
  known.set(key, reading);
  reading.catch(() => known.delete(key));
  return reading;
}
