import {
  type Config,
  type ConfigResult,
  type Environment,
  type ModelSetting,
  type Setting,
  SETTINGS,
} from "../config.ts";
import { UsageError } from "./arguments.ts";

/** Where settings stand. */
export interface SettingSources {
  /** All of them: the environment's, and the file's where that leaves something out. */
  settings: (name: Setting | ModelSetting) => string | undefined;
  environment: Environment;
  /** The .env file, where there is one that has a say. */
  envFile?: { path: string; settings: Environment };
}

/**
 * Finds the settings of this process.
 * @param envFile The file that the command line names; `.env` in the working folder is read where it names none.
 * @throws UsageError for a named file that cannot be read.
 */
export async function settingSources(envFile: string | undefined): Promise<SettingSources> {
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

/**
 * The configuration that was read.
 * @throws UsageError that names every setting that is wrong, with the fix.
 */
export function rightConfig(result: ConfigResult): Config {
  if ("config" in result) return result.config;
  const { problems } = result;
  const lines = problems.map(({ setting, problem, fix }) => `\n  ${setting}: ${problem}; ${fix}.`);
  const needsOrg = problems.some(({ setting }) => setting === "OKTA_ORG_URL" || setting === "OKTA_API_TOKEN");
  const demo = needsOrg ? "\nNo Okta org at hand? mcp-okta-support --demo serves one that is made up." : "";
  throw new UsageError(
    `mcp-okta-support cannot start: ${problems.length === 1 ? "a setting needs" : "some settings need"} mending.${
      lines.join("")
    }${demo}`,
  );
}
