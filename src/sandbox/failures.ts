/** Failures that a test or a demo asks for: the next matching requests get them instead of an answer. */
import type { Allowance } from "./limits.ts";
import { codeOfStatus, type ErrorCode, OktaError } from "./errors.ts";

export interface Failure {
  /** 429, 423, 409 or a 5xx. A status that Okta has no code for comes as a gateway's HTML page. */
  status: number;
  /** Where the status alone does not say which error is meant, such as 401 `E0000015`. */
  errorCode?: ErrorCode;
  /** With 429: too many requests at once, not too many a minute. Limit and remaining are 0 then. */
  concurrency?: boolean;
  /** Only this method; any unless given. */
  method?: string;
  /** Only paths that start with this text or match this expression; any unless given. */
  path?: string | RegExp;
  /** How many requests fail; one unless given. */
  times?: number;
}

export class Failures {
  readonly #pending: (Failure & { times: number })[] = [];

  add(failure: Failure): void {
    this.#pending.push({ times: 1, ...failure });
  }

  /** The failure that this request gets, used up by it; undefined for none. */
  take(method: string, pathname: string): Failure | undefined {
    const found = this.#pending.find((failure) =>
      failure.times > 0 && (failure.method ?? method) === method &&
      (failure.path instanceof RegExp ? failure.path.test(pathname) : pathname.startsWith(failure.path ?? ""))
    );
    if (found !== undefined) found.times--;
    return found;
  }
}

/** The rate limit headers that go with the failure. */
export function allowanceOf({ status, concurrency }: Failure, actual: Allowance): Allowance {
  if (status !== 429) return actual;
  return { ...actual, limit: concurrency ? 0 : actual.limit, remaining: 0, exceeded: true };
}

/** The failure as Okta's error, or undefined where it does not come from Okta but from something before it. */
export function errorOf({ status, errorCode }: Failure): OktaError | undefined {
  const code = errorCode ?? codeOfStatus(status);
  return code === undefined ? undefined : new OktaError(code, { status });
}
