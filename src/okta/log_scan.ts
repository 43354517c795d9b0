import type { Okta } from "./client.ts";
import { unreadable } from "./failures.ts";
import { JsonItems, type Members } from "./json_items.ts";
import { type LogEvent, toLogEvent } from "./log_event.ts";
import { logParameters, type LogQuery } from "./logs.ts";
import { address, nextPage } from "./pages.ts";

/** Requests on their way at once: as many as a connection sends to Okta. */
const AT_ONCE = 8;

/** Pages on their way or waiting for their turn, which bounds memory. */
const AHEAD = 32;

/** How many pages a part should have. Its last is half empty on average: longer parts ask less, shorter ones wait less. */
const WANTED = 1.6;

/** A part that has more pages than this is split again. */
const LONGEST = 4;

/** How much longer than the part just read the next one may be, after a quiet stretch. */
const GROWTH = 8;

/** Milliseconds by which a part asks for more than it covers, as Okta does not say whether `since` and `until` are inside. */
const OVERLAP = 1;

/** Milliseconds; every part is a whole number of these, however much happened. */
const STEP = 1_000;

/** Reads of events no more than when they were. */
const DATED = new JsonItems({ published: true });

/** A stretch of the window, in milliseconds since 1970: what was published after `from`, until `to`. */
interface Part<T> {
  from: number;
  readonly to: number;
  /** What was made of its pages and waits to be taken, newest first. */
  readonly pages: Promise<T>[];
  /** Path and query of the next page to ask for; `undefined` at the end. */
  next: string | undefined;
  busy: boolean;
  /** What has arrived so far. */
  count: number;
  bytes: number;
}

/**
 * Every event of a window, newest first, for windows of many pages: beyond the first page the window is split by time
 * into parts of a few pages, which are read side by side. Memory is bounded by what is made of some pages, however long
 * the window is. Stops asking when the taker stops.
 * @param make What to make of a page's events, newest first, until the page's turn comes: the less, the smaller.
 * @param members What `make` needs of Okta's events; where it is not all, reading takes a fraction of the time.
 * @throws UserError for a question that the log cannot answer, OktaError. What was yielded before is whole up to there.
 */
export async function* scanLogs<T>(
  okta: Okta,
  query: Omit<LogQuery, "limit" | "sortOrder">,
  make: (events: Iterable<LogEvent>) => T,
  members?: Members,
): AsyncGenerator<T, void, undefined> {
  const since = query.since.getTime();
  const until = query.until.getTime();
  /** Newest first, without gaps from the last event given down to `edge`; the first one tells how dense the log is. */
  const parts: Part<T>[] = [partOf(since, until)];
  /** What lies before has not been cut into parts yet. */
  let edge = since;
  /** How long the next part shall be. */
  let width = STEP;
  let fullBytes = 0;
  let stopped = false;
  const reader = new JsonItems(members && { ...members, published: true });

  function partOf(from: number, to: number): Part<T> {
    const bounds = { since: new Date(from), until: new Date(Math.min(to + OVERLAP, until)) };
    const { query: sent } = logParameters({ ...query, ...bounds, sortOrder: "DESCENDING" }, Infinity);
    return { from, to, pages: [], next: address("/api/v1/logs", { query: sent }), busy: false, count: 0, bytes: 0 };
  }

  async function ask(part: Part<T>, path: string): Promise<T> {
    const response = await okta.request("GET", path);
    const bytes = await response.bytes();
    part.next = nextPage(okta, response);
    part.busy = false;
    part.count++;
    part.bytes += bytes.length;
    if (part.next === undefined) {
      width = whole((part.to - part.from) * Math.min(WANTED * fullBytes / part.bytes, GROWTH));
    } else {
      fullBytes = part.bytes / part.count;
      if (part.count > LONGEST || part === first) split(part, [...DATED.of(bytes)]);
    }
    askMore();
    await aTurn();
    return make(within(part, eventsOf(response, bytes, reader)));
  }

  /** The events that are a part's own, and not a neighbour's. */
  function* within({ from, to }: Part<T>, events: Iterable<LogEvent>): Generator<LogEvent, void, undefined> {
    for (const event of events) {
      const time = Date.parse(event.time);
      const isOfNext = time <= from && from > since;
      const isOfLast = time > to && to < until;
      if (!isOfNext && !isOfLast) yield event;
    }
  }

  /** Makes parts of what a part holds beyond the pages that have arrived, unless they are of one moment. */
  function split(part: Part<T>, page: readonly unknown[]): void {
    const [newest, oldest] = [page[0], page.at(-1)].map((event) => Date.parse(toLogEvent(event).time));
    width = STEP;
    if (!(newest! > oldest! && part.to > oldest!)) return;
    width = whole((part.to - oldest!) * WANTED / part.count);
    if (part.from === edge) edge = oldest!;
    else {
      const span = oldest! - part.from;
      const count = Math.min(Math.ceil(span / width), AT_ONCE);
      const bound = (i: number) => Math.round(oldest! - span * i / count);
      const rest = Array.from({ length: count }, (_, i) => partOf(bound(i + 1), bound(i)));
      parts.splice(parts.indexOf(part) + 1, 0, ...rest);
    }
    part.from = oldest!;
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

  const first = parts[0];
  try {
    for (let part = first; part !== undefined; part = parts[0]) {
      for (askMore(); part.pages[0] !== undefined; askMore()) {
        const page = await part.pages[0];
        part.pages.shift();
        yield page;
      }
      parts.shift();
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
function* eventsOf(
  response: Response,
  bytes: Uint8Array<ArrayBuffer>,
  reader: JsonItems,
): Generator<LogEvent, void, undefined> {
  try {
    for (const item of reader.of(bytes)) yield toLogEvent(item);
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
