import type { Answer } from "./answer.ts";
import type { Authorizer } from "./auth/authorizer.ts";
import { type BucketKey, bucketOf } from "./buckets.ts";
import { OktaError } from "./errors.ts";
import {
  type Asked,
  brokeOff,
  cancelled,
  readRefusal,
  redirected,
  type Refusal,
  refused,
  waitTooLong,
} from "./failures.ts";
import { type CallShare, type Limiter, WaitTooLong } from "./limits.ts";
import { limitHit } from "./quota.ts";
import { redact } from "./redact.ts";
import { transmit } from "./transmit.ts";

/** One line of diagnostics, without secrets. */
export interface LogEntry {
  level: "debug" | "warning";
  event: string;
  [detail: string]: unknown;
}

/** A request that can be sent more than once. */
export interface OktaRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body?: string | Uint8Array<ArrayBuffer> | undefined;
  /** Is told of an answer of status 2xx before its body has come, which is not its to read; again, where that broke off. */
  readonly onHeaders?: ((response: Response) => void) | undefined;
}

/** What the requests of one call have in common. */
export interface CallState {
  readonly signal: AbortSignal;
  readonly share: CallShare;
  /** Okta's id of every request that it answered. */
  readonly requestIds: string[];
}

/** What the requests of a connection have in common. */
export interface PipelineOptions {
  readonly orgUrl: URL;
  readonly authorizer: Authorizer;
  readonly limiter: Limiter;
  /** For one attempt, its body included. */
  readonly timeoutSeconds: number;
  readonly fetch: typeof fetch;
  readonly log?: ((entry: LogEntry) => void) | undefined;
}

/** Okta's own SDKs retry as often. */
const mostRetries = 2;
/** A time-out has cost much time already. */
const mostRetriesAfterTimeout = 1;
/** Each further pause is up to twice as long as the one before; chance keeps clients from coming back together. */
const longestFirstPauseMs = 1000;

const transient = new Set([500, 502, 503, 504]);
const rateLimited = "E0000047";
const reconcilingPolicies = "E0000239";
/** The org lacks the feature: a 401 that no better token helps against. */
const missingFeature = "E0000015";

/**
 * Whether a request may be repeated although an earlier attempt may have worked (RFC 9110 §9.2.2). One DELETE of Okta's
 * is not idempotent: the first only deactivates a user, the second removes it for good.
 */
function isRepeatable({ method, path }: Asked): boolean {
  if (method === "DELETE") return !/^\/api\/v1\/users\/[^/]+$/.test(path);
  return method === "GET" || method === "HEAD" || method === "PUT";
}

/**
 * A body that the runtime sends once. Deno's fetch repeats a request by itself when the connection breaks, POST included,
 * unless the body is a stream (denoland/deno#35610); a blob is one, and keeps its length known.
 */
function sentOnce(body: OktaRequest["body"]): Blob {
  return new Blob(body === undefined ? [] : [body]);
}

/** How long to wait before the next attempt, in milliseconds; undefined where there is to be none. */
function pauseAfter(failure: OktaError, retries: number): number | undefined {
  if (retries >= (failure.kind === "timeout" ? mostRetriesAfterTimeout : mostRetries)) return undefined;
  const pauseMs = longestFirstPauseMs * 2 ** retries * (0.5 + Math.random() / 2);
  const { kind, status, code } = failure;
  if (status === 429) {
    if (code !== undefined && code !== rateLimited) return undefined; // text messages, phone calls: hours, not seconds
    return failure.retryAt ? 0 : pauseMs; // the limiter itself holds the bucket until its reset
  }
  if (status === 423) return code === reconcilingPolicies ? pauseMs : undefined;
  const passing = kind === "timeout" || (kind === "okta" && transient.has(status)) ||
    (kind === "network" && brokeOff(failure));
  return passing && isRepeatable(failure) ? pauseMs : undefined;
}

/** The way of every request: pacing, then authentication, then an attempt within the time-out, then a retry or an error. */
export class Pipeline {
  readonly #options: PipelineOptions;

  constructor(options: PipelineOptions) {
    this.#options = options;
  }

  /**
   * Sends a request until it succeeds or must fail.
   *
   * @returns an answer of status 2xx whose body is in memory
   * @throws {OktaError}
   */
  async send(request: OktaRequest, call: CallState): Promise<Response> {
    const asked: Asked = { method: request.method, path: request.url.pathname };
    const bucket = bucketOf(asked.method, asked.path);
    const headers = new Headers(request.headers);
    try {
      for (let retries = 0;; retries++) {
        try {
          return await this.#ask({ ...request, headers }, asked, bucket, call);
        } catch (failure) {
          if (!(failure instanceof OktaError)) throw failure;
          const pauseMs = pauseAfter(failure, retries);
          if (pauseMs === undefined) throw failure;
          const { status, code, requestId } = failure;
          this.#log({ level: "warning", event: "okta.retry", ...asked, status, code, requestId, why: failure.summary });
          if (!await this.#options.limiter.pause(pauseMs, bucket, call.share, call.signal)) throw failure;
          if (status !== 429 || requestId === undefined) continue;
          if (!headers.has("x-okta-retry-for")) headers.set("x-okta-retry-for", requestId);
          headers.set("x-okta-retry-count", String(retries + 1));
        }
      }
    } catch (error) {
      if (error instanceof WaitTooLong) throw waitTooLong(asked, error);
      if (call.signal.aborted && !(error instanceof OktaError)) throw cancelled(asked, error);
      throw error;
    }
  }

  /** One attempt, and a second one where the authorizer could correct itself. */
  async #ask(request: OktaRequest, asked: Asked, bucket: BucketKey, call: CallState): Promise<Answer> {
    let { answer, proof } = await this.#exchange(request, asked, bucket, call);
    let refusal = await refusalOf(answer);
    if (isChallenge(answer, refusal) && await this.#options.authorizer.challenged?.(answer.clone(), proof)) {
      ({ answer, proof } = await this.#exchange(request, asked, bucket, call));
      refusal = await refusalOf(answer);
    }
    if (!refusal) return answer;
    if (answer.status < 400) throw redirected(asked, answer, this.#options.orgUrl);
    throw refused(asked, answer, refusal, { retryAt: this.#retryAt(answer, bucket) });
  }

  /** One attempt: the answer, and the headers that authenticated it. */
  async #exchange(
    request: OktaRequest,
    asked: Asked,
    bucket: BucketKey,
    call: CallState,
  ): Promise<{ answer: Answer; proof: Record<string, string> }> {
    const { authorizer, limiter, fetch, timeoutSeconds } = this.#options;
    const lease = await limiter.acquire(bucket, call.share, call.signal);
    const begin = performance.now();
    let answer: Answer | undefined;
    let proof: Record<string, string>;
    try {
      const headers = new Headers(request.headers);
      proof = await untilAborted(authorizer.authorize({ method: request.method, url: request.url }), call.signal);
      for (const [name, value] of Object.entries(proof)) headers.set(name, value);
      const body = isRepeatable(asked) ? request.body ?? null : sentOnce(request.body);
      const init = { method: request.method, headers, body };
      const { onHeaders } = request;
      answer = await transmit(asked, request.url, init, { fetch, timeoutSeconds, signal: call.signal, onHeaders });
      authorizer.observed?.(answer);
    } finally {
      lease.finish(answer);
    }
    const requestId = answer.headers.get("x-okta-request-id") ?? undefined;
    if (requestId !== undefined) call.requestIds.push(requestId);
    const ms = Math.round(performance.now() - begin);
    this.#log({ level: "debug", event: "okta.request", ...asked, status: answer.status, ms, requestId });
    return { answer, proof };
  }

  /** When the bucket that a 429 came from opens again. */
  #retryAt(answer: Answer, bucket: BucketKey): Date | undefined {
    if (answer.status !== 429 || limitHit(answer.headers) !== "bucket") return undefined;
    return this.#options.limiter.resetOf(bucket);
  }

  #log(entry: LogEntry): void {
    this.#options.log?.(redact(entry) as LogEntry);
  }
}

/** What an answer refuses; undefined where it does not. */
async function refusalOf(answer: Answer): Promise<Refusal | undefined> {
  return answer.ok ? undefined : readRefusal(answer.headers, await answer.clone().text());
}

/** Whether other credentials, or another proof (RFC 9449 §7.1, §8, §9), might change the answer. */
function isChallenge(answer: Answer, refusal: Refusal | undefined): boolean {
  if (answer.status === 401) return refusal?.code !== missingFeature;
  return answer.status === 400 && (answer.headers.has("dpop-nonce") || refusal?.code === "invalid_dpop_proof");
}

/** The promise's outcome, or the signal's reason as soon as it aborts; what others wait for as well goes on. */
function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
