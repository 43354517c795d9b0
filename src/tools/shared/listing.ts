import * as z from "zod";
import { csv, fitting, quote, TEXT_BUDGET } from "../../mcp/output.ts";
import { decodeCursor, encodeCursor } from "../../okta/cursor.ts";
import type { Slice, Span } from "../../okta/list.ts";

/** The arguments that every list takes. */
export const listArguments = {
  limit: z.int().min(1).max(200).default(25),
  cursor: z.string().exactOptional().describe("next_cursor of the last answer"),
};

/** What every list answers besides its items. */
export const listOutput = {
  next_cursor: z.string().optional(),
};

/** Room for what stands before and after the items. */
const MARGIN = 2_000;

/** The rows that an answer has room for, as data and as text. */
export interface Shown<R> {
  rows: R[];
  /** Empty where there are no rows. */
  text: string;
}

/** How rows are written: a line each, after a heading of any number of lines. */
export type Lines<R> = (rows: readonly R[]) => string[];

/** Rows as CSV, for `shown` and `page`. */
export function table<R extends Record<string, unknown>>(columns: readonly (keyof R & string)[]): Lines<R> {
  return (rows) => csv(rows, columns).split("\n");
}

/**
 * As many leading rows as the budget has room for, cut at a whole row, at least one. A row costs what it takes in the
 * text or half of what it takes as JSON, which repeats every key: the client may give the model either.
 */
export function shown<R>(rows: readonly R[], lines: Lines<R>, budget = TEXT_BUDGET - MARGIN): Shown<R> {
  const written = lines(rows);
  const heading = written.length - rows.length;
  const sizes = rows.map((row, i) => Math.max(written[heading + i]!.length + 1, JSON.stringify(row).length / 2));
  const kept = rows.slice(0, fitting(sizes, budget));
  if (kept.length === 0) return { rows: kept, text: "" };
  return { rows: kept, text: (kept.length === rows.length ? written : lines(kept)).join("\n") };
}

/**
 * A part of an answer that lists something: a line with the title and how many there are, then the rows.
 * @param budget The most characters that the rows may take.
 */
export function section<R>(title: string, rows: readonly R[], lines: Lines<R>, budget: number): Shown<R> {
  const fits = shown(rows, lines, budget);
  const omitted = rows.length - fits.rows.length;
  const heading = `${title}: ${rows.length || "none"}${omitted > 0 ? `, of which ${omitted} do not fit here` : ""}`;
  return { rows: fits.rows, text: [heading, fits.text].filter(Boolean).join("\n") };
}

/** Some of a list, with the cursor that goes on where it was cut. */
export interface Listed<R> extends Shown<R> {
  next_cursor?: string;
}

/** A slice of a list, whose items are `rows`, cut to the budget. */
export function page<T, R>(
  slice: Slice<T>,
  rows: readonly R[],
  lines: Lines<R>,
  budget = TEXT_BUDGET - MARGIN,
): Listed<R> {
  const cursorLength = slice.cursorAfter(1)?.length ?? 0;
  const fits = shown(rows, lines, budget - cursorLength);
  const next = slice.cursorAfter(fits.rows.length);
  return { ...fits, ...(next === undefined ? {} : { next_cursor: next }) };
}

/**
 * A slice of a list that was read whole.
 * @param address Path and query that say which list it is, so that another list's cursor is refused.
 * @throws UserError for a cursor of another list.
 */
export function sliceOf<T>(items: readonly T[], address: string, { limit, cursor }: Span): Slice<T> {
  const start = cursor === undefined ? 0 : decodeCursor(cursor, address).skip;
  const slice = items.slice(start, start + limit);
  return {
    items: slice,
    cursorAfter(count = slice.length) {
      const skip = start + count;
      return skip < items.length ? encodeCursor({ path: address, skip }) : undefined;
    },
  };
}

/** `no users`, `1 user`, `25 users` */
export function amount(count: number, noun: string): string {
  return `${count === 0 ? "no" : count} ${noun}${count === 1 ? "" : "s"}`;
}

/** How an answer that lists something begins: `No users`, `25 users (more follow)`. Okta does not tell how many more there are. */
export function howMany(count: number, noun: string, more: boolean): string {
  const text = amount(count, noun);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${more ? " (more follow)" : ""}`;
}

/** What a list was asked for, to go on after how many there are: ` matching q "mar", status "ACTIVE"`. */
export function matching(conditions: Record<string, string | undefined>): string {
  const given = Object.entries(conditions).flatMap(([name, value]) =>
    value === undefined ? [] : `${name} ${quote(value)}`
  );
  return given.length === 0 ? "" : ` matching ${given.join(", ")}`;
}

/** The last line of a list that goes on: how to get the rest, and how to need less. */
export function goOn(cursor: string | undefined, narrow?: string): string {
  if (cursor === undefined) return "";
  const less = narrow === undefined ? "" : `\nOr narrow with ${narrow}.`;
  return `More: the same arguments with cursor=${cursor}${less}`;
}
