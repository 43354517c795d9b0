import { plain, quote } from "../quote.ts";
import type { Change, Plan } from "./tool.ts";

export { plain, quote };

/**
 * The most characters that one result's text may have. About 6,000 tokens: clients cut or refuse more, and a local
 * model's window is small.
 */
export const TEXT_BUDGET = 20_000;

/** A cell that needs no quotation marks: one word, or a time. What consists of words might be somebody's sentence. */
const BARE = /^([^\s",]*|[\d\s:.-]+(Z| UTC)?)$/;

/**
 * Rows as CSV (RFC 4180) with a header line; a cell of several words is quoted, whether or not CSV needs it. Columns in
 * which every row is empty are left out.
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
    return BARE.test(text) ? text : `"${text.replaceAll('"', '""')}"`;
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

/** A value as changes show it: `"text"`, `true`, `(none)`. */
export function shown(value: unknown): string {
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
