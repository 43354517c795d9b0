import type { Agent, Turn } from "./agent.ts";
import { EndpointError } from "./endpoint.ts";
import { LineEditor } from "./line_editor.ts";
import { readLine, type Suggest, type Terminal } from "./line_reader.ts";
import { modelsOf, windowOf } from "./model_server.ts";
import { fillIn, promptList, promptNamed } from "./prompts.ts";
import { headline, type Screen } from "./screen.ts";
import type { Session } from "./session.ts";
import { transcript } from "./transcript.ts";

const COMMANDS = {
  "/tools": "the tools that the model can call",
  "/prompts": "ways of working that begin by their name, as in /troubleshoot_sign_in",
  "/model": "the endpoint's models; with a name, talk to that one",
  "/save": "write the conversation to a file, as JSON: /save jane.json",
  "/help": "this list",
  "/quit": "leave (or Ctrl-D). Ctrl-C stops an answer",
};

const HELP = Object.entries(COMMANDS).map(([command, meaning]) => `${command.padEnd(9)} ${meaning}`).join("\n");

/** What a conversation needs around it. */
export interface Talk extends Terminal {
  agent: Agent;
  session: Session;
  ask(question: string): Promise<Turn>;
  /** A signal for what begins now: Ctrl-C ends it. */
  begin(): AbortSignal;
}

/** Reads questions and answers them until the person leaves; answers the exit code. */
export async function converse(talk: Talk): Promise<number> {
  const { agent, screen, session } = talk;
  const editor = new LineEditor();
  const turns: Turn[] = [];
  screen.note("Ask about a person or an app. /help lists what else there is; Tab completes it.");
  for (;;) {
    const text = await readLine(talk, "you   > ", editor, suggestions(session));
    if (text === undefined) return 0;
    const line = text.trim();
    const [command, argument] = [line.split(/\s+/, 1)[0]!, line.replace(/^\S+\s*/, "")];
    const prompt = promptNamed(session, command);
    if (line === "") continue;
    if (prompt !== undefined) {
      const question = await fillIn(talk, prompt, argument);
      if (question === undefined) continue;
      screen.note(`Asked: ${headline(question)}`);
      turns.push(await talk.ask(question));
    } else if (!line.startsWith("/")) turns.push(await talk.ask(line));
    else if (command === "/quit" || command === "/exit") return 0;
    else if (command === "/tools") screen.note(toolList(session));
    else if (command === "/prompts") screen.note(promptList(session));
    else if (command === "/model") await changeModel(talk, argument);
    else if (command === "/save") save(screen, argument, JSON.stringify(transcript(agent.model, turns), null, 2));
    else screen.note(command === "/help" ? HELP : `There is no ${command}.\n${HELP}`);
  }
}

/** Completes commands and prompts, and a prompt's first argument. */
function suggestions(session: Session): Suggest {
  const commands = [...Object.keys(COMMANDS), ...session.prompts.map(({ name }) => `/${name}`)];
  return async (typed) => {
    const [command, argument] = typed.split(/(?<=^\S+) /);
    const prompt = promptNamed(session, command!);
    const first = prompt?.arguments[0];
    if (argument === undefined) return typed === "" ? [] : commands.filter((name) => name.startsWith(typed));
    if (prompt === undefined || first === undefined) return [];
    return (await session.suggest(prompt.name, first.name, argument)).map((value) => `${command} ${value}`);
  };
}

function toolList({ tools }: Session): string {
  return tools.map(({ spec, title, changes }) => `${spec.function.name}: ${title}${changes ? " (asks you first)" : ""}`)
    .join("\n");
}

async function changeModel({ agent, screen, begin }: Talk, name: string): Promise<void> {
  const signal = begin();
  screen.waiting();
  try {
    const models = await modelsOf(agent.endpoint, signal);
    const facts = models.find(({ id }) => id === name);
    if (name === "" || facts === undefined) {
      const lines = models.map(({ id, callsTools }) =>
        `${id === agent.model ? "*" : " "} ${id}${callsTools === false ? " (cannot call tools)" : ""}`
      );
      return screen.note(`${name === "" ? "" : `There is no model "${name}".\n`}${lines.join("\n")}`);
    }
    agent.use(name, await windowOf(agent.endpoint, name, signal));
  } catch (error) {
    if (!(error instanceof EndpointError) && !signal.aborted) throw error;
    screen.note(error instanceof EndpointError ? error.message : "Stopped by you.");
  }
}

function save(screen: Screen, path: string, text: string): void {
  if (path === "") return screen.note("/save needs a file, as in /save jane.json");
  try {
    // What people's accounts look like is nobody else's business.
    Deno.writeTextFileSync(path, text + "\n", { mode: 0o600, createNew: true });
    screen.note(`Saved to ${path}.`);
  } catch (error) {
    const reason = error instanceof Deno.errors.AlreadyExists ? "it is there already" : error;
    screen.note(`Cannot save to ${path}: ${reason instanceof Error ? reason.message : reason}.`);
  }
}
