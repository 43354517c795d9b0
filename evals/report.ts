import type { Grade } from "./grade.ts";

/** A ticket's name and what the model's work on it is worth. */
export interface Graded extends Grade {
  ticket: string;
}

const HEADING = ["ticket", "verdict", "wrong changes", "calls", "corrected", "tokens in", "tokens out", "seconds"];
const WIDTHS = [22, 8, 15, 7, 11, 11, 12, 9];

/** The table's first line. */
export const heading = row(HEADING);

/** A ticket's line, with its faults below it. */
export function line({ ticket, faults, wrongChanges, calls, corrections, usage, seconds }: Graded): string {
  const verdict = faults.length === 0 ? "right" : "WRONG";
  const numbers = [wrongChanges.length, calls, corrections, usage.prompt_tokens, usage.completion_tokens];
  return [
    row([ticket, verdict, ...numbers.map((count) => count.toLocaleString("en")), seconds.toFixed(1)]),
    ...faults.map((fault) => `  - ${fault}`),
  ].join("\n");
}

/** All tickets together. */
export interface Total {
  right: number;
  of: number;
  wrong_changes: number;
  calls: number;
  corrections: number;
  prompt_tokens: number;
  completion_tokens: number;
  seconds: number;
}

/** Adds the tickets up. */
export function totalOf(graded: readonly Graded[]): Total {
  const sum = (of: (each: Graded) => number) => graded.reduce((total, each) => total + of(each), 0);
  return {
    right: sum(({ faults }) => faults.length === 0 ? 1 : 0),
    of: graded.length,
    wrong_changes: sum(({ wrongChanges }) => wrongChanges.length),
    calls: sum(({ calls }) => calls),
    corrections: sum(({ corrections }) => corrections),
    prompt_tokens: sum(({ usage }) => usage.prompt_tokens),
    completion_tokens: sum(({ usage }) => usage.completion_tokens),
    seconds: Math.round(sum(({ seconds }) => seconds)),
  };
}

/** The table's last line. */
export function totalLine({ right, of, ...numbers }: Total): string {
  return row(["total", `${right}/${of}`, ...Object.values(numbers).map((count) => count.toLocaleString("en"))]);
}

function row(cells: readonly string[]): string {
  return cells.map((cell, index) => index < 2 ? cell.padEnd(WIDTHS[index]!) : cell.padStart(WIDTHS[index]!)).join("");
}
