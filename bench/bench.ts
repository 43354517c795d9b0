// deno-lint-ignore-file no-console
/**
 * Measures the program: `deno task bench` prints every row, `deno task bench start storm` these, `deno task bench tokens`
 * what models read, in tokens. Compares with bench/baseline.json; `--save` writes what was measured into it, and the
 * tokens into the pages that show them. Exits with 1 where a target is missed. PROGRAM_UNDER_TEST measures a program that
 * is there already.
 */
import { compile } from "../scripts/compile.ts";
import { COMMAND, COMPILED } from "../tests/real/program.ts";
import type { Measure, Row } from "./row.ts";
import { firstCall } from "./rows/first_call.ts";
import { aggregateLogs } from "./rows/logs.ts";
import { memory } from "./rows/memory.ts";
import { ownTime } from "./rows/own_time.ts";
import { size } from "./rows/size.ts";
import { start } from "./rows/start.ts";
import { storm } from "./rows/storm.ts";
import { toolList } from "./rows/tool_list.ts";
import { countUsers, listUsers } from "./rows/users.ts";
import { verdicts } from "./rows/verdicts.ts";

const ROWS: Record<string, Row> = {
  start,
  first_call: firstCall,
  memory,
  size,
  tool_list: toolList,
  list_users: listUsers,
  count_users: countUsers,
  aggregate_logs: aggregateLogs,
  own_time: ownTime,
  storm,
  verdicts,
};

const BASELINE = new URL("./baseline.json", import.meta.url);

/** Row → measure → value. */
type Values = Record<string, Record<string, number>>;

async function oneLineProgram(): Promise<string> {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/one.js`, 'console.log("one");\n');
  const args = [
    "compile",
    "--quiet",
    "--no-config",
    "--no-check",
    "--no-code-cache",
    "--output",
    `${folder}/one`,
    `${folder}/one.js`,
  ];
  const { success, stderr } = await new Deno.Command(Deno.execPath(), { args }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return `${folder}/one`;
}

function line({ name, value, unit, target }: Measure, before: number | undefined): string {
  const verdict = target === undefined ? "" : value <= target ? "ok" : "MISSED";
  return [
    `  ${name}`.padEnd(48),
    shown(value, unit).padStart(14),
    (target === undefined ? "" : `≤ ${shown(target, unit)}`).padStart(16),
    verdict.padStart(8),
    (before === undefined ? "" : shown(before, unit)).padStart(14),
  ].join("");
}

function shown(value: number, unit: Measure["unit"]): string {
  const number = unit === "×" ? value.toFixed(2) : unit === "ms" || unit === "MB" ? value.toFixed(1) : String(value);
  return unit === "" ? number : `${number} ${unit}`;
}

if (Deno.args[0] === "tokens") {
  const { saveTokenTable, tokenTable } = await import("./tokens.ts");
  const table = await tokenTable();
  console.log(table);
  if (Deno.args.includes("--save")) await saveTokenTable(table);
  Deno.exit(0);
}

const asked = Deno.args.filter((word) => !word.startsWith("--"));
const unknown = asked.filter((name) => !Object.hasOwn(ROWS, name));
if (unknown.length > 0) {
  console.error(`There is no row ${unknown.join(", ")}. Rows: ${Object.keys(ROWS).join(", ")}; or tokens.`);
  Deno.exit(2);
}
const program = COMPILED ? COMMAND[0]! : `${Deno.cwd()}/dist/mcp-okta-support`;
if (!COMPILED) await compile(program);
const oneLine = await oneLineProgram();
const baseline: Values = JSON.parse(await Deno.readTextFile(BASELINE).catch(() => "{}"));

const values: Values = {};
let missed = 0;
console.log(
  `${" ".repeat(48)}${"measured".padStart(14)}${"target".padStart(16)}${" ".repeat(8)}${"baseline".padStart(14)}`,
);
for (const name of asked.length > 0 ? asked : Object.keys(ROWS)) {
  console.log(name);
  const measures = await ROWS[name]!({ program, oneLine });
  for (const measure of measures) {
    console.log(line(measure, baseline[name]?.[measure.name]));
    if (measure.target !== undefined && measure.value > measure.target) missed++;
  }
  values[name] = Object.fromEntries(measures.map(({ name, value }) => [name, Number(value.toPrecision(4))]));
}
await Deno.remove(new URL(`file://${oneLine}/..`).pathname, { recursive: true });
if (Deno.args.includes("--save")) {
  await Deno.writeTextFile(BASELINE, JSON.stringify({ ...baseline, ...values }, null, 2) + "\n");
}
Deno.exit(missed === 0 ? 0 : 1);
