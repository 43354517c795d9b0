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
  "help",
  "version",
] as const;

/**
 * Parses what follows the program's name. Options may stand anywhere; `--` ends them.
 * @throws UsageError that names the word that is wrong.
 */
export function parseCommandLine(words: readonly string[]): CommandLine {
  const line: CommandLine = { command: "serve", operands: [], demo: false, json: false, remove: false };
  let named = false;
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
  return line;
}
