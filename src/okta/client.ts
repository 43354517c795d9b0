import createClient, { type Client, defaultPathSerializer } from "openapi-fetch";
import type { paths } from "../../generated/okta.d.ts";
import type { Authorizer } from "./auth/authorizer.ts";
import { type Clock, systemClock } from "./clock.ts";
import { OktaError } from "./errors.ts";
import { unreadable } from "./failures.ts";
import { CallShare, Limiter, type Wait } from "./limits.ts";
import { type LogEntry, type OktaRequest, Pipeline } from "./pipeline.ts";
import type { Headroom } from "./quota.ts";

export type { Headroom, LogEntry, Wait };

/** How to reach one org. */
export interface OktaOptions {
  /** The org's own address; only its origin counts. */
  orgUrl: URL;
  authorizer: Authorizer;
  /** For one attempt of a request, from its start to the last byte of the answer. */
  timeoutSeconds: number;
  /** A ceiling over all requests, on top of Okta's own limits. */
  requestsPerMinute?: number;
  userAgent: string;
  /** Only for tests. */
  fetch?: typeof fetch;
  /** Only for tests. */
  clock?: Clock;
  /** Diagnostics, already without secrets. */
  log?: (entry: LogEntry) => void;
}

/** One org and one set of limits, for all calls of the process. */
export interface OktaConnection {
  readonly orgUrl: URL;
  /** Okta for one call, with its own cancellation and budget. */
  forCall(call: OktaCall): Okta;
  /** What each rate-limit bucket used so far has left. */
  headroom(): Headroom[];
}

/** What bounds one call. */
export interface OktaCall {
  /** Ends every wait and every request of the call. */
  signal: AbortSignal;
  /** The most that waiting for limits and retries may take; 20 where left out. */
  budgetSeconds?: number;
  /** Is told of waits of a second or more. */
  onWait?: (wait: Wait) => void;
}

/** Okta, as one call sees it. */
export interface Okta {
  /**
   * The typed client. It never gives an `error`: every failure is thrown as {@linkcode OktaError}. A path parameter is
   * percent-encoded; one that is empty or would lead to another path is refused.
   */
  readonly api: Client<paths>;
  readonly orgUrl: URL;
  /** `x-okta-request-id` of every request of the call that Okta answered, for the audit log. */
  readonly requestIds: readonly string[];
  /**
   * Sends a request to any path of the org, for cursors and for operations that are known by name only.
   *
   * @param pathAndQuery percent-encoded, from `/` on
   * @param init `body` is sent as JSON; a string or bytes are sent as they are where `headers` name a `content-type`;
   * `onHeaders` is told of a good answer before its body has come, which is not its to read, and must not throw
   * @throws {OktaError}
   */
  request(
    method: string,
    pathAndQuery: string,
    init?: { body?: unknown; headers?: Record<string, string>; onHeaders?: (response: Response) => void },
  ): Promise<Response>;
}

const defaultBudgetSeconds = 20;

/** Connects to an org; sends nothing yet. */
export function connectOkta(options: OktaOptions): OktaConnection {
  const { authorizer, timeoutSeconds, requestsPerMinute, userAgent, log } = options;
  const orgUrl = new URL(options.orgUrl.origin);
  const limiter = new Limiter(options.clock ?? systemClock, requestsPerMinute);
  const pipeline = new Pipeline({
    orgUrl,
    authorizer,
    limiter,
    timeoutSeconds,
    log,
    fetch: options.fetch ?? fetch,
  });

  function forCall({ signal, budgetSeconds = defaultBudgetSeconds, onWait }: OktaCall): Okta {
    const requestIds: string[] = [];
    const call = { signal, share: new CallShare(budgetSeconds, onWait), requestIds };

    function send({ headers, ...request }: OktaRequest): Promise<Response> {
      if (request.url.origin !== orgUrl.origin) {
        throw invalid(request.method, request.url.pathname, `${request.url.origin} is not the org`);
      }
      if (!headers.has("accept")) headers.set("accept", "application/json");
      headers.set("user-agent", userAgent);
      return pipeline.send({ ...request, headers }, call);
    }

    const api = createClient<paths>({
      baseUrl: orgUrl.origin,
      pathSerializer: fillPath,
      fetch: async (request) =>
        send({
          method: request.method,
          url: new URL(request.url),
          headers: new Headers(request.headers),
          body: request.body ? new Uint8Array(await request.arrayBuffer()) : undefined,
        }),
    });

    return {
      api,
      orgUrl,
      requestIds,
      // deno-lint-ignore require-await -- so that a bad path rejects, as every other failure does
      async request(method, pathAndQuery, init = {}) {
        const headers = new Headers(init.headers);
        const { onHeaders } = init;
        const url = urlOf(method, pathAndQuery, orgUrl);
        return send({ method, url, headers, body: bodyFor(init.body, headers), onHeaders });
      },
    };
  }

  return { orgUrl, forCall, headroom: () => limiter.headroom() };
}

/**
 * The body of an answer that must have one.
 *
 * @throws {OktaError} of kind `unreadable`, where it is missing
 */
export function bodyOf<T>(result: { data?: T; response: Response }): T {
  if (result.data !== undefined) return result.data;
  const path = URL.parse(result.response.url)?.pathname ?? "Okta's answer";
  throw unreadable({ method: "read", path }, result.response, "the answer has no body");
}

function invalid(method: string, path: string, summary: string): OktaError {
  return new OktaError({
    kind: "invalid-request",
    method,
    path,
    summary,
    nextStep: "Check the ids: none may be empty, and each must be a whole part of the path.",
  });
}

/** Fills in the path parameters, and refuses those that would change which path it is (RFC 3986 §5.2.4). */
function fillPath(template: string, parameters: Record<string, unknown>): string {
  const url = defaultPathSerializer(template, parameters);
  const empty = Object.entries(parameters).find(([_, value]) => ["", ".", ".."].includes(String(value ?? "")));
  if (!empty && !url.includes("{")) return url;
  const path = template.replace(/^\w+:\/\/[^/]+/, "");
  throw invalid(
    "call",
    path,
    empty ? `the value of ${empty[0]} is ${JSON.stringify(empty[1])}` : "a path parameter is missing",
  );
}

/** The address of a path of the org; refuses what would lead to another host or another path. */
function urlOf(method: string, pathAndQuery: string, orgUrl: URL): URL {
  const [path = ""] = pathAndQuery.split(/[?#]/, 1);
  const url = URL.parse(pathAndQuery, orgUrl);
  if (url?.origin !== orgUrl.origin || url.pathname !== path || path.includes("//")) {
    throw invalid(method, path, "it is not a percent-encoded path of the org");
  }
  return url;
}

function bodyFor(body: unknown, headers: Headers): OktaRequest["body"] {
  if (body === undefined) return undefined;
  if (headers.has("content-type") && (typeof body === "string" || body instanceof Uint8Array)) {
    return body as string | Uint8Array<ArrayBuffer>;
  }
  headers.set("content-type", "application/json");
  return JSON.stringify(body);
}
