import { withBlock } from "../scripts/docs/block.ts";
import { table } from "../scripts/docs/table.ts";
import { type Measure, shown } from "./row.ts";

const FILE = "bench/baseline.json";
const PAGE = "docs/benchmarks.md";

/** What was measured last: row → measure → value. */
export type Baseline = Record<string, Record<string, number>>;

/** The baseline that is committed. */
export async function baseline(): Promise<Baseline> {
  return JSON.parse(await Deno.readTextFile(FILE));
}

/** Makes a whole run the baseline, and shows it in docs/benchmarks.md. */
export async function saveRun(rows: Record<string, Measure[]>): Promise<void> {
  const values = Object.entries(rows).map(([row, measures]) =>
    // Four digits are more than a noisy machine can tell.
    [row, Object.fromEntries(measures.map(({ name, value }) => [name, Number(value.toPrecision(4))]))] as const
  );
  await Deno.writeTextFile(FILE, JSON.stringify(Object.fromEntries(values), null, 2) + "\n");
  const lines = Object.entries(rows).flatMap(([row, measures]) =>
    measures.map(({ name, value, unit, target }) => [`\`${row}\``, name, shown(value, unit), limit(target, unit)])
  );
  const run = [
    `${new Date().toISOString().slice(0, 10)}, on ${await machine()}:`,
    table([["row", "what", "measured", "to reach"], ...lines]),
  ];
  await Deno.writeTextFile(PAGE, withBlock(await Deno.readTextFile(PAGE), "measured", run.join("\n\n")));
}

async function machine(): Promise<string> {
  const model = /^model name\s*:\s*(.+)$/m.exec(await Deno.readTextFile("/proc/cpuinfo").catch(() => ""))?.[1];
  const gigabytes = Math.round(Deno.systemMemoryInfo().total / 2 ** 30);
  return `${navigator.hardwareConcurrency} cores${model ? ` (${model})` : ""}, ${gigabytes} GB, ${Deno.build.target}`;
}

const WIDTHS = [14, 16, 8, 14];

/** The heading of the report. */
export const HEADING = columns("", ["measured", "target", "", "baseline"]);

/** A line of the report. */
export function line({ name, value, unit, target }: Measure, before: number | undefined): string {
  const verdict = target === undefined ? "" : value <= target ? "ok" : "MISSED";
  const cells = [shown(value, unit), limit(target, unit), verdict, before === undefined ? "" : shown(before, unit)];
  return columns(`  ${name}`, cells);
}

function limit(target: number | undefined, unit: Measure["unit"]): string {
  return target === undefined ? "" : `≤ ${shown(target, unit)}`;
}

function columns(name: string, cells: string[]): string {
  return name.padEnd(48) + cells.map((cell, i) => cell.padStart(WIDTHS[i]!)).join("");
}
