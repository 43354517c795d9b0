/**
 * The System Log of a large org, and nothing else of it. The demo org would do, were it not that it writes every page anew:
 * an org must not take from the machine what the program shall have. Here a page is a piece of one long text.
 */
import { RateLimits } from "../src/sandbox/limits.ts";
import type { EventRecord } from "../src/sandbox/state.ts";
import type { RecordedRequest } from "../src/sandbox/sandbox.ts";

const PATH = "/api/v1/logs";
const TOKEN = "00" + "benchmark".padEnd(40, "0");

/** Serves the log, newest first, on a free port of 127.0.0.1; every other list is empty. */
export function startLogOrg(events: readonly EventRecord[], latencyMs: number, limits: Record<string, number>) {
  const newestFirst = [...events].reverse();
  const times = newestFirst.map(({ published }) => Date.parse(published));
  const parts = newestFirst.map((event) => new TextEncoder().encode(`,${JSON.stringify(event)}`));
  const starts = [0];
  for (const part of parts) starts.push(starts.at(-1)! + part.length);
  const text = new Uint8Array(starts.at(-1)!);
  for (const [index, part] of parts.entries()) text.set(part, starts[index]!);
  const rateLimits = new RateLimits(limits);
  const requests: RecordedRequest[] = [];

  /** How many events are newer than a time. */
  const newerThan = (time: number) => {
    const index = times.findIndex((published) => published <= time);
    return index < 0 ? times.length : index;
  };

  function page(url: URL): { body: Uint8Array<ArrayBuffer>; next: string | undefined } {
    const query = url.searchParams;
    if (query.get("sortOrder") !== "DESCENDING" || query.has("filter") || query.has("q")) {
      throw new Error(`This org only has its log, newest first, and not ${url.search}`);
    }
    const first = Number(query.get("after") ?? newerThan(Date.parse(query.get("until")!)));
    const end = newerThan(Date.parse(query.get("since")!) - 1);
    const last = Math.min(first + Number(query.get("limit")), end);
    const body = new Uint8Array(Math.max(starts[last]! - starts[first]!, 1) + 1);
    body.set(text.subarray(starts[first], starts[last]));
    body[0] = "[".charCodeAt(0);
    body[body.length - 1] = "]".charCodeAt(0);
    if (last >= end) return { body, next: undefined };
    query.set("after", String(last));
    return { body, next: url.href };
  }

  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const url = new URL(request.url);
    const begin = performance.now();
    const { limit, remaining, reset, exceeded } = rateLimits.take(url.pathname, "", new Date());
    const status = exceeded ? 429 : 200;
    requests.push({ method: request.method, url: request.url, body: undefined, status });
    const { body, next } = exceeded || url.pathname !== PATH
      ? { body: new TextEncoder().encode("[]"), next: undefined }
      : page(url);
    const headers = new Headers({
      "content-type": "application/json",
      "cache-control": "no-transform",
      "x-rate-limit-limit": `${limit}`,
      "x-rate-limit-remaining": `${remaining}`,
      "x-rate-limit-reset": `${reset}`,
      ...next !== undefined && { link: `<${next}>; rel="next"` },
    });
    await new Promise((resolve) => setTimeout(resolve, latencyMs - (performance.now() - begin)));
    return new Response(body, { status, headers });
  });
  return { url: `http://127.0.0.1:${server.addr.port}`, token: TOKEN, requests, close: () => server.shutdown() };
}
