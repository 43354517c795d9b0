import type { Okta } from "./client.ts";
import { type Slice, slice, type Span } from "./list.ts";
import { type LogEvent, toLogEvent } from "./log_event.ts";
import { pages } from "./pages.ts";
import { UserError } from "../user_error.ts";

/** How long Okta keeps the System Log, in days. */
export const RETENTION_DAYS = 90;

/** Okta's longest page of events. */
const PAGE = 1000;

/** A bounded question to the System Log: without both ends Okta's answer would never end. */
export interface LogQuery {
  since: Date;
  until: Date;
  /** A SCIM expression; see `logFilter`. */
  filter?: string;
  /** Words that must all occur somewhere in the event: at most ten, of at most 40 characters. */
  q?: string;
  /** By time; `DESCENDING` is newest first. */
  sortOrder?: "ASCENDING" | "DESCENDING";
  /** The most events to read; all of them where left out. */
  limit?: number;
}

/**
 * Events in the order of their time, page by page as they are taken. Stops asking when the taker stops.
 * @throws UserError for a question that the log cannot answer, OktaError.
 */
export async function* readLogs(okta: Okta, query: LogQuery): AsyncGenerator<LogEvent, void, undefined> {
  let left = query.limit ?? Infinity;
  for await (const page of pages(okta, "/api/v1/logs", { params: logParameters(query, left) })) {
    for (const item of page.items) {
      if (left-- <= 0) return;
      yield toLogEvent(item);
    }
    if (left <= 0) return;
  }
}

/** Events a slice at a time. @throws UserError for a bad question or a cursor of another list, OktaError. */
export async function listLogs(okta: Okta, query: Omit<LogQuery, "limit">, span: Span): Promise<Slice<LogEvent>> {
  return await slice(okta, "/api/v1/logs", logParameters(query, span.limit), span, toLogEvent);
}

/** What a question sends to Okta, on pages of at most `limit`. @throws UserError for one that the log cannot answer. */
export function logParameters({ since, until, filter, q, sortOrder = "ASCENDING" }: LogQuery, limit: number) {
  if (since >= until) {
    throw new UserError(
      `Cannot read the log from ${since.toISOString()} until ${until.toISOString()}: nothing lies between.`,
    );
  }
  const words = q?.split(/\s+/).filter(Boolean) ?? [];
  if (words.length > 10 || words.some((word) => word.length > 40)) {
    throw new UserError(
      `Cannot search the log for ${JSON.stringify(q)}: it takes at most 10 words of at most 40 characters. ` +
        "Leave out the less telling ones, or use filter.",
    );
  }
  return {
    query: {
      since: since.toISOString(),
      until: until.toISOString(),
      sortOrder,
      limit: Math.min(limit, PAGE),
      ...(filter === undefined ? {} : { filter }),
      ...(words.length === 0 ? {} : { q: words.join(" ").toWellFormed() }),
    },
  };
}

/** The part of a window that Okta still has. */
export interface KeptWindow {
  since: Date;
  until: Date;
  /** What was cut off, for the person to know; `undefined` where nothing was. */
  note?: string;
}

/**
 * Cuts a window to what Okta keeps, 90 days back from `now`, and says so.
 * @throws UserError where the whole window is older than that.
 */
export function withinRetention(window: { since: Date; until: Date }, now: Date): KeptWindow {
  const { since, until } = window;
  const oldest = new Date(now.getTime() - RETENTION_DAYS * 86_400_000);
  if (until <= oldest) {
    throw new UserError(
      `Cannot read the log until ${until.toISOString()}: Okta keeps ${RETENTION_DAYS} days, and the oldest event is ` +
        `of ${oldest.toISOString()}. Ask for a later window, or whoever archives the log.`,
    );
  }
  if (since >= oldest) return { since, until };
  const note = `Okta keeps ${RETENTION_DAYS} days of log: from ${since.toISOString()} to ${oldest.toISOString()} ` +
    "there is nothing to read.";
  return { since: oldest, until, note };
}
