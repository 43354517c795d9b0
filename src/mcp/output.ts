import type { Change, Plan } from "./tool.ts";

/**
 * The most characters that one result's text may have. About 6,000 tokens: clients cut or refuse more, and a local
 * model's window is small.
 */
export const TEXT_BUDGET = 20_000;

/** Most characters of one quoted value: a profile attribute or user agent is never worth more. */
const QUOTE_LIMIT = 300;

/** Control characters, line and paragraph separators, bidirectional controls, zero-width characters, tags. */
// deno-lint-ignore no-control-regex
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]+/gu;

/**
 * Makes a value that came from the org harmless in a text: one line, no control or bidirectional characters, bounded
 * in length. For table cells and other places that a value cannot leave.
 */
export function plain(value: unknown): string {
  const text = typeof value === "string" ? value : value === undefined || value === null ? "" : JSON.stringify(value);
  const line = text.replace(UNSAFE, " ").trim();
  return line.length > QUOTE_LIMIT ? line.slice(0, QUOTE_LIMIT).replace(/[\ud800-\udbff]$/, "") + "…" : line;
}

/** A value that came from the org, quoted so that it cannot pass for the server's own words. */
export function quote(value: unknown): string {
  return `"${plain(value).replaceAll('"', "'")}"`;
}

/**
 * Rows as CSV (RFC 4180) with a header line; a cell with a comma or quote is quoted. Columns in which every row is
 * empty are left out.
 */
export function csv<R extends Record<string, unknown>>(
  rows: readonly R[],
  columns: readonly (keyof R & string)[],
): string {
  const shown = columns.filter((column) =>
    rows.some((row) => row[column] !== undefined && row[column] !== null && row[column] !== "")
  );
  const cell = (value: unknown) => {
    const text = Array.isArray(value) ? value.map(plain).join("; ") : plain(value);
    return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [shown.join(","), ...rows.map((row) => shown.map((column) => cell(row[column])).join(","))].join("\n");
}

/**
 * How many leading items fit the budget when each is written as `size` characters: at least one, so that a list
 * always gets on.
 */
export function fitting(sizes: readonly number[], budget: number): number {
  let used = 0;
  const cut = sizes.findIndex((size) => (used += size) > budget);
  return cut === -1 ? sizes.length : Math.max(cut, 1);
}

/** Cuts a text that is over the budget at the end of a line and says so. The last resort: lists cut at an item. */
export function withinBudget(text: string, budget: number = TEXT_BUDGET): string {
  if (text.length <= budget) return text;
  const end = text.lastIndexOf("\n", budget);
  return `${text.slice(0, end > budget / 2 ? end : budget)}\n[Cut here: ${
    text.length - budget
  } more characters. Ask for less: fewer fields, a smaller limit, a narrower filter.]`;
}

/** `- what: before → after`, a line each. */
export function changeLines(changes: readonly Change[]): string {
  return changes.map(({ what, before, after }) => `- ${plain(what)}: ${shown(before)} → ${shown(after)}`).join("\n");
}

function shown(value: unknown): string {
  return value === undefined || value === null ? "(none)" : typeof value === "string" ? quote(value) : plain(value);
}

/** A plan as the person who consents reads it. */
export function planText(plan: Plan<unknown>): string {
  return [
    plan.action,
    changeLines(plan.changes),
    ...plan.warnings.map((warning) => `! ${warning}`),
    plan.reversible,
  ].filter(Boolean).join("\n");
}
