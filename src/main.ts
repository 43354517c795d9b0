import { type CommandLine, parseCommandLine, UsageError } from "./cli/arguments.ts";
import { rightConfig, settingSources } from "./cli/settings.ts";
import {
  type Config,
  type ConfigResult,
  type Environment,
  type ModelSetting,
  operationSettings,
  readConfig,
  type Setting,
  toolsetsOf,
} from "./config.ts";
import type { HttpSettings } from "./http/settings.ts";
import { jsonLog, type Log } from "./log.ts";
import { earlyAnswers, type EarlyRecord, readEarlyRecord } from "./early.ts";
import type { Tool } from "./mcp/tool.ts";
import { areasAmong } from "./operations/areas.ts";
import { serve } from "./serve.ts";
import { dataFolder } from "./paths.ts";
import { show, surfaceOf } from "./terminal/surface.ts";
import type { Services } from "./tools/define.ts";
import { isExposed, type ToolFacts } from "./tools/exposure.ts";
import { VERSION } from "./version.ts";

// Nothing that this module imports may load the MCP SDK, zod or a tool: tools/list is answered without them.

/** Exit codes; `--help` explains them. */
const DONE = 0;
const FAILED = 1;
const MISUSED = 2;

/** What `chat` takes for settings that are not set. Its screen is for the conversation: only faults are logged to it. */
const CHAT_DEFAULTS: Partial<Record<Setting | ModelSetting, string>> = {
  OKTA_TOOLSETS: "core",
  MCP_LOG_LEVEL: "ERROR",
};

const out = surfaceOf(Deno.stdout);
const side = surfaceOf(Deno.stderr);

/** Does what the command line asks for, and answers the exit code. */
async function main(words: readonly string[]): Promise<number> {
  const line = parseCommandLine(words);
  switch (line.command) {
    case "version":
      out.write(`mcp-okta-support ${VERSION}\n`);
      return DONE;
    case "help":
      return await told({ text: (await import("./cli/help.ts")).HELP });
    case "keygen": {
      const { generateClientKey, keygenSteps } = await import("./cli/keygen.ts");
      const pair = await generateClientKey(dataFolder());
      out.write(JSON.stringify(pair.publicJwk, null, 2) + "\n");
      side.write(keygenSteps(pair));
      return DONE;
    }
    case "upgrade": {
      const { upgradeAdvice } = await import("./cli/upgrade.ts");
      const { standalone: isCompiled, os } = Deno.build;
      return await told({ text: upgradeAdvice({ path: Deno.execPath(), isCompiled, os }) });
    }
    case "completions": {
      const { completionScript } = await import("./cli/completions.ts");
      const { TOOLS } = await import("./tools/catalog.ts");
      out.write(completionScript(line.operands, TOOLS.map(({ name }) => name)));
      return DONE;
    }
    case "health":
      return await (await import("./cli/health.ts")).isHealthy(line.operands) ? DONE : FAILED;
  }
  const early = readEarlyRecord();
  const tools = early?.tools ?? (await import("./tools/catalog.ts")).TOOLS;
  if (line.command === "doctor") {
    const { text, failed } = await (await import("./cli/doctor.ts")).doctor(line, tools);
    // What fails is what was asked for: it goes where the rest goes.
    await told({ text, json: line.json });
    return failed ? FAILED : DONE;
  }
  if (line.command === "install") {
    return await told(await (await import("./cli/install.ts")).installClient(line, tools));
  }
  return await withOrg(line, tools, early);
}

/** The commands that need an org. */
async function withOrg(line: CommandLine, tools: readonly ToolFacts[], early?: EarlyRecord): Promise<number> {
  const { settings: given } = await settingSources(line.envFile);
  // A local model has little room: it gets the core tools unless told otherwise.
  const settings: typeof given = line.command === "chat" ? (name) => given(name) ?? CHAT_DEFAULTS[name] : given;
  const areas = await areaTools(settings);
  const all = [...tools, ...areas];
  const config = await configOf(
    readConfig(settings, { demo: line.demo, tools: all, ...(line.http && { http: line.http }) }),
    all,
  );
  const log = jsonLog(config.logLevel, side.write, () => new Date());
  for (const notice of config.notices) log("WARNING", notice);
  switch (line.command) {
    case "serve":
      // Only `login` starts another program, to open a browser.
      Deno.permissions.revokeSync({ name: "run" });
      return config.http
        ? await serveOverHttp(config, config.http, areas, log)
        : await serveConfig(config, early, areas, log);
    case "login":
    case "logout": {
      const { signInOrOut } = await import("./cli/sign_in.ts");
      return await signInOrOut(line.command, config, out, side) ? DONE : FAILED;
    }
    case "tools": {
      const { listTools } = await import("./cli/tools.ts");
      const { VARIANTS } = await import("./tools/catalog.ts");
      return await told({ text: listTools([...VARIANTS, ...areas], config, line.json), json: line.json });
    }
    case "chat": {
      const { createHost } = await import("./program.ts");
      const { chat } = await import("./cli/chat.ts");
      return await chat(createHost({ ...config, confirm: "always" }, log, areas), line, settings);
    }
    default: {
      const { createHost } = await import("./program.ts");
      const { callFromShell } = await import("./cli/call.ts");
      return await told({ ...await callFromShell(createHost(config, log, areas), line), json: line.json });
    }
  }
}

/** Says what a command came to, and answers its exit code. Data is for programs, and stays as it is. */
async function told(outcome: { text: string; failed?: boolean; json?: boolean }): Promise<number> {
  const surface = outcome.failed ? side : out;
  if (outcome.json && !outcome.failed) surface.write(outcome.text);
  else await show(outcome.text, surface);
  return outcome.failed ? FAILED : DONE;
}

async function serveConfig(
  config: Config,
  early: EarlyRecord | undefined,
  areas: readonly Tool<Services>[],
  log: Log,
): Promise<never> {
  // A record made under another name would answer with it, and none knows the areas of the API.
  const isKnown = early?.serverName === config.serverName && areas.length === 0;
  const answers = isKnown ? earlyAnswers(early, config) : undefined;
  return await serve(answers, async (send) => {
    const [{ createHost }, { connect }] = await Promise.all([import("./program.ts"), import("./mcp/connection.ts")]);
    return connect(createHost(config, log, areas), send);
  }, log);
}

async function serveOverHttp(
  config: Config,
  http: HttpSettings,
  areas: readonly Tool<Services>[],
  log: Log,
): Promise<never> {
  const [{ createHost, hostFor }, { createHttpHandler }, { serveHttp }] = await Promise.all([
    import("./program.ts"),
    import("./http/handler.ts"),
    import("./http/serve.ts"),
  ]);
  const host = createHost(config, log, areas);
  return await serveHttp(createHttpHandler((caller) => hostFor(caller, host, config, areas), http), http.address, log);
}

/** The tools of the areas of Okta's API that OKTA_TOOLSETS names; few name any, so they are loaded only then. */
async function areaTools(settings: Environment): Promise<Tool<Services>[]> {
  const areas = areasAmong(toolsetsOf(settings));
  return areas.length === 0 ? [] : (await import("./tools/areas.ts")).areaTools(areas, operationSettings(settings));
}

async function configOf(result: ConfigResult, tools: readonly ToolFacts[]): Promise<Config> {
  const config = rightConfig(result);
  const { org } = config;
  if (org.kind === "demo" || org.credential.kind === "api-token") return config;
  const { knownScopes } = await import("./okta/auth/granted_scopes.ts");
  const granting = { ...config, grantedScopes: await knownScopes(org.url, org.credential, dataFolder()) };
  // A server without tools would never ask Okta again: then a call has to say what is missing.
  const useful = tools.some((tool) => isExposed(tool, granting));
  return useful ? granting : { ...config, grantedScopes: org.credential.scopes };
}

try {
  // The demo org's listener would keep the process alive.
  Deno.exit(await main(Deno.args));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  side.write(`${error.message}\n`);
  Deno.exit(MISUSED);
}
