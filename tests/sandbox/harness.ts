/** Starts a small org and talks to it as a client would. */
import assert from "node:assert/strict";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/sandbox/sandbox.ts";
import { NOW, smallOrg } from "./small_org.ts";

/** An answer, with its body parsed. */
export interface Answer {
  status: number;
  headers: Headers;
  // deno-lint-ignore no-explicit-any -- what a test reads from an answer is what it asserts
  body: any;
}

export interface Org extends AsyncDisposable {
  sandbox: Sandbox;
  /** Sends a request; `path` may be an absolute URL of this org, such as a `next` link. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  /** Event types written to the System Log so far, oldest first. */
  logged(): string[];
}

/** Close it with `await using`. The clock stands still unless `options.now` moves it. */
export async function startOrg(options: SandboxOptions = {}): Promise<Org> {
  const sandbox = await startSandbox({ state: smallOrg(), now: () => NOW, ...options });
  async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const json = body === undefined ? {} : { "content-type": "application/json" };
    const response = await fetch(new URL(path, sandbox.url), {
      method,
      headers: { authorization: `SSWS ${sandbox.token}`, ...json, ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.startsWith("application/json");
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  }
  return {
    sandbox,
    call,
    get: (path, headers) => call("GET", path, undefined, headers),
    logged: () => sandbox.state.events.map(({ eventType }) => eventType),
    [Symbol.asyncDispose]: () => sandbox.close(),
  };
}

/** Fails unless the answer is this error of Okta's, in Okta's shape. */
export function assertError(answer: Answer, status: number, errorCode: string): void {
  assert.deepEqual([answer.status, answer.body.errorCode], [status, errorCode], JSON.stringify(answer.body));
  assert.deepEqual(Object.keys(answer.body), ["errorCode", "errorSummary", "errorLink", "errorId", "errorCauses"]);
  assert.equal(answer.body.errorLink, errorCode);
  assert.match(answer.body.errorId, /^oae[\w-]{22}$/);
}

/** The address of a `Link` header, undefined where there is none of that kind. */
export function link({ headers }: Answer, rel: "self" | "next"): string | undefined {
  const all = [...(headers.get("link") ?? "").matchAll(/<([^>]*)>; rel="(\w+)"/g)];
  return all.find(([, , found]) => found === rel)?.[1];
}

/** The ids of a list. */
export function ids(answer: Answer): string[] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body.map(({ id }: { id: string }) => id);
}

/** A path with an encoded query. */
export function withQuery(path: string, query: Record<string, string>): string {
  return `${path}?${new URLSearchParams(query)}`;
}
