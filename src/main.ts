import { type CommandLine, parseCommandLine, UsageError } from "./cli/arguments.ts";
import { type Config, type ConfigProblem, type Environment, readConfig } from "./config.ts";
import { jsonLog, type Log } from "./log.ts";
import { earlyAnswers, type EarlyRecord, readEarlyRecord } from "./early.ts";
import { serve } from "./serve.ts";
import { type ToolFacts, toolsetNames } from "./tools/exposure.ts";
import { VERSION } from "./version.ts";

// Nothing that this module imports may load the MCP SDK, zod or a tool: tools/list is answered without them.

/** Exit codes: 0 done, 1 the command failed, 2 the command line or a setting is wrong. */
const FAILED = 1;
const MISUSED = 2;

const encoder = new TextEncoder();
const print = (text: string) => Deno.stdout.writeSync(encoder.encode(text));
const complain = (text: string) => Deno.stderr.writeSync(encoder.encode(text));

async function main(words: readonly string[]): Promise<void> {
  const line = parseCommandLine(words);
  if (line.command === "version") return void print(`mcp-okta-support ${VERSION}\n`);
  if (line.command === "help") return void print((await import("./cli/help.ts")).HELP);
  const early = readEarlyRecord();
  const config = await configOf(line, early?.tools ?? (await import("./tools/catalog.ts")).TOOLS);
  const log = jsonLog(config.logLevel, complain, () => new Date());
  for (const notice of config.notices) log("WARNING", notice);
  if (line.command === "serve") return await serveConfig(config, early, log);
  const host = (await import("./program.ts")).createHost(config, log);
  if (line.command === "tools") {
    const { listTools } = await import("./cli/tools.ts");
    return void print(listTools(host.tools, line.json));
  }
  const { callFromShell } = await import("./cli/call.ts");
  const { text, failed } = await callFromShell(host, line);
  (failed ? complain : print)(text);
  // The demo org's listener would keep the process alive.
  Deno.exit(failed ? FAILED : 0);
}

async function serveConfig(config: Config, early: EarlyRecord | undefined, log: Log): Promise<never> {
  // A record made under another name would answer with it.
  const answers = early?.serverName === config.serverName ? earlyAnswers(early, config) : undefined;
  return await serve(answers, async (send) => {
    const [{ createHost }, { connect }] = await Promise.all([import("./program.ts"), import("./mcp/connection.ts")]);
    return connect(createHost(config, log), send);
  }, log);
}

async function configOf(line: CommandLine, tools: readonly ToolFacts[]): Promise<Config> {
  const result = readConfig(await environment(line.envFile), { demo: line.demo, toolsets: toolsetNames(tools) });
  if ("config" in result) return result.config;
  complain(problemText(result.problems));
  Deno.exit(MISUSED);
}

/** The process's environment, filled from a .env file where it leaves something out. */
async function environment(envFile: string | undefined): Promise<Environment> {
  let text: string | undefined;
  try {
    text = Deno.readTextFileSync(envFile ?? ".env");
  } catch (error) {
    if (envFile !== undefined) {
      throw new UsageError(`Cannot read --env-file ${envFile}: ${error instanceof Error ? error.message : error}`);
    }
  }
  const file: Record<string, string | undefined> = text === undefined ? {} : (await import("node:util")).parseEnv(text);
  return (name) => Deno.env.get(name) || file[name];
}

function problemText(problems: readonly ConfigProblem[]): string {
  const lines = problems.map(({ setting, problem, fix }) => `  ${setting}: ${problem}; ${fix}.\n`);
  const demo = problems.some(({ setting }) => setting === "OKTA_ORG_URL" || setting === "OKTA_API_TOKEN")
    ? "No Okta org at hand? mcp-okta-support --demo serves one that is made up.\n"
    : "";
  return `mcp-okta-support cannot start: ${
    problems.length === 1 ? "a setting needs" : "some settings need"
  } mending.\n${lines.join("")}${demo}`;
}

try {
  await main(Deno.args);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  complain(`${error.message}\n`);
  Deno.exit(MISUSED);
}
