// deno-lint-ignore-file no-console
/**
 * Serves a team for a while, with faults, and looks whether anything grows or gets lost: `deno task soak`, 30 minutes,
 * or `--minutes N`. PROGRAM_UNDER_TEST soaks a program that is there already. Exits with 1 where something is wrong.
 */
import { compile } from "../scripts/compile.ts";
import type { Failure } from "../src/sandbox/failures.ts";
import { startSandbox } from "../src/sandbox/sandbox.ts";
import { connect, ERAS, type HttpClient } from "../tests/http/server.ts";
import { startHttpProgram } from "../tests/real/http_program.ts";
import { COMMAND, COMPILED } from "../tests/real/program.ts";

const MINUTES = Number(/^--minutes[= ](\d+(\.\d+)?)$/.exec(Deno.args.join(" "))?.[1] ?? 30);
const MS = MINUTES * 60_000;

/** Each calls at this pace, in milliseconds. */
const PACE = 250;
const WORKERS = 4;
const PUBLIC_URL = "http://localhost/mcp";

/** What the org's API does wrong, in turn, every so many milliseconds. */
const FAULT_EVERY = 2_000;
const FAULTS: Failure[] = [
  { status: 503, method: "GET" },
  { status: 429, method: "GET", concurrency: true },
  { status: 500, method: "GET", times: 6 },
  { status: 502, method: "GET" },
  { status: 504, method: "POST" },
];

/** Closes a bucket until its next minute, so it comes only once in so many faults. */
const RATE_LIMITED: Failure = { status: 429, method: "GET" };
const RATE_LIMITED_EVERY = 60;

/** What may be left over at the end against the middle: noise of a garbage collector and of sockets. */
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
const auditLog = await Deno.makeTempFile({ suffix: ".jsonl" });
const server = await startHttpProgram(program, {
  OKTA_ORG_URL: sandbox.url,
  OKTA_API_TOKEN: sandbox.token,
  OKTA_AUDIT_LOG: auditLog,
  MCP_PUBLIC_URL: PUBLIC_URL,
});

const end = Date.now() + MS;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const count = { calls: 0, answers: 0, errors: 0, lost: 0, writes: 0, uncertain: 0, faults: 0 };
const refusals = new Map<string, number>();
const oddities = new Map<string, number>();
const durations: number[] = [];
const samples: { mb: number; handles: number }[] = [];
let unlocks = 0;

function odd(what: string): void {
  oddities.set(what, (oddities.get(what) ?? 0) + 1);
}

/** A call's answer; undefined, and counted, where none came. */
async function call(client: HttpClient, name: string, args: Record<string, unknown>) {
  count.calls++;
  const begin = performance.now();
  try {
    const answer = await client.call(name, args);
    answer.isError ? count.errors++ : count.answers++;
    if (answer.isError) {
      const reason = answer.text.replace(/\d\w*/g, "…").slice(0, 100);
      refusals.set(reason, (refusals.get(reason) ?? 0) + 1);
    }
    if (/^Internal error/.test(answer.text)) odd(answer.text);
    return answer;
  } catch (error) {
    count.lost++;
    odd(String(error));
    return undefined;
  } finally {
    durations.push(performance.now() - begin);
  }
}

/** One person with a client of one era; their colleague is locked out again and again. */
async function work(index: number): Promise<void> {
  const target = [...sandbox.state.users.values()].filter(({ status }) => status === "ACTIVE")[index]!;
  const user = target.profile.login;
  const token = sandbox.accessToken({
    sub: `worker${index}@harbor.example`,
    uid: `00uWorker${index}`,
    aud: PUBLIC_URL,
    scp: [],
    seconds: MS / 1000 + 600,
  });
  const reads: [string, Record<string, unknown>][] = [
    ["list_users", { limit: 5 }],
    ["get_user_details", { user, include: ["groups", "factors"] }],
    ["search_logs", { since: "24h", limit: 10 }],
    ["investigate_user", { user: "jane.moreno@harbor.example" }],
    ["get_user_details", { user: "nobody at all" }],
    ["list_applications", { limit: 5 }],
  ];
  const era = ERAS[index % ERAS.length]!;
  while (Date.now() < end) {
    await using client = await connect(era, server.url, { token, person: () => "accept" });
    for (const [name, args] of reads) {
      const begin = Date.now();
      await call(client, name, args);
      await pause(begin + PACE - Date.now());
    }
    target.status = "LOCKED_OUT";
    const first = await call(client, "unlock_user_account", { user });
    const { consent_token } = first?.data ?? {};
    const last = consent_token ? await call(client, "unlock_user_account", { user, consent_token }) : first;
    if (last?.data.outcome === "done") count.writes++;
    else count.uncertain++;
  }
}

/** Memory and handles of the program, and what the org saw; a fault now and then. */
async function watch(): Promise<void> {
  for (let turn = 0; Date.now() < end; turn++) {
    const status = Deno.readTextFileSync(`/proc/${server.pid}/status`);
    const mb = Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
    samples.push({ mb, handles: [...Deno.readDirSync(`/proc/${server.pid}/fd`)].length });
    const seen = sandbox.requests.splice(0);
    unlocks += seen.filter(({ url, status }) => url.endsWith("/lifecycle/unlock") && status === 200).length;
    const fault = turn % RATE_LIMITED_EVERY === RATE_LIMITED_EVERY / 2 ? RATE_LIMITED : FAULTS[turn % FAULTS.length]!;
    sandbox.failNext({ path: "/api/v1/", ...fault });
    count.faults++;
    await pause(FAULT_EVERY);
  }
}

await Promise.all([watch(), ...Array.from({ length: WORKERS }, (_, index) => work(index))]);
unlocks += sandbox.requests.filter(({ url, status }) => url.endsWith("/lifecycle/unlock") && status === 200).length;
server.kill();
const { code, stderr } = await server.ended();
await sandbox.close();
const audited = Deno.readTextFileSync(auditLog).trim().split("\n").filter((line) => line.includes('"outcome":"done"'));
await Deno.remove(auditLog);

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
const third = Math.floor(samples.length / 3);
const [middle, final] = [samples.slice(third, 2 * third), samples.slice(-third)];
const mb = [middle, final].map((part) => median(part.map(({ mb }) => mb)));
const handles = [middle, final].map((part) => Math.max(...part.map(({ handles }) => handles)));
durations.sort((a, b) => a - b);

console.log(`${MINUTES} minutes, ${WORKERS} people, ${count.calls} calls, ${count.faults} faults`);
console.log(`answered ${count.answers}, refused with the reason ${count.errors}, lost ${count.lost}`);
console.log(`writes reported done ${count.writes}, stopped by a fault ${count.uncertain}, seen by the org ${unlocks}`);
console.log(`audit log: ${audited.length} done`);
console.log(
  `p50 ${median(durations).toFixed(0)} ms, p99 ${durations[Math.floor(durations.length * 0.99)]?.toFixed(0)} ms`,
);
console.log(`memory: ${mb[0]!.toFixed(1)} MB in the middle, ${mb[1]!.toFixed(1)} MB at the end`);
console.log(`handles: at most ${handles[0]} in the middle, ${handles[1]} at the end`);
for (const [why, times] of refusals) console.log(`refused ${times} times: ${why}`);
for (const [what, times] of oddities) console.log(`ODD ${times} times: ${what}`);

const wrong = [
  ...(count.lost > 0 ? ["calls were lost"] : []),
  ...(oddities.size > 0 ? ["something odd was answered"] : []),
  ...(count.writes !== audited.length ? ["the audit log and the answers differ"] : []),
  // A write whose answer a fault took may have been made all the same, but never twice.
  ...(unlocks < count.writes || unlocks > count.writes + count.uncertain ? ["the org saw other writes"] : []),
  ...(mb[1]! > mb[0]! * MEMORY_NOISE.factor + MEMORY_NOISE.mb ? ["memory grows"] : []),
  ...(handles[1]! > handles[0]! + HANDLE_NOISE ? ["handles grow"] : []),
  ...(sandbox.violations.length > 0 ? ["a request broke Okta's contract"] : []),
  ...(code !== 0 ? [`it ended with code ${code}: ${stderr.slice(-2_000)}`] : []),
];
for (const problem of wrong) console.log(`WRONG: ${problem}`);
Deno.exit(wrong.length === 0 ? 0 : 1);
