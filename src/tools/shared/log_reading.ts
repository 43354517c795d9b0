import type { Call } from "../../mcp/tool.ts";
import { OktaError } from "../../okta/errors.ts";
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
  /** Reading ends after so many, to keep the call short and the org's rate limit free for others. */
  most: number;
}

/** What was read. */
export interface Reading {
  count: number;
  /** What the person must know about the stretch that was read: less than they asked for. */
  notes: string[];
}

/** After how many events a waiting client hears of it. */
const STRIDE = 5_000;

/**
 * Hands every matching event to `take`, newest first, and keeps none. Ends early, and says so, at `most` events and
 * where Okta's rate limit would make the person wait.
 * @throws UserError for a question that the log cannot answer, OktaError.
 */
export async function readAll(
  { okta, progress }: Call<Services>,
  { window, filter, q, most }: LogQuestion,
  take: (event: LogEvent) => void,
): Promise<Reading> {
  const { since, until, note } = window;
  const notes = note === undefined ? [] : [note];
  let count = 0;
  let oldest = window.data.until;
  const partly = (why: string) =>
    notes.push(
      `Only the newest ${count} matching events were read, back to ${second(oldest)}: ${why}. ` +
        `For what is older repeat this with until=${oldest}.`,
    );
  try {
    for await (const event of scanLogs(okta, { since, until, ...filter && { filter }, ...q && { q } })) {
      if (count === most) {
        partly(`one call reads no more than ${most}`);
        break;
      }
      take(event);
      oldest = event.time;
      if (++count % STRIDE === 0) progress(`Read ${count} events, back to ${second(oldest)}`);
    }
  } catch (error) {
    if (!(error instanceof OktaError) || error.kind !== "rate-limit" || count === 0) throw error;
    const from = error.retryAt === undefined ? "" : ` until ${second(error.retryAt.toISOString())}`;
    partly(`Okta's rate limit for the log is used up${from}`);
  }
  return { count, notes };
}
