import { type Address, parseAddress } from "../http/address.ts";

/** A command line that cannot be understood. Its message says what would be. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** A parsed command line. */
export interface CommandLine {
  command: string;
  operands: string[];
  demo: boolean;
  json: boolean;
  remove: boolean;
  envFile?: string;
  /** Where `serve` listens, instead of serving over stdin and stdout. */
  http?: Address;
  /** What `chat` shall answer, instead of talking. */
  prompt?: string;
  /** Where the model is that `chat` talks to, which one, and how many tokens it can look at. */
  baseUrl?: string;
  model?: string;
  window?: number;
}

/** The commands, as `--help` lists them. */
export const COMMANDS = [
  "serve",
  "call",
  "tools",
  "login",
  "logout",
  "keygen",
  "doctor",
  "install",
  "chat",
  "completions",
  "health",
  "upgrade",
  "help",
  "version",
] as const;

/** The options of `chat` that take a value, with one as an example. */
const CHAT_OPTIONS: Record<string, { field: "prompt" | "baseUrl" | "model" | "window"; example: string }> = {
  "-p": { field: "prompt", example: `"why can't Jane sign in?"` },
  "--base-url": { field: "baseUrl", example: "http://127.0.0.1:11434/v1" },
  "--model": { field: "model", example: "qwen3:8b" },
  "--window": { field: "window", example: "8192" },
};

/**
 * Parses what follows the program's name. Options may stand anywhere; `--` ends them.
 * @throws UsageError that names the word that is wrong.
 */
export function parseCommandLine(words: readonly string[]): CommandLine {
  const line: CommandLine = { command: "serve", operands: [], demo: false, json: false, remove: false };
  let named = false;
  let chatOption: string | undefined;
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (word === "--") {
      line.operands.push(...words.slice(index + 1));
      break;
    } else if (word === "--demo") line.demo = true;
    else if (word === "--json") line.json = true;
    else if (word === "--remove") line.remove = true;
    else if (word === "--help" || word === "-h") return { ...line, command: "help" };
    else if (word === "--version" || word === "-V") return { ...line, command: "version" };
    else if (word === "--env-file" || word.startsWith("--env-file=")) {
      const file = word.includes("=") ? word.slice(word.indexOf("=") + 1) : words[++index];
      if (!file) throw new UsageError("--env-file needs a path, as in --env-file ./okta.env");
      line.envFile = file;
    } else if (word === "--http" || word.startsWith("--http=")) {
      const text = word.includes("=") ? word.slice(word.indexOf("=") + 1) : words[++index];
      const address = text === undefined ? undefined : parseAddress(text);
      if (address === undefined) {
        throw new UsageError("--http needs [host:]port, as in --http 8080 or --http 0.0.0.0:8080");
      }
      line.http = address;
    } else if (CHAT_OPTIONS[word.split("=", 1)[0]!]) {
      const [name] = word.split("=", 1);
      const { field, example } = CHAT_OPTIONS[name!]!;
      const text = word.includes("=") ? word.slice(name!.length + 1) : words[++index];
      const isRight = field === "window" ? Number.isInteger(Number(text)) && Number(text) >= 1024 : text?.trim();
      if (!text || !isRight) throw new UsageError(`${name} needs a value, as in ${name} ${example}`);
      if (field === "window") line.window = Number(text);
      else line[field] = text;
      chatOption = name!;
    } else if (word.startsWith("-")) throw new UsageError(`There is no option "${word}". See mcp-okta-support --help.`);
    else if (named) line.operands.push(word);
    else {
      if (!COMMANDS.includes(word as typeof COMMANDS[number])) {
        throw new UsageError(`There is no command "${word}". The commands are: ${COMMANDS.join(", ")}.`);
      }
      line.command = word;
      named = true;
    }
  }
  if (line.http && line.command !== "serve") throw new UsageError(`--http is for serve, not for ${line.command}.`);
  if (chatOption !== undefined && line.command !== "chat") {
    throw new UsageError(`${chatOption} is for chat, not for ${line.command}.`);
  }
  return line;
}
