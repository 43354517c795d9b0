// deno-lint-ignore-file no-console
/**
 * Measures the program: `deno task bench` prints every row, `deno task bench start storm` these, `deno task bench tokens`
 * what models read, in tokens. Compares with bench/baseline.json; `--save` makes a whole run the baseline, shown in
 * docs/benchmarks.md, and writes the tokens into the pages that show them. Exits with 1 where a target is missed. PROGRAM_UNDER_TEST measures a program that
 * is there already.
 */
import { compile } from "../scripts/compile.ts";
import { COMMAND, COMPILED } from "../tests/real/program.ts";
import { baseline, HEADING, line, saveRun } from "./baseline.ts";
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
const saves = Deno.args.includes("--save");
if (saves && asked.length > 0) {
  console.error("Only a whole run can be saved: rows of other days and machines do not compare.");
  Deno.exit(2);
}
const program = COMPILED ? COMMAND[0]! : `${Deno.cwd()}/dist/mcp-okta-support`;
if (!COMPILED) await compile(program);
const oneLine = await oneLineProgram();
const before = await baseline();
const rows: Record<string, Measure[]> = {};
let missed = 0;
console.log(HEADING);
for (const name of asked.length > 0 ? asked : Object.keys(ROWS)) {
  console.log(name);
  const measures = await ROWS[name]!({ program, oneLine });
  for (const measure of measures) {
    console.log(line(measure, before[name]?.[measure.name]));
    if (measure.target !== undefined && measure.value > measure.target) missed++;
  }
  rows[name] = measures;
}
await Deno.remove(new URL(`file://${oneLine}/..`).pathname, { recursive: true });
if (saves) await saveRun(rows);
Deno.exit(missed === 0 ? 0 : 1);
