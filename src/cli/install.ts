import { type Config, readConfig, type Setting } from "../config.ts";
import type { Client, Edit, Entry, Machine } from "../install/client.ts";
import { CLIENTS } from "../install/clients.ts";
import { lineDiff } from "../install/diff.ts";
import { type EntryFacts, entryName, entryOf } from "../install/entry.ts";
import { readText, replaceText } from "../install/file.ts";
import { FormatError } from "../install/format.ts";
import { installScene } from "../install/here.ts";
import type { ToolFacts } from "../tools/exposure.ts";
import { type CommandLine, UsageError } from "./arguments.ts";
import { rightConfig, settingSources } from "./settings.ts";

/** What stands around an installation. */
export interface InstallScene extends EntryFacts {
  machine: Machine;
  now: Date;
  /** Asks the person; answers undefined where there is nobody to ask. */
  confirm(question: string): Promise<boolean | undefined>;
}

/** What to print, and whether the client's configuration is as it was asked to be. */
export interface Outcome {
  text: string;
  failed: boolean;
}

/**
 * Attaches the program of this machine to the client that the command line names, or takes it away.
 * @throws UsageError for a client that there is not, or a setting that is wrong.
 */
export async function installClient(line: CommandLine, tools: readonly ToolFacts[]): Promise<Outcome> {
  const client = clientNamed(line.operands);
  const { settings, environment, envFile } = await settingSources(line.envFile);
  const scene = installScene({ demo: line.demo, environment, ...(envFile === undefined ? {} : { envFile }) });
  if (line.remove) return await uninstall(client, scene);
  // Where the client or its environment keeps the token, it may come later.
  const mayComeLater = (name: Setting) =>
    name === "OKTA_API_TOKEN" && client.secrets !== "file" && !settings("OKTA_CLIENT_ID") ? "comes-later" : undefined;
  const result = readConfig((name) => settings(name) ?? mayComeLater(name), { demo: line.demo, tools });
  return await install(client, rightConfig(result).org, scene);
}

/** @throws UsageError that lists the clients there are */
export function clientNamed(words: readonly string[]): Client {
  const client = CLIENTS.find(({ id }) => id === words[0]);
  if (client !== undefined && words.length === 1) return client;
  const wrong = words.length === 0 ? "install needs a client" : `There is no client "${words.join(" ")}"`;
  throw new UsageError(`${wrong}. The clients are: ${CLIENTS.map(({ id }) => id).join(", ")}.`);
}

/** Attaches this program to a client, once the person has seen and agreed to what changes in its configuration. */
export async function install(client: Client, org: Config["org"], scene: InstallScene): Promise<Outcome> {
  const entry = entryOf(scene, org);
  const written = await edit(client, client.attach(entry), scene, `attach ${entry.name} to ${client.title}`);
  if (written.failed) return written;
  return { text: `${written.text}\n\nNext:\n${nextSteps(client, entry, org).join("\n")}\n`, failed: false };
}

/** Takes this program away from a client, the settings in its entry included. */
export async function uninstall(client: Client, scene: InstallScene): Promise<Outcome> {
  const name = entryName(scene.demo);
  const written = await edit(client, client.detach(name), scene, `take ${name} away from ${client.title}`);
  return written.failed ? written : { text: `${written.text}\n${client.restart}\n`, failed: false };
}

async function edit(client: Client, edits: readonly Edit[], scene: InstallScene, purpose: string): Promise<Outcome> {
  const path = client.file(scene.machine);
  if (path === undefined) {
    const text = `Cannot find where ${client.title} keeps its configuration: this system names no home folder.\n`;
    return { text, failed: true };
  }
  try {
    const stored = await readText(path);
    const before = stored.text ?? "";
    const after = edits.reduce(
      (text, { path, value }) =>
        value === undefined ? client.format.remove(text, path) : client.format.set(text, path, value),
      before,
    );
    if (after === before) return { text: `Nothing to change: ${stored.path} is as it should be.`, failed: false };
    const change = `${stored.path}${stored.text === undefined ? " (a new file)" : ""}\n\n${lineDiff(before, after)}\n`;
    const agreed = await scene.confirm(`To ${purpose}, this changes in ${change}\nWrite it?`);
    if (agreed === undefined) {
      const way = "Run this in a terminal to agree to the change, or make it yourself.";
      return { text: `Nothing was written: to ${purpose}, a person has to agree.\n${way}\n\n${change}`, failed: true };
    }
    if (!agreed) return { text: "Nothing was written.\n", failed: true };
    const backup = await replaceText(stored, after, scene.now);
    return { text: `Written to ${stored.path}.${backup ? ` As it was before: ${backup}` : ""}`, failed: false };
  } catch (error) {
    return { text: `Nothing was written. ${reason(error, path)}\n`, failed: true };
  }
}

function reason(error: unknown, path: string): string {
  if (error instanceof FormatError) {
    return `Cannot edit ${path}: ${error.message}. Mend it, or move it away, and run this again.`;
  }
  if (!(error instanceof Error)) throw error;
  const { message } = error;
  return message.includes(path) ? `${message}.` : `Cannot edit ${path}: ${message}.`;
}

function nextSteps(client: Client, { secrets }: Entry, org: Config["org"]): string[] {
  const names = [...secrets.keys()].join(" and ");
  const keeping = {
    prompt: `${client.title} asks for ${names} when it first starts the server, and keeps it encrypted.`,
    environment: `${client.title} takes ${names} from the environment it is started in: set it there.`,
    file: `${names} stands in that file as it is. To keep it apart, put it into a file that only you can read and ` +
      "run install again with --env-file.",
  };
  const signIn = org.kind === "okta" && org.credential.kind === "device"
    ? ["Run mcp-okta-support login, with the same settings."]
    : [];
  const question = org.kind === "demo" ? "Why can't Jane Moreno sign in?" : "Who is locked out of Okta, and why?";
  return [
    ...(names === "" ? [] : [keeping[client.secrets]]),
    ...signIn,
    client.restart,
    `Ask: ${question}`,
  ].map((step, index) => `${index + 1}. ${step}`);
}
