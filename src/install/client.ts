import { ORG_SETTINGS, type Setting } from "../config.ts";
import type { PLACES } from "../paths.ts";
import type { Format, Path } from "./format.ts";

/** What a client is to start, and with which settings. */
export interface Entry {
  /** The name that the client shall show. */
  name: string;
  command: string;
  args: readonly string[];
  /** Settings that anybody may read. */
  env: Readonly<Record<string, string>>;
  /** Secret settings, with their values where they are known. */
  secrets: ReadonlyMap<Setting, string | undefined>;
}

/** An edit of a configuration file: a value to set, or, where there is none, a place to clear. */
export interface Edit {
  path: Path;
  value?: unknown;
}

/** The machine, as far as it says where files lie. */
export interface Machine {
  os: typeof Deno.build.os;
  environment(name: typeof PLACES[number]): string | undefined;
  /** The names in a folder; none where it does not exist. */
  list(folder: string): string[];
}

/** An MCP client that the program can be attached to. */
export interface Client {
  /** As the command line names it. */
  id: string;
  title: string;
  format: Format;
  /** Where the client's configuration lies on a machine; undefined where the platform does not tell. */
  file(machine: Machine): string | undefined;
  /**
   * Who keeps the secrets: the client itself (`prompt`: it asks the person), the environment that it is started in,
   * or, where it offers neither, its configuration file.
   */
  secrets: "prompt" | "environment" | "file";
  /** The edits that attach an entry. */
  attach(entry: Entry): Edit[];
  /** The edits that take the entry of this name away. */
  detach(name: string): Edit[];
  /** What makes the client read its file again. */
  restart: string;
}

/**
 * The edits of an entry in the form that most clients share: command, args and env under its name.
 * @param root the member that holds the servers
 * @param env the variables as they are to stand in the file
 * @param more further members, first
 */
export function serverEdits(
  root: string,
  { name, command, args }: Entry,
  env: Readonly<Record<string, string>>,
  more: Readonly<Record<string, unknown>> = {},
): Edit[] {
  const at = (...rest: string[]): Path => [root, name, ...rest];
  return [
    ...Object.entries(more).map(([key, value]) => ({ path: at(key), value })),
    { path: at("command"), value: command },
    args.length === 0 ? { path: at("args") } : { path: at("args"), value: args },
    // What another credential left there would go before the one that is set now.
    ...ORG_SETTINGS.filter((setting) => !(setting in env)).map((setting) => ({ path: at("env", setting) })),
    ...Object.entries(env).map(([key, value]) => ({ path: at("env", key), value })),
  ];
}

/** The environment of an entry whose secrets are written as `write` says. */
export function environmentOf(
  { env, secrets }: Entry,
  write: (setting: Setting, value: string | undefined) => string | undefined,
): Record<string, string> {
  const written = [...secrets].map(([setting, value]) => [setting, write(setting, value)] as const);
  return { ...env, ...Object.fromEntries(written.filter((pair): pair is [Setting, string] => pair[1] !== undefined)) };
}

/** Joins the parts of a path by the platform's custom; undefined where the first is not known. */
export function under({ os }: Machine, folder: string | undefined, ...parts: string[]): string | undefined {
  return folder && [folder, ...parts].join(os === "windows" ? "\\" : "/");
}

/** The person's home folder. */
export function home({ os, environment }: Machine): string | undefined {
  return environment(os === "windows" ? "USERPROFILE" : "HOME");
}

/** The folder in which programs of the platform keep a person's settings. */
export function settingsFolder(machine: Machine): string | undefined {
  const { os, environment } = machine;
  if (os === "windows") return environment("APPDATA");
  if (os === "darwin") return under(machine, home(machine), "Library", "Application Support");
  return environment("XDG_CONFIG_HOME") || under(machine, home(machine), ".config");
}
