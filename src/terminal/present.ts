import { paint, type Style } from "./paint.ts";
import type { Surface } from "./surface.ts";
import { cellsOf, tableLines } from "./table.ts";

/** Words that say how something stands; ids of events, which a person seldom reads. */
const MARKS: readonly [RegExp, Style][] = [
  [/\b(?:ACTIVE|SUCCESS|ALLOW|holds|ok|Done)\b/g, "green"],
  [/\b(?:LOCKED_OUT|SUSPENDED|DEPROVISIONED|FAILURE|DENY|BREAKS|FAILED)\b/g, "red"],
  [/\b(?:PASSWORD_EXPIRED|RECOVERY|STAGED|PROVISIONED|CHALLENGE|UNANSWERED|warning)\b/g, "yellow"],
  [/ \[[0-9a-f]{8}-[^\]]*\]/g, "dim"],
];

/** A line that ends with a colon, or some words before one, as in `Next: …`. */
const LABEL = /^\p{Lu}[^:"]*:$|^\p{Lu}\w*(?: \w+){0,5}:(?= )/u;

/** A heading of CSV names columns, and quotes none. */
const HEADING = /^[a-z_][\w.]*(?:,[a-z_][\w.]*)+$/i;

/** A text of this program as a person at a terminal reads it best: CSV as a table, headings in bold, states in colour. */
export function present(text: string, { colour, columns }: Pick<Surface, "colour" | "columns">): string {
  const dress = (style: Style, part: string) => colour && part !== "" ? paint(style, part) : part;
  const marked = (line: string) =>
    MARKS.reduce((text, [words, style]) => text.replace(words, (word) => dress(style, word)), line);
  const lines = text.split("\n");
  const isDiff = lines.some((line) => line.startsWith("+ "));
  const shown: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    const rows = tableAt(lines, at);
    if (rows !== undefined) {
      const table = tableLines(rows, columns());
      shown.push(
        ...table.lines.map((row, index) => table.hasHeading && index === 0 ? dress("bold", row) : marked(row)),
      );
      at += rows.length - 1;
    } else if (at === 0 || /^\w/.test(line) && lines[at + 1]?.startsWith(" ")) shown.push(dress("bold", marked(line)));
    else if (isDiff && /^[+-] /.test(line)) shown.push(dress(line.startsWith("+") ? "green" : "red", line));
    else if (line.startsWith("! ")) shown.push(dress("yellow", line));
    else shown.push(marked(line.replace(LABEL, (label) => dress("bold", label))));
  }
  return shown.join("\n");
}

/** The rows of the CSV that begins at a line, its heading first; `undefined` where none does. */
function tableAt(lines: readonly string[], at: number): string[][] | undefined {
  if (!HEADING.test(lines[at]!)) return undefined;
  const rows = [lines[at]!.split(",")];
  for (let next = at + 1; next < lines.length; next++) {
    const cells = cellsOf(lines[next]!);
    if (cells?.length !== rows[0]!.length) break;
    rows.push(cells);
  }
  return rows.length > 1 ? rows : undefined;
}
