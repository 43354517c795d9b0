import { CASES, type FaultCase, type Verdict } from "../../tests/faults/cases.ts";

const BEGIN = "<!-- faults:begin -->";
const END = "<!-- faults:end -->";

/** docs/reliability.md with its table of faults made anew from the cases that the tests run. */
export async function reliabilityPage(): Promise<string> {
  const text = await Deno.readTextFile("docs/reliability.md");
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`docs/reliability.md has no ${BEGIN} … ${END}`);
  const rows = CASES.map((fault) => [
    fault.fault,
    said(fault.reading, fault.tries),
    said(fault.changing, fault.posts),
  ]);
  return `${before}${BEGIN}\n\n${table([["fault", "reading", "a POST, after consent"], ...rows])}\n\n${END}${after}`;
}

function said(verdict: Verdict, most: FaultCase["tries"]): string {
  const outcome = verdict === "answers" ? "right" : `error: “${verdict.says}”`;
  return most === 1 ? outcome : `${outcome}; sent up to ${most} times`;
}

/** In columns, as the formatter would have it. */
function table([head = [], ...rows]: string[][]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]!.length)));
  const line = (cells: string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
