/**
 * The demo org: Okta's management API over HTTP on loopback. Stateful, the same for the same seed, and as strict as
 * Okta. Nothing of it is loaded unless somebody asks for it.
 */
import { loadOperations, type Operations } from "../okta/operations.ts";
import { authenticate, authorize, type Grant, InsufficientScope } from "./auth.ts";
import { isOktaOperation, problemsOf, refusalOf, sentence, type Violation } from "./contract.ts";
import type { Reply } from "./context.ts";
import { OktaError } from "./errors.ts";
import { allowanceOf, errorOf, type Failure, Failures } from "./failures.ts";
import { Ids } from "./ids.ts";
import { type Allowance, bucketOf, RateLimits } from "./limits.ts";
import { AuthorizationServer, type PersonClaims } from "./oauth/authorization_server.ts";
import type { OAuthClient } from "./oauth/client.ts";
import { OAuthError } from "./oauth/errors.ts";
import { OAuthServer } from "./oauth/server.ts";
import { type Match, Router } from "./router.ts";
import { allRoutes } from "./routes/all.ts";
import { governanceRoutes } from "./routes/governance.ts";
import { seedOrg } from "./seed/org.ts";
import type { OrgState } from "./state.ts";
import { UserSchema } from "./user_schema.ts";

export interface SandboxOptions {
  /** Decides everything that looks random; 1 unless given. */
  seed?: number;
  /** The org's clock; the computer's unless given. */
  now?: () => Date;
  /** Milliseconds that every answer takes at least. */
  latencyMs?: number;
  /** Requests a minute by bucket (`/api/v1/users`, `/api/v1/users/{id:.+}`, `/api/v1/logs` …), instead of Okta's. */
  rateLimits?: Readonly<Record<string, number>>;
  /** An org of one's own instead of the seeded one. */
  state?: OrgState;
  /** Credentials beside the super administrator's API token, with what each may do. */
  tokens?: Readonly<Record<string, Grant>>;
  /** OAuth clients by client id. */
  clients?: Readonly<Record<string, OAuthClient>>;
  /** Seconds that a device has to leave between two questions whether its person has signed in; 5 unless given. */
  pollSeconds?: number;
}

/** A request that the org got, and the status it answered. */
export interface RecordedRequest {
  method: string;
  url: string;
  /** The parsed JSON body, or the text where it was none; undefined where nothing was sent. */
  body: unknown;
  status: number;
}

export interface Sandbox {
  /** The org's URL, without a slash at the end. */
  url: string;
  /** An API token of a super administrator. */
  token: string;
  /** The org itself: to look at, or to change behind the API's back. */
  state: OrgState;
  /** Every request so far, in the order of arrival. */
  requests: RecordedRequest[];
  /** Requests that broke Okta's contract; each was answered 400 as well. */
  violations: Violation[];
  /** The org's authorization server: to sign in at, and to end tokens before their time. */
  oauth: Pick<OAuthServer, "decide" | "revokeAccessTokens" | "rotateNonce">;
  /** Signs an access token of the custom authorization server `default`, by the computer's clock. */
  accessToken(claims: PersonClaims): string;
  /** Makes the next matching requests fail. */
  failNext(failure: Failure): void;
  /** Stops answering, once what is under way has been answered. */
  close(): Promise<void>;
}

/** Okta's API tokens: 42 characters that begin with 00. */
const TOKEN_LENGTH = 40;
const POLL_SECONDS = 5;

/** Starts a demo org on a free port of 127.0.0.1. Every call makes one of its own. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { seed = 1, now = () => new Date() } = options;
  const org = new Org({ ...options, seed, now }, await loadOperations());
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    (request, info) => org.answer(request, info.remoteAddr.hostname),
  );
  const url = `http://127.0.0.1:${server.addr.port}`;
  return {
    url,
    token: org.token,
    state: org.state,
    requests: org.requests,
    violations: org.violations,
    oauth: org.oauth,
    accessToken: (claims) => org.authorizationServer.accessToken(url, claims, new Date()),
    failNext: (failure) => org.failures.add(failure),
    close: () => server.shutdown(),
  };
}

/** A request, taken apart. */
interface Incoming {
  method: string;
  url: URL;
  headers: Headers;
  text: string;
  remoteAddress: string;
}

class Org {
  readonly state: OrgState;
  readonly token: string;
  readonly requests: RecordedRequest[] = [];
  readonly violations: Violation[] = [];
  readonly failures = new Failures();
  readonly oauth: OAuthServer;
  readonly authorizationServer = new AuthorizationServer();
  readonly #schema: UserSchema;
  readonly #ids: Ids;
  readonly #grants: ReadonlyMap<string, Grant>;
  readonly #limits: RateLimits;
  readonly #router = new Router([...allRoutes, ...governanceRoutes]);

  constructor(
    readonly options: SandboxOptions & { seed: number; now: () => Date },
    readonly operations: Operations,
  ) {
    this.#ids = new Ids(options.seed);
    this.state = options.state ?? seedOrg(options.seed, options.now());
    this.#schema = new UserSchema(this.state);
    this.token = `00${this.#ids.token(TOKEN_LENGTH)}`;
    this.#grants = new Map<string, Grant>([[this.token, {}], ...Object.entries(options.tokens ?? {})]);
    this.#limits = new RateLimits(options.rateLimits ?? {});
    this.oauth = new OAuthServer({
      clients: options.clients ?? {},
      knownScopes: new Set(Object.values(operations.operations).flatMap(({ scopes }) => scopes)),
      ids: new Ids(~options.seed), // a stream of its own: who signs in does not change the org's ids
      pollSeconds: options.pollSeconds ?? POLL_SECONDS,
    });
  }

  async answer(request: Request, remoteAddress: string): Promise<Response> {
    const { method, headers } = request;
    const incoming: Incoming = {
      method,
      headers,
      remoteAddress,
      url: new URL(request.url),
      text: await request.text(),
    };
    const record: RecordedRequest = { method, url: request.url, body: parsed(incoming.text), status: 0 };
    this.requests.push(record);
    const begin = performance.now();
    const requestId = this.#ids.requestId();
    const now = this.options.now();
    const response = this.#respond(incoming, requestId, now);
    response.headers.set("x-okta-request-id", requestId);
    response.headers.set("date", now.toUTCString());
    // Without no-transform the runtime would compress what never leaves the machine.
    if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store, no-transform");
    record.status = response.status;
    const { latencyMs = 0 } = this.options;
    const restMs = latencyMs - (performance.now() - begin);
    if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
    return response;
  }

  #respond(incoming: Incoming, requestId: string, now: Date): Response {
    const { method, url, headers } = incoming;
    const bucket = bucketOf(method, url.pathname);
    const counted = this.#limits.take(bucket, headers.get("authorization") ?? "", now);
    const failure = this.failures.take(method, url.pathname);
    const allowance = failure === undefined ? counted : allowanceOf(failure, counted);
    let response: Response;
    try {
      if (failure !== undefined) throw errorOf(failure) ?? new GatewayError(failure.status);
      if (counted.exceeded) throw new OktaError("E0000047");
      response = send(this.#handle(incoming, requestId, now));
    } catch (error) {
      response = this.#refuse(error);
    }
    setAllowance(response.headers, allowance);
    return response;
  }

  /** Who calls, which route, whether they may, whether the request is right: in this order, as at Okta. */
  #handle(incoming: Incoming, requestId: string, now: Date): Reply {
    const { method, url, headers, text, remoteAddress } = incoming;
    const oauth = this.oauth.answer(incoming, now) ?? this.authorizationServer.answer(incoming);
    if (oauth !== undefined) return oauth;
    const isPublic = url.pathname.startsWith("/.well-known/");
    const caller = isPublic
      ? undefined
      : this.oauth.callerOf(incoming, now) ?? authenticate(headers.get("authorization"), this.#grants);
    const match = this.#find(method, url);
    if (match !== undefined && caller !== undefined) authorize(caller, match.route, url);
    const body = readBody(headers, text);
    this.#checkContract(incoming, body);
    if (match === undefined) {
      throw new OktaError("E0000060", { causes: [`The demo org does not offer ${method} ${url.pathname}`] });
    }
    const { params, route } = match;
    const org = { state: this.state, schema: this.#schema, ids: this.#ids, now };
    return route.handler({ ...org, url, headers, params, body, requestId, remoteAddress });
  }

  /** The route, or undefined for an operation of Okta's that the demo org lacks. Throws for what Okta lacks too. */
  #find(method: string, url: URL): Match | undefined {
    const isKnown = isOktaOperation(this.operations, method, url.pathname);
    try {
      const match = this.#router.match(method, url.pathname);
      if (match === undefined && !isKnown) throw new OktaError("E0000008");
      return match;
    } catch (error) {
      if (isKnown) return undefined;
      this.violations.push({ method, url: url.href, problems: [`no operation answers ${method} ${url.pathname}`] });
      throw error;
    }
  }

  #checkContract({ method, url, headers }: Incoming, body: unknown): void {
    const contentType = headers.get("content-type") ?? undefined;
    const problems = problemsOf(this.operations, { method, url, body, contentType });
    if (problems.length === 0) return;
    this.violations.push({ method, url: url.href, problems: problems.map(sentence) });
    throw refusalOf(problems);
  }

  #refuse(error: unknown): Response {
    if (error instanceof InsufficientScope) {
      return new Response(null, { status: 403, headers: { "www-authenticate": error.challenge } });
    }
    if (error instanceof OAuthError) {
      const { status, code, message, headers } = error;
      return send({ status, body: { error: code, error_description: message }, headers });
    }
    if (error instanceof GatewayError) {
      const html = `<html><body><h1>${error.status}</h1></body></html>`;
      return new Response(html, { status: error.status, headers: { "content-type": "text/html" } });
    }
    // A fault of the demo org's own: said, so that whoever sees it can mend it.
    const refusal = error instanceof OktaError ? error : new OktaError("E0000009", { causes: [String(error)] });
    return send({
      status: refusal.status,
      body: refusal.body(`oae${this.#ids.token(22)}`),
      headers: refusal.headers,
    });
  }
}

/** An answer that something before Okta gave. */
class GatewayError extends Error {
  constructor(readonly status: number) {
    super(`Gateway answered ${status}`);
    this.name = "GatewayError";
  }
}

function send({ status, body, headers = [] }: Reply): Response {
  const response = new Response(body === undefined ? null : JSON.stringify(body), { status });
  if (body !== undefined) response.headers.set("content-type", "application/json");
  for (const [name, value] of headers) response.headers.append(name, value);
  return response;
}

function setAllowance(headers: Headers, { limit, remaining, reset }: Allowance): void {
  headers.set("x-rate-limit-limit", String(limit));
  headers.set("x-rate-limit-remaining", String(remaining));
  headers.set("x-rate-limit-reset", String(reset));
}

/** The JSON body, undefined for none. Throws `E0000021` for another content type, `E0000003` for bad JSON. */
function readBody(headers: Headers, text: string): unknown {
  if (text === "") return undefined;
  if (!/^application\/json\b/i.test(headers.get("content-type") ?? "")) throw new OktaError("E0000021");
  try {
    return JSON.parse(text);
  } catch {
    throw new OktaError("E0000003");
  }
}

function parsed(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
