import type { Okta } from "./client.ts";
import { unreadable } from "./failures.ts";
import { jsonItems } from "./json_items.ts";
import { address } from "./list.ts";
import { type LogEvent, toLogEvent } from "./log_event.ts";
import { logParameters, type LogQuery } from "./logs.ts";
import { nextPage } from "./pages.ts";

/** Requests on their way at once: enough to hide Okta's second or so a page, few beside its limit. */
const AT_ONCE = 6;

/** Pages on their way or waiting for their turn, which bounds memory. */
const AHEAD = 8;

/** How many pages a part should have. Its last is half empty on average: longer parts ask less, shorter ones wait less. */
const WANTED = 1.6;

/** A part that has more pages than this is split again. */
const LONGEST = 4;

/** How much longer than the part just read the next one may be, after a quiet stretch. */
const GROWTH = 8;

/** Milliseconds that neighbouring parts share, as Okta does not say whether `since` and `until` are inside the window. */
const OVERLAP = 1;

/** Milliseconds; every part is a whole number of these, however much happened. */
const STEP = 1_000;

/** A stretch of the window, in milliseconds since 1970, and the pages of it that wait to be taken, newest first. */
interface Part {
  from: number;
  readonly to: number;
  /** The events of a page are made as they are taken: as bytes they need a fraction of the memory. */
  readonly pages: Promise<Iterable<LogEvent>>[];
  /** Path and query of the next page to ask for; `undefined` at the end. */
  next: string | undefined;
  busy: boolean;
  /** What has arrived so far. */
  count: number;
  bytes: number;
}

/**
 * Every event of a window, newest first, for windows of many pages: beyond the first page the window is split by time
 * into parts of a few pages, which are read side by side. Memory is bounded by some pages, however long the window is.
 * Stops asking when the taker stops.
 * @throws UserError for a question that the log cannot answer, OktaError. What was yielded before is whole up to there.
 */
export async function* scanLogs(
  okta: Okta,
  query: Omit<LogQuery, "limit" | "sortOrder">,
): AsyncGenerator<LogEvent, void, undefined> {
  const since = query.since.getTime();
  const until = query.until.getTime();
  /** Newest first, without gaps from the last event given down to `edge`; the first one tells how dense the log is. */
  const parts: Part[] = [partOf(since, until)];
  /** What lies before has not been cut into parts yet. */
  let edge = since;
  /** How long the next part shall be. */
  let width = STEP;
  let fullBytes = 0;
  let stopped = false;

  function partOf(from: number, to: number): Part {
    const bounds = { since: new Date(from), until: new Date(Math.min(to + OVERLAP, until)) };
    const { query: sent } = logParameters({ ...query, ...bounds, sortOrder: "DESCENDING" }, Infinity);
    return { from, to, pages: [], next: address("/api/v1/logs", { query: sent }), busy: false, count: 0, bytes: 0 };
  }

  async function ask(part: Part, path: string): Promise<Iterable<LogEvent>> {
    const response = await okta.request("GET", path);
    const bytes = await response.bytes();
    part.next = nextPage(okta, response);
    part.count++;
    part.bytes += bytes.length;
    if (part.next === undefined) {
      width = whole((part.to - part.from) * Math.min(WANTED * fullBytes / part.bytes, GROWTH));
    } else {
      fullBytes = part.bytes / part.count;
      if (part.count > LONGEST || part === first) split(part, bytes);
    }
    part.busy = false;
    return eventsOf(response, bytes);
  }

  /** Makes parts of what a part holds beyond the pages that have arrived, unless it is so dense that none could be short. */
  function split(part: Part, bytes: Uint8Array): void {
    const oldest = Date.parse(toLogEvent(JSON.parse([...jsonItems(bytes)].at(-1) ?? "null")).time);
    const span = part.to - oldest;
    width = STEP;
    if (!(span >= STEP)) return;
    width = whole(span * WANTED / part.count);
    if (part.from === edge) edge = oldest;
    else {
      const count = Math.min(Math.ceil((oldest - part.from) / width), AT_ONCE);
      const bound = (i: number) => Math.round(oldest - (oldest - part.from) * i / count);
      const rest = Array.from({ length: count }, (_, i) => partOf(bound(i + 1), bound(i)));
      parts.splice(parts.indexOf(part) + 1, 0, ...rest);
    }
    part.from = oldest;
    part.next = undefined;
  }

  /** Asks for the newest pages that nobody has asked for, as many as may be. */
  function askMore(): void {
    let busy = parts.filter((part) => part.busy).length;
    // What the parts before one will still bring has its place kept: else later parts would fill all, and hold them up.
    let ahead = 0;
    for (let i = 0; !stopped && busy < AT_ONCE && ahead < AHEAD; i++) {
      if (i === parts.length) {
        if (edge <= since) return;
        const from = Math.max(edge - width, since);
        parts.push(partOf(from, edge));
        edge = from;
      }
      const part = parts[i]!;
      if (!part.busy && part.next !== undefined) {
        part.busy = true;
        const page = ask(part, part.next);
        part.pages.push(page);
        page.then(askMore, () => {}); // an error is met when the page's turn comes
        busy++;
      }
      const rest = part.next === undefined ? 0 : Math.max(WANTED - part.count, 1);
      ahead += part.pages.length + (part.busy ? rest - 1 : rest);
    }
  }

  /** What was given of the stretch that the next part covers again. */
  let seam = new Set<string>();
  const first = parts[0];
  try {
    for (let part = first; part !== undefined; part = parts[0]) {
      const latest: { uuid: string; time: number }[] = [];
      for (askMore(); part.pages[0] !== undefined; askMore()) {
        const events = await part.pages[0];
        part.pages.shift();
        askMore();
        await aTurn();
        for (const event of events) {
          if (seam.has(event.uuid)) continue;
          const time = Date.parse(event.time);
          while (latest[0] !== undefined && latest[0].time > time + OVERLAP) latest.shift();
          latest.push({ uuid: event.uuid, time });
          yield event;
        }
      }
      parts.shift();
      const edge = part.from + OVERLAP;
      seam = new Set(latest.filter(({ uuid, time }) => uuid !== "" && time <= edge).map(({ uuid }) => uuid));
    }
  } finally {
    stopped = true;
    await Promise.allSettled(parts.flatMap(({ pages }) => pages));
  }
}

/** Lets what has just been asked for get on its way: a page's events keep the process busy until the last of them. */
function aTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** @throws {OktaError} of kind `unreadable` */
function* eventsOf(response: Response, bytes: Uint8Array<ArrayBuffer>): Generator<LogEvent, void, undefined> {
  try {
    for (const item of jsonItems(bytes)) yield toLogEvent(JSON.parse(item));
  } catch (cause) {
    const asked = { method: "GET", path: "/api/v1/logs" };
    throw unreadable(asked, response, "the answer is not the list of events that it should be", cause);
  } finally {
    bytes.buffer.transfer(0); // frees megabytes that the garbage collector would leave for long
  }
}

function whole(width: number): number {
  return Math.max(Math.round(width / STEP), 1) * STEP;
}
