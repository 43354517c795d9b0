import { LineEditor } from "./line_editor.ts";
import { readLine, type Terminal } from "./line_reader.ts";
import type { Session, SessionPrompt } from "./session.ts";

/** The prompt that a slash command names. */
export function promptNamed({ prompts }: Session, command: string): SessionPrompt | undefined {
  return prompts.find(({ name }) => `/${name}` === command);
}

/** What prompts there are, and what each wants to know; what may be left out stands in brackets. */
export function promptList({ prompts }: Session): string {
  if (prompts.length === 0) return "No prompts fit these tools.";
  return prompts.map(({ name, title, arguments: args }) =>
    `${[`/${name}`, ...args.map(({ name, required }) => required ? name : `[${name}]`)].join(" ")}: ${title}`
  ).join("\n");
}

/**
 * Asks the person for a prompt's arguments, and answers what it then asks of the model; undefined where they leave it.
 * @param given What they wrote behind its name: its first argument.
 */
export async function fillIn(
  terminal: Terminal & { session: Session },
  prompt: SessionPrompt,
  given: string,
): Promise<string | undefined> {
  const { session, screen } = terminal;
  const args: Record<string, string> = {};
  for (const [index, { name, description, required }] of prompt.arguments.entries()) {
    let value = index === 0 ? given : "";
    if (value === "") screen.note(`${name}: ${description ?? prompt.title}${required ? "" : " (may stay empty)"}`);
    while (value === "") {
      const suggest = (typed: string) => session.suggest(prompt.name, name, typed);
      const line = await readLine(terminal, `${name.padEnd(5)} > `, new LineEditor(), suggest);
      if (line === undefined) return undefined;
      value = line.trim();
      if (!required) break;
    }
    if (value !== "") args[name] = value;
  }
  return await session.prompt(prompt.name, args);
}
