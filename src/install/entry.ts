import { type Config, type Environment, type Setting, SETTINGS } from "../config.ts";
import { NETWORK_VARIABLES } from "../paths.ts";
import type { Entry } from "./client.ts";

/** What an entry is made of. */
export interface EntryFacts {
  /** Attaches the made-up org, which needs no setting. */
  demo: boolean;
  /** How this program is started. */
  program: { command: string; args: readonly string[] };
  /** The settings of the process's environment. */
  environment: Environment;
  /** The file that fills what the environment leaves out. */
  envFile?: { path: string; settings: Environment };
  /** A client starts programs with hardly any environment: what this machine needs must stand in the entry. */
  network(name: typeof NETWORK_VARIABLES[number]): string | undefined;
  /** Makes a path good from any folder. */
  absolute(path: string): string;
}

/** The name of an entry; the demo org has one of its own, so that trying it out does not take the real one away. */
export function entryName(demo: boolean): string {
  return demo ? "okta-demo" : "okta";
}

/**
 * What a client is to start. Settings that stand in an env file stay there: the entry names the file. Those of the
 * environment go into the entry, as far as they are used.
 */
export function entryOf(facts: EntryFacts, org: Config["org"]): Entry {
  const { demo, program, environment, envFile } = facts;
  const name = entryName(demo);
  const network = Object.fromEntries(
    NETWORK_VARIABLES.flatMap((name) => {
      const value = facts.network(name);
      return value === undefined || holdsPassword(value) ? [] : [[name, value] as const];
    }),
  );
  if (org.kind === "demo") {
    return { name, command: program.command, args: [...program.args, "--demo"], env: {}, secrets: new Map() };
  }

  const env: Record<string, string> = {};
  const secrets = new Map<Setting, string | undefined>();
  const isUsed = usedSettings(org.credential.kind);
  for (const setting of SETTINGS.filter(isUsed)) {
    const own = environment(setting)?.trim();
    const value = own || envFile?.settings(setting)?.trim();
    const isPath = value !== undefined && isPathSetting(setting, value);
    if (isPath && (own || !isAbsolute(value))) env[setting] = facts.absolute(value);
    else if (own && !isSecret(setting, own)) env[setting] = setting === "OKTA_ORG_URL" ? org.url.origin : own;
    else if (own) secrets.set(setting, own);
  }
  // Where the token is not known yet, its place is made all the same.
  const isTokenMissing = org.credential.kind === "api-token" && !environment("OKTA_API_TOKEN") &&
    !envFile?.settings("OKTA_API_TOKEN");
  if (isTokenMissing) secrets.set("OKTA_API_TOKEN", undefined);
  const file = envFile === undefined ? [] : ["--env-file", envFile.path];
  return { name, command: program.command, args: [...program.args, ...file], env: { ...env, ...network }, secrets };
}

/** Which settings have a say beside this kind of credential. */
function usedSettings(kind: Exclude<Config["org"], { kind: "demo" }>["credential"]["kind"]) {
  const unused: Record<typeof kind, readonly Setting[]> = {
    "api-token": ["OKTA_CLIENT_ID", "OKTA_CLIENT_SECRET", "OKTA_PRIVATE_KEY", "OKTA_KEY_ID", "OKTA_SCOPES"],
    "private-key": ["OKTA_API_TOKEN", "OKTA_CLIENT_SECRET"],
    "client-secret": ["OKTA_API_TOKEN", "OKTA_PRIVATE_KEY", "OKTA_KEY_ID"],
    "device": ["OKTA_API_TOKEN", "OKTA_CLIENT_SECRET", "OKTA_PRIVATE_KEY", "OKTA_KEY_ID"],
  };
  return (setting: Setting) => !unused[kind].includes(setting);
}

function isSecret(setting: Setting, value: string): boolean {
  return setting === "OKTA_API_TOKEN" || setting === "OKTA_CLIENT_SECRET" ||
    (setting === "OKTA_PRIVATE_KEY" && isKeyText(value));
}

function isPathSetting(setting: Setting, value: string): boolean {
  return setting === "OKTA_AUDIT_LOG" || setting === "OKTA_FILES" ||
    (setting === "OKTA_PRIVATE_KEY" && !isKeyText(value));
}

/** A key itself, in place of the path of a file with one. */
const isKeyText = (value: string) => value.startsWith("{") || value.includes("-----BEGIN ");
const isAbsolute = (path: string) => /^(\/|[A-Za-z]:[\\/]|\\\\)/.test(path);
const holdsPassword = (value: string) => /:\/\/[^/]*@/.test(value);
