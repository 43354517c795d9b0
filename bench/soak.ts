// deno-lint-ignore-file no-console
/**
 * Serves a team for a while, with faults, and looks whether anything grows, gets lost or is done twice:
 * `deno task soak`, 30 minutes, or `--minutes N`. PROGRAM_UNDER_TEST soaks a program that is there already.
 * Prints every minute. A whole run of 30 minutes in which nothing was wrong leaves its figures in docs/reliability.md;
 * where something is, the exit code is 1.
 */
import { compile } from "../scripts/compile.ts";
import { withBlock } from "../scripts/docs/block.ts";
import { table } from "../scripts/docs/table.ts";
import { startSandbox } from "../src/sandbox/sandbox.ts";
import { startProxy } from "../tests/faults/proxy.ts";
import { startHttpProgram } from "../tests/real/http_program.ts";
import { COMMAND, COMPILED } from "../tests/real/program.ts";
import { troubleOf } from "./soak/faults.ts";
import { COLUMNS, quantile, row, Tally, together } from "./soak/tally.ts";
import { pause, type Team, work } from "./soak/team.ts";

const WHOLE_RUN = 30;
const MINUTES = Number(/^--minutes[= ](\d+(\.\d+)?)$/.exec(Deno.args.join(" "))?.[1] ?? WHOLE_RUN);
const PEOPLE = 4;
const PUBLIC_URL = "http://localhost/mcp";

/** A fault every so many milliseconds; memory and handles are looked at as often. */
const FAULT_EVERY = 2_000;
/** Long enough for this org, and short enough for a stalled answer to be one of many faults. */
const TIMEOUT_SECONDS = 2;

/** How much more the last third may hold than the one before: noise of a garbage collector and of sockets. */
const MEMORY_NOISE = { factor: 1.1, mb: 10 };
const HANDLE_NOISE = 8;

const program = COMPILED ? COMMAND : [`${Deno.cwd()}/dist/mcp-okta-support`];
if (!COMPILED) await compile(program[0]!);
const sandbox = await startSandbox({
  latencyMs: 20,
  rateLimits: Object.fromEntries(
    ["/api/v1/users", "/api/v1/users/{id}", "/api/v1/users/{id:.+}", "/api/v1/groups", "/api/v1/apps", "/api/v1/logs"]
      .map((bucket) => [bucket, 100_000]),
  ),
});
const proxy = startProxy(new URL(sandbox.url));
const trouble = troubleOf(proxy);
const auditLog = await Deno.makeTempFile({ suffix: ".jsonl" });
const server = await startHttpProgram(program, {
  OKTA_ORG_URL: proxy.url.origin,
  OKTA_API_TOKEN: sandbox.token,
  OKTA_AUDIT_LOG: auditLog,
  OKTA_TIMEOUT_SECONDS: String(TIMEOUT_SECONDS),
  MCP_ISSUER: `${sandbox.url}/oauth2/default`,
  MCP_PUBLIC_URL: PUBLIC_URL,
});

const wide = (cells: string[]) => cells.map((cell) => cell.padStart(15)).join("");
console.log(wide(COLUMNS));
const tally = new Tally((minute, number) => console.log(wide(row(minute, number))));
const refusals = new Map<string, number>();
const oddities = new Map<string, number>();
const countIn = (map: Map<string, number>) => (what: string) => void map.set(what, (map.get(what) ?? 0) + 1);
const end = Date.now() + MINUTES * 60_000;

const unlocks = new Map<string, number>();
/** The org's record of requests is emptied as it is read: it would hold all of the half hour. */
function unlocksOf(id: string): number {
  for (const { url, status } of sandbox.requests.splice(0)) {
    const [, user] = /\/users\/([^/]+)\/lifecycle\/unlock$/.exec(url) ?? [];
    if (user !== undefined && status < 429) unlocks.set(user, (unlocks.get(user) ?? 0) + 1);
  }
  return unlocks.get(id) ?? 0;
}
const team: Team = {
  sandbox,
  server: server.url,
  audience: PUBLIC_URL,
  tally,
  end,
  unlocks: unlocksOf,
  refused: countIn(refusals),
  odd: countIn(oddities),
};

/** Memory and handles of the program; a fault now and then. */
async function watch(): Promise<void> {
  while (Date.now() < end) {
    const status = Deno.readTextFileSync(`/proc/${server.pid}/status`);
    tally.now.memory.push(Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024);
    tally.now.handles.push([...Deno.readDirSync(`/proc/${server.pid}/fd`)].length);
    proxy.seen.length = 0;
    trouble.strike();
    await pause(FAULT_EVERY);
  }
}

await Promise.all([watch(), ...Array.from({ length: PEOPLE }, (_, index) => work(team, index))]);
server.kill();
const { code, stderr } = await server.ended();
await proxy[Symbol.asyncDispose]();
await sandbox.close();
const audited = Deno.readTextFileSync(auditLog).split("\n").filter((line) => line.includes('"outcome":"done"')).length;
await Deno.remove(auditLog);

const all = together(tally.minutes);
const samples = all.memory.length;
const thirds = [[1 / 3, 2 / 3], [2 / 3, 1]].map(([from, to]) => [from! * samples, to! * samples] as const);
const [middleMb, finalMb] = thirds.map((part) => quantile(all.memory.slice(...part), 0.5));
const [middleHandles, finalHandles] = thirds.map((part) => Math.max(...all.handles.slice(...part)));

const figures = [
  `${MINUTES} minutes, ${PEOPLE} people, ${all.durations.length} calls, ${trouble.happened()} faults`,
  `${all.answered} answered, ${all.refused} refused with the reason, ${all.lost} lost`,
  `${all.writes} changes done, ${audited} in the audit log, ${all.doubled} made twice; ` +
  `${all.uncertain} whose answer a fault took, as was said`,
  `memory ${middleMb!.toFixed(1)} MB in the middle third, ${finalMb!.toFixed(1)} MB in the last; ` +
  `at most ${middleHandles} and ${finalHandles} open files and sockets`,
];
console.log(figures.join("\n"));
for (const [why, times] of refusals) console.log(`refused ${times} times: ${why}`);
for (const [what, times] of oddities) console.log(`ODD ${times} times: ${what}`);

const wrong = [
  ...(all.lost > 0 ? ["calls were lost"] : []),
  ...(all.doubled > 0 ? ["a change was made twice"] : []),
  ...(oddities.size > 0 ? ["something odd was answered"] : []),
  ...(all.writes !== audited ? ["the audit log and the answers differ"] : []),
  ...(finalMb! > middleMb! * MEMORY_NOISE.factor + MEMORY_NOISE.mb ? ["memory grows"] : []),
  ...(finalHandles! > middleHandles! + HANDLE_NOISE ? ["handles grow"] : []),
  ...(sandbox.violations.length > 0 ? ["a request broke Okta's contract"] : []),
  ...(code !== 0 ? [`it ended with code ${code}: ${stderr.slice(-2_000)}`] : []),
];
for (const problem of wrong) console.log(`WRONG: ${problem}`);
if (wrong.length === 0 && MINUTES >= WHOLE_RUN) await record();
Deno.exit(wrong.length === 0 ? 0 : 1);

/** The figures, and a row for each sixth of the run, into docs/reliability.md. */
async function record(): Promise<void> {
  const part = Math.ceil(MINUTES / 6);
  const rows: string[][] = [];
  for (let from = 0; from < MINUTES; from += part) {
    rows.push(row(together(tally.minutes.slice(from, from + part)), Math.min(from + part, MINUTES)));
  }
  const page = "docs/reliability.md";
  const block = `${figures.map((line) => `- ${line}`).join("\n")}\n\n${table([COLUMNS, ...rows])}`;
  await Deno.writeTextFile(page, withBlock(await Deno.readTextFile(page), "soak", block));
}
