import { apiToken } from "../../src/okta/auth/api_token.ts";
import { connectOkta, type OktaConnection, type OktaOptions } from "../../src/okta/client.ts";
import { OktaError } from "../../src/okta/errors.ts";
import { VirtualClock } from "./virtual_clock.ts";

export const token = `00${"tEsT-toKen".repeat(4)}`;

/** A scripted server on loopback, and a connection to it that lives in virtual time. */
export interface FakeOkta extends AsyncDisposable {
  readonly connection: OktaConnection;
  readonly clock: VirtualClock;
  readonly url: URL;
  /** Every request so far, in order of arrival. */
  readonly requests: { method: string; path: string; headers: Headers; body: string }[];
}

export function fakeOkta(
  handle: (request: Request, nth: number) => Response | Promise<Response>,
  options: Partial<OktaOptions> = {},
): FakeOkta {
  const clock = new VirtualClock();
  const requests: FakeOkta["requests"] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const { pathname, search } = new URL(request.url);
    const copy = request.clone();
    requests.push({
      method: request.method,
      path: pathname + search,
      headers: request.headers,
      body: await copy.text(),
    });
    const response = await handle(request, requests.length);
    // Deno.serve would add the date of the real clock.
    if (!response.headers.has("date")) response.headers.set("date", new Date(clock.now()).toUTCString());
    return response;
  });
  const url = new URL(`http://127.0.0.1:${server.addr.port}`);
  const connection = connectOkta({
    orgUrl: url,
    authorizer: apiToken(token),
    timeoutSeconds: 10,
    userAgent: "test/1",
    clock,
    fetch: (input, init) =>
      clock.during(async () => {
        const response = await fetch(input, init);
        const body = await response.arrayBuffer();
        return new Response(body.byteLength === 0 ? null : body, response);
      }),
    ...options,
  });
  return { connection, clock, url, requests, [Symbol.asyncDispose]: () => server.shutdown() };
}

/** A call that nothing cancels. */
export function freely(budgetSeconds?: number) {
  return { signal: new AbortController().signal, ...(budgetSeconds === undefined ? {} : { budgetSeconds }) };
}

/** Okta's answer to a refused request. */
export function refusal(status: number, errorCode: string, errorSummary = "No.", ...causes: string[]): Response {
  const errorCauses = causes.map((errorSummary) => ({ errorSummary }));
  return Response.json({ errorCode, errorSummary, errorLink: errorCode, errorId: "oae1", errorCauses }, { status });
}

/** The headers of a bucket that empties or fills at a moment of the virtual clock. */
export function quota(limit: number, remaining: number, resetInSeconds: number, clock: VirtualClock) {
  return {
    "x-rate-limit-limit": String(limit),
    "x-rate-limit-remaining": String(remaining),
    "x-rate-limit-reset": String(Math.floor(clock.now() / 1000) + resetInSeconds),
    "date": new Date(clock.now()).toUTCString(),
  };
}

/** The error that a promise must end with. */
export async function failureOf(promise: Promise<unknown>): Promise<OktaError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof OktaError) return error;
    throw error;
  }
  throw new Error("It succeeded.");
}
