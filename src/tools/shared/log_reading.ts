import type { Call } from "../../mcp/tool.ts";
import { OktaError } from "../../okta/errors.ts";
import type { Members } from "../../okta/json_items.ts";
import type { LogEvent } from "../../okta/log_event.ts";
import { scanLogs } from "../../okta/log_scan.ts";
import type { Services } from "../define.ts";
import { second } from "./events.ts";
import type { LogWindow } from "./log_window.ts";

/** Which events to read, all of them. */
export interface LogQuestion {
  window: LogWindow;
  filter?: string | undefined;
  q?: string | undefined;
  /** Reading ends with the page that reaches so many, to keep the call short and the org's rate limit free for others. */
  most: number;
}

/** What was read. */
export interface Reading {
  count: number;
  /** What the person must know about the stretch that was read: less than they asked for. */
  notes: string[];
}

/** How events are gathered: pages may come in any order, what was made of each is added newest first. */
export interface Gathering<P> {
  page(events: Iterable<LogEvent>): P;
  add(page: P): void;
  /** What it needs of Okta's events, where that is not all. */
  members?: Members;
}

/** Takes events one by one, as they are. */
export function oneByOne(take: (event: LogEvent) => void): Gathering<LogEvent[]> {
  return { page: (events) => [...events], add: (page) => page.forEach(take) };
}

/** After how many events a waiting client hears of it. */
const STRIDE = 5_000;

/**
 * Gathers every matching event, newest first. Ends early, and says so, at `most` events and where Okta's rate limit would
 * make the person wait.
 * @throws UserError for a question that the log cannot answer, OktaError.
 */
export async function readAll<P>(
  { okta, progress }: Call<Services>,
  { window, filter, q, most }: LogQuestion,
  gathering: Gathering<P>,
): Promise<Reading> {
  const { since, until, note } = window;
  const notes = note === undefined ? [] : [note];
  let count = 0;
  let oldest = window.data.until;

  function counted(events: Iterable<LogEvent>) {
    const page: { count: number; oldest: string | undefined } = { count: 0, oldest: undefined };
    function* passing() {
      for (const event of events) {
        page.count++;
        page.oldest = event.time;
        yield event;
      }
    }
    const made = gathering.page(passing());
    return { ...page, made };
  }
  const partly = (why: string) =>
    notes.push(
      `Only the newest ${count} matching events were read, back to ${second(oldest)}: ${why}. ` +
        `For what is older repeat this with until=${oldest}.`,
    );
  try {
    const query = { since, until, ...filter && { filter }, ...q && { q } };
    for await (const page of scanLogs(okta, query, counted, gathering.members)) {
      if (count >= most) {
        partly(`one call reads about ${most}`);
        break;
      }
      gathering.add(page.made);
      oldest = page.oldest ?? oldest;
      if (Math.floor((count + page.count) / STRIDE) > Math.floor(count / STRIDE)) {
        progress(`Read ${count + page.count} events, back to ${second(oldest)}`);
      }
      count += page.count;
    }
  } catch (error) {
    if (!(error instanceof OktaError) || error.kind !== "rate-limit" || count === 0) throw error;
    const from = error.retryAt === undefined ? "" : ` until ${second(error.retryAt.toISOString())}`;
    partly(`Okta's rate limit for the log is used up${from}`);
  }
  return { count, notes };
}
