import { Answer } from "./answer.ts";
import { OktaError } from "./errors.ts";
import { type Asked, disconnected, timedOut } from "./failures.ts";

/** How to send, and for how long to wait. */
export interface Transmission {
  readonly fetch: typeof fetch;
  /** For one attempt, its body included. */
  readonly timeoutSeconds: number;
  /** Ends the attempt. */
  readonly signal?: AbortSignal | undefined;
  /** Is told of an answer of status 2xx before its body has come, which is not its to read. Must not throw. */
  readonly onHeaders?: ((response: Response) => void) | undefined;
}

/**
 * One request and its whole answer, whatever the status, within the time-out. A redirect is an answer like any other:
 * credentials are for the org's own address only.
 *
 * @throws {OktaError} of kind `timeout`, `network` or `unreadable`; the signal's reason, where that ended it
 */
export async function transmit(
  asked: Asked,
  url: URL,
  init: RequestInit,
  { fetch, timeoutSeconds, signal, onHeaders }: Transmission,
): Promise<Answer> {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), timeoutSeconds * 1000);
  try {
    const either = signal === undefined ? timeout.signal : AbortSignal.any([signal, timeout.signal]);
    const response = await fetch(url, { ...init, redirect: "manual", signal: either });
    if (response.ok) onHeaders?.(response);
    return await Answer.take(asked, url, response);
  } catch (error) {
    if (error instanceof OktaError || signal?.aborted) throw error;
    throw timeout.signal.aborted ? timedOut(asked, timeoutSeconds) : disconnected(asked, url.host, error);
  } finally {
    clearTimeout(timer);
  }
}
