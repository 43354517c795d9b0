import type { Failure } from "../src/sandbox/failures.ts";
import type { RecordedRequest } from "../src/sandbox/sandbox.ts";
import { readLines } from "../src/lines.ts";
import type { OrgSize } from "./orgs.ts";

/** What kind of org a measurement needs. */
export interface OrgOptions extends OrgSize {
  /** Milliseconds from a request to its answer. */
  latencyMs?: number;
  /** Requests a minute by bucket, as the demo org names them. */
  rateLimits?: Record<string, number>;
  /** What the next requests get instead of an answer. */
  failures?: (Failure & { path?: string })[];
}

export interface OrgAddress {
  url: string;
  token: string;
}

/** An org in a process of its own; close it with `await using`. */
export interface BenchOrg extends OrgAddress, AsyncDisposable {
  /** The requests since the last time. */
  requests(): Promise<RecordedRequest[]>;
  /** The settings that point the program to it. */
  settings: Record<string, string>;
}

/** Limits that no measurement meets. */
export const UNLIMITED = {
  "/api/v1/users": 1e6,
  "/api/v1/users/{id:.+}": 1e6,
  "/api/v1/groups": 1e6,
  "/api/v1/logs": 1e6,
};

export async function startOrg(options: OrgOptions): Promise<BenchOrg> {
  const script = new URL("./org_process.ts", import.meta.url).pathname;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", script, JSON.stringify(options)],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const lines = readLines(child.stdout, () => {}, Infinity);
  const stdin = child.stdin.getWriter();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error("the org's process ended");
    return JSON.parse(value);
  };
  const { url, token }: OrgAddress = await next();
  return {
    url,
    token,
    settings: { OKTA_ORG_URL: url, OKTA_API_TOKEN: token },
    async requests() {
      await stdin.write(new TextEncoder().encode("\n"));
      return await next();
    },
    async [Symbol.asyncDispose]() {
      await stdin.close();
      await lines.return(undefined);
      await child.status;
    },
  };
}

/** Reads a list's pages one after another, as simply as it can be done: `fetch`, `json`, the next link. */
export async function* readPlainly({ url, token }: OrgAddress, path: string): AsyncGenerator<unknown[]> {
  for (let next: string | undefined = url + path; next !== undefined;) {
    const response: Response = await fetch(next, { headers: { authorization: `SSWS ${token}` } });
    yield await response.json();
    next = response.headers.get("link")?.match(/<([^>]+)>; rel="next"/)?.[1];
  }
}
