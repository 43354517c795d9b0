import { type CommandLine, parseCommandLine, UsageError } from "./cli/arguments.ts";
import {
  type Config,
  type ConfigProblem,
  type ConfigResult,
  type Environment,
  type ModelSetting,
  operationSettings,
  readConfig,
  type Setting,
  SETTINGS,
  toolsetsOf,
} from "./config.ts";
import type { HttpSettings } from "./http/settings.ts";
import { jsonLog, type Log } from "./log.ts";
import { earlyAnswers, type EarlyRecord, readEarlyRecord } from "./early.ts";
import type { Tool } from "./mcp/tool.ts";
import { areasAmong } from "./operations/areas.ts";
import { serve } from "./serve.ts";
import { dataFolder } from "./paths.ts";
import type { Services } from "./tools/define.ts";
import { isExposed, type ToolFacts } from "./tools/exposure.ts";
import { VERSION } from "./version.ts";

// Nothing that this module imports may load the MCP SDK, zod or a tool: tools/list is answered without them.

/** Exit codes: 0 done, 1 the command failed, 2 the command line or a setting is wrong. */
const FAILED = 1;
const MISUSED = 2;

/** What `chat` takes for settings that are not set. Its screen is for the conversation: only faults are logged to it. */
const CHAT_DEFAULTS: Partial<Record<Setting | ModelSetting, string>> = {
  OKTA_TOOLSETS: "core",
  MCP_LOG_LEVEL: "ERROR",
};

const encoder = new TextEncoder();
const print = (text: string) => Deno.stdout.writeSync(encoder.encode(text));
const complain = (text: string) => Deno.stderr.writeSync(encoder.encode(text));

async function main(words: readonly string[]): Promise<void> {
  const line = parseCommandLine(words);
  if (line.command === "version") return void print(`mcp-okta-support ${VERSION}\n`);
  if (line.command === "help") return void print((await import("./cli/help.ts")).HELP);
  if (line.command === "keygen") return await keygen();
  if (line.command === "upgrade") {
    const { upgradeAdvice } = await import("./cli/upgrade.ts");
    const { standalone: isCompiled, os } = Deno.build;
    return void print(upgradeAdvice({ path: Deno.execPath(), isCompiled, os }));
  }
  const early = readEarlyRecord();
  const tools = early?.tools ?? (await import("./tools/catalog.ts")).TOOLS;
  if (line.command === "completions") {
    const [{ completionScript }, { TOOLS }] = await Promise.all([
      import("./cli/completions.ts"),
      import("./tools/catalog.ts"),
    ]);
    return void print(completionScript(line.operands, TOOLS.map(({ name }) => name)));
  }
  if (line.command === "doctor") return await doctor(line, tools);
  if (line.command === "install") return await installClient(line, tools);
  const { settings: given } = await settingSources(line.envFile);
  // A local model has little room: it gets the core tools unless told otherwise.
  const settings: typeof given = line.command === "chat" ? (name) => given(name) ?? CHAT_DEFAULTS[name] : given;
  const areas = await areaTools(settings);
  const all = [...tools, ...areas];
  const config = await configOf(
    readConfig(settings, { demo: line.demo, tools: all, ...(line.http && { http: line.http }) }),
    all,
  );
  const log = jsonLog(config.logLevel, complain, () => new Date());
  for (const notice of config.notices) log("WARNING", notice);
  // Only `login` starts another program, to open a browser.
  if (line.command === "serve") Deno.permissions.revokeSync({ name: "run" });
  if (config.http) return await serveOverHttp(config, config.http, areas, log);
  if (line.command === "serve") return await serveConfig(config, early, areas, log);
  if (line.command === "login" || line.command === "logout") return await signInOrOut(line.command, config);
  if (line.command === "tools") {
    const [{ listTools }, { VARIANTS }] = await Promise.all([import("./cli/tools.ts"), import("./tools/catalog.ts")]);
    return void print(listTools([...VARIANTS, ...areas], config, line.json));
  }
  const { createHost } = await import("./program.ts");
  if (line.command === "chat") {
    const { chat, modelSettings } = await import("./cli/chat.ts");
    const host = createHost({ ...config, confirm: "always" }, log, areas);
    Deno.exit(await chat(host, line, modelSettings(settings)));
  }
  const host = createHost(config, log, areas);
  const { callFromShell } = await import("./cli/call.ts");
  const { text, failed } = await callFromShell(host, line);
  (failed ? complain : print)(text);
  // The demo org's listener would keep the process alive.
  Deno.exit(failed ? FAILED : 0);
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
): Promise<void> {
  const [{ createHost, hostFor }, { createHttpHandler }, { serveHttp }] = await Promise.all([
    import("./program.ts"),
    import("./http/handler.ts"),
    import("./http/serve.ts"),
  ]);
  const host = createHost(config, log, areas);
  await serveHttp(createHttpHandler((caller) => hostFor(caller, host, config, areas), http), http.address, log);
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

/** The configuration; the process ends where a setting is wrong. */
function rightConfig(result: ConfigResult): Config {
  if ("config" in result) return result.config;
  complain(problemText(result.problems));
  Deno.exit(MISUSED);
}

async function doctor(line: CommandLine, tools: readonly ToolFacts[]): Promise<never> {
  const [{ examine }, { report }, { connect, USER_AGENT }] = await Promise.all([
    import("./doctor/examine.ts"),
    import("./cli/doctor.ts"),
    import("./program.ts"),
  ]);
  const { settings } = await settingSources(line.envFile);
  const proxy = URL.parse(Deno.env.get("HTTPS_PROXY") ?? "")?.host;
  const checks = await examine({
    settings: readConfig(settings, { demo: line.demo, tools }),
    tools,
    network: {
      trustsSystem: Deno.env.get("DENO_TLS_CA_STORE")?.includes("system") ?? false,
      ...(proxy === undefined ? {} : { proxy }),
    },
    folder: dataFolder(),
    userAgent: USER_AGENT,
    connect: (config) => connect(config, () => {}),
  });
  const { text, failed } = report(checks, line.json);
  print(text);
  Deno.exit(failed ? FAILED : 0);
}

async function installClient(line: CommandLine, tools: readonly ToolFacts[]): Promise<void> {
  const [{ clientNamed, install, uninstall }, { installScene }] = await Promise.all([
    import("./cli/install.ts"),
    import("./install/here.ts"),
  ]);
  const client = clientNamed(line.operands);
  const { settings, environment, envFile } = await settingSources(line.envFile);
  const scene = installScene({ demo: line.demo, environment, ...(envFile === undefined ? {} : { envFile }) });
  // Where the client or its environment keeps the token, it may come later.
  const mayComeLater = (name: Setting) =>
    name === "OKTA_API_TOKEN" && client.secrets !== "file" && !settings("OKTA_CLIENT_ID") ? "comes-later" : undefined;
  const { text, failed } = line.remove ? await uninstall(client, scene) : await install(
    client,
    rightConfig(readConfig((name) => settings(name) ?? mayComeLater(name), { demo: line.demo, tools })).org,
    scene,
  );
  (failed ? complain : print)(text);
  Deno.exit(failed ? FAILED : 0);
}

async function keygen(): Promise<void> {
  const { generateClientKey, keygenSteps } = await import("./cli/keygen.ts");
  const pair = await generateClientKey(dataFolder());
  print(JSON.stringify(pair.publicJwk, null, 2) + "\n");
  complain(keygenSteps(pair));
}

async function signInOrOut(command: "login" | "logout", config: Config): Promise<never> {
  const { oauthOptions, explain } = await import("./program.ts");
  const { org, timeoutSeconds } = config;
  if (org.kind === "demo" || org.credential.kind !== "device") throw new UsageError(noLogin(command, config));
  const options = oauthOptions(org.url, org.credential, timeoutSeconds);
  const interrupted = new AbortController();
  Deno.addSignalListener("SIGINT", () => interrupted.abort());
  try {
    if (command === "logout") print(await (await import("./cli/logout.ts")).logout(options) + "\n");
    else {
      const [{ login }, { openBrowser }] = await Promise.all([import("./cli/login.ts"), import("./cli/browser.ts")]);
      await login(options, { say: (text) => print(text + "\n"), openBrowser, signal: interrupted.signal });
    }
    Deno.exit(0);
  } catch (error) {
    const explained = interrupted.signal.aborted ? "Stopped: nobody is signed in." : explain(error);
    if (explained === undefined) throw error;
    complain(`${explained}\n`);
    Deno.exit(FAILED);
  }
}

/** Why there is nothing to log in to. */
function noLogin(command: string, { org }: Config): string {
  const reason = org.kind === "demo"
    ? "the demo org needs none"
    : org.credential.kind === "api-token"
    ? "with OKTA_API_TOKEN none is needed; to use it instead, set OKTA_CLIENT_ID to the id of a native app"
    : `the client ${org.credential.clientId} signs in by itself, with its key or secret`;
  return `There is no login to ${command === "login" ? "make" : "end"}: ${reason}.`;
}

/** Where settings stand. */
interface SettingSources {
  /** All of them: the environment's, and the file's where that leaves something out. */
  settings: (name: Setting | ModelSetting) => string | undefined;
  environment: Environment;
  /** The .env file, where there is one that has a say. */
  envFile?: { path: string; settings: Environment };
}

async function settingSources(envFile: string | undefined): Promise<SettingSources> {
  let text: string | undefined;
  try {
    text = Deno.readTextFileSync(envFile ?? ".env");
  } catch (error) {
    if (envFile !== undefined) {
      throw new UsageError(`Cannot read --env-file ${envFile}: ${error instanceof Error ? error.message : error}`);
    }
  }
  const environment = (name: Setting | ModelSetting) => Deno.env.get(name) || undefined;
  if (text === undefined) return { settings: environment, environment };
  const file: Record<string, string | undefined> = (await import("node:util")).parseEnv(text);
  const settings = (name: Setting | ModelSetting) => environment(name) ?? file[name];
  if (envFile === undefined && !SETTINGS.some((name) => file[name])) return { settings, environment };
  return {
    settings,
    environment,
    envFile: { path: Deno.realPathSync(envFile ?? ".env"), settings: (name) => file[name] },
  };
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
