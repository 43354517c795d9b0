import * as z from "zod";
import { type KeptWindow, withinRetention } from "../../okta/logs.ts";
import { second } from "./events.ts";
import { stamp } from "./moment.ts";
import { parseWindow } from "./time.ts";

/** The arguments of every tool that reads a stretch of the System Log. @param since What `since` is where left out. */
export function windowArguments(since: string) {
  return {
    since: z.string().default(since).describe("48h, 3 days ago, 2026-01-31"),
    until: z.string().exactOptional(),
  };
}

/** What those tools answer about the stretch that they read. */
export const windowOutput = { since: z.string(), until: z.string() };

/** The stretch that was read, as text and as data. */
export interface LogWindow extends KeptWindow {
  /** `between … and …`. */
  text: string;
  data: { since: string; until: string };
}

/** @throws UserError for a time that cannot be read, UserError for one before all that Okta keeps. */
export function logWindow(args: { since: string; until?: string }, now: Date): LogWindow {
  const kept = withinRetention(parseWindow(args, now, args), now);
  const data = { since: kept.since.toISOString(), until: kept.until.toISOString() };
  return { ...kept, text: `between ${stamp(data.since)} and ${stamp(data.until)}`, data };
}

/** Which stretch a list of events, newest first, covers; one that a cursor goes on with tells it by its own events. */
export function stretch(window: LogWindow, cursor: string | undefined, rows: readonly { time: string }[]): string {
  const [newest, oldest] = [rows[0], rows.at(-1)];
  if (cursor === undefined) return newest ? `${window.text}, newest first` : window.text;
  return newest && oldest
    ? `going on, from ${second(newest.time)} back to ${second(oldest.time)}`
    : "going on: that was all";
}
