import { padded, width } from "./width.ts";

const GAP = 2;

const CELL = /"((?:[^"]|"")*)"|([^",]*)/y;

/** The cells of a line of CSV (RFC 4180); `undefined` for a line that is none. */
export function cellsOf(line: string): string[] | undefined {
  const cells: string[] = [];
  for (CELL.lastIndex = 0;; CELL.lastIndex++) {
    const [, quoted, bare] = CELL.exec(line)!;
    cells.push(quoted?.replaceAll('""', '"') ?? bare!);
    if (CELL.lastIndex === line.length) return cells;
    if (line[CELL.lastIndex] !== ",") return undefined;
  }
}

/**
 * Rows, of which the first is the heading, as lines of at most so many columns. Cells wrap between words; where the
 * columns have no room even so, the rest is a block of lines for each row, and `hasHeading` is false.
 */
export function tableLines(rows: readonly string[][], columns: number): { lines: string[]; hasHeading: boolean } {
  const [names = [], ...items] = rows;
  const widths = columnWidths(rows, columns);
  if (widths === undefined) {
    return { lines: ["", ...items.flatMap((row) => [...blockLines(names, row), ""])], hasHeading: false };
  }
  return { lines: rows.flatMap((row) => rowLines(row, widths)), hasHeading: true };
}

/** No column is narrower than its longest word; the widest ones give way first. */
function columnWidths(rows: readonly string[][], columns: number): number[] | undefined {
  const widest = (index: number, measure: (cell: string) => number) =>
    Math.max(...rows.map((row) => measure(row[index]!)));
  const least = rows[0]!.map((_, index) => widest(index, (cell) => Math.max(...cell.split(" ").map(width))));
  const natural = rows[0]!.map((_, index) => widest(index, width));
  const room = columns - GAP * (least.length - 1);
  for (let most = Math.max(...natural); most >= 0; most--) {
    const widths = natural.map((columns, index) => Math.max(least[index]!, Math.min(columns, most)));
    if (widths.reduce((sum, columns) => sum + columns) <= room) return widths;
  }
  return undefined;
}

function rowLines(row: readonly string[], widths: readonly number[]): string[] {
  const cells = row.map((cell, index) => wrapped(cell, widths[index]!));
  const height = Math.max(...cells.map(({ length }) => length));
  return Array.from(
    { length: height },
    (_, line) => cells.map((lines, index) => padded(lines[line] ?? "", widths[index]!)).join(" ".repeat(GAP)).trimEnd(),
  );
}

function blockLines(names: readonly string[], row: readonly string[]): string[] {
  const named = Math.max(...names.map(width));
  return names.flatMap((name, index) => row[index] === "" ? [] : [`${padded(name, named)}  ${row[index]}`]);
}

function wrapped(text: string, columns: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1)!;
    if (line === "") lines[lines.length - 1] = word;
    else if (width(line) + 1 + width(word) <= columns) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
