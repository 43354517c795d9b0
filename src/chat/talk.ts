import type { Agent, Turn } from "./agent.ts";
import { EndpointError } from "./endpoint.ts";
import type { Keyboard } from "./keyboard.ts";
import { LineEditor } from "./line_editor.ts";
import { modelsOf, windowOf } from "./model_server.ts";
import type { Screen, Surface } from "./screen.ts";
import type { Session } from "./session.ts";
import { transcript } from "./transcript.ts";

const PROMPT = "you   > ";

const HELP = `/tools         the tools that the model can call
/model [NAME]  the endpoint's models, or talk to another one
/save FILE     write the conversation to a file, as JSON
/quit          leave (or Ctrl-D). Ctrl-C stops an answer`;

/** What a conversation needs around it. */
export interface Talk {
  agent: Agent;
  session: Session;
  keyboard: Keyboard;
  screen: Screen;
  side: Surface;
  ask(question: string): Promise<Turn>;
}

/** Reads questions and answers them until the person leaves; answers the exit code. */
export async function converse(talk: Talk): Promise<number> {
  const { agent, screen } = talk;
  const editor = new LineEditor();
  const turns: Turn[] = [];
  screen.note("Ask about a person or an app. /help lists what else there is.");
  for (;;) {
    const text = await readLine(talk, editor);
    if (text === undefined) return 0;
    const line = text.trim();
    const [command, argument] = [line.split(/\s+/, 1)[0]!, line.replace(/^\S+\s*/, "")];
    if (line === "") continue;
    if (!line.startsWith("/")) turns.push(await talk.ask(line));
    else if (command === "/quit" || command === "/exit") return 0;
    else if (command === "/tools") screen.note(toolList(talk.session));
    else if (command === "/model") await chooseModel(talk, argument);
    else if (command === "/save") save(screen, argument, JSON.stringify(transcript(agent.model, turns), null, 2));
    else screen.note(command === "/help" ? HELP : `There is no ${command}.\n${HELP}`);
  }
}

/** A line from the keyboard; undefined where the person wants to leave. */
function readLine({ keyboard, side }: Talk, editor: LineEditor): Promise<string | undefined> {
  const draw = () => {
    const { text, cursor } = editor.view(Math.max(10, Deno.consoleSize().columns - PROMPT.length - 1));
    // Return, the line, clear what is right of it (ECMA-48 EL), return, forward to the cursor (CUF).
    side.write(`\r${PROMPT}${text}\u001b[K\r\u001b[${PROMPT.length + [...text].slice(0, cursor).length}C`);
  };
  draw();
  return new Promise((resolve) => {
    const stop = keyboard.listen((keys) => {
      for (const key of keys) {
        const leaves = editor.text === "" && (key === "ctrl-c" || key === "ctrl-d");
        if (leaves || key === "enter") {
          draw();
          stop();
          side.write("\n");
          return resolve(leaves ? undefined : editor.take());
        }
        if (key === "ctrl-c") editor.line = { characters: [], cursor: 0 };
        else editor.press(key);
      }
      draw();
    });
  });
}

function toolList({ tools }: Session): string {
  return tools.map(({ spec, title, changes }) => `${spec.function.name}: ${title}${changes ? " (asks you first)" : ""}`)
    .join("\n");
}

async function chooseModel({ agent, screen }: Talk, name: string): Promise<void> {
  const signal = AbortSignal.timeout(60_000);
  try {
    const models = await modelsOf(agent.endpoint, signal);
    const facts = models.find(({ id }) => id === name);
    if (name === "" || facts === undefined) {
      const lines = models.map(({ id, callsTools }) =>
        `${id === agent.model ? "*" : " "} ${id}${callsTools === false ? " (cannot call tools)" : ""}`
      );
      return screen.note(`${name === "" ? "" : `There is no model "${name}".\n`}${lines.join("\n")}`);
    }
    agent.resize(await windowOf(agent.endpoint, name, signal));
    agent.model = name;
    screen.note(`Talking to ${name} from now on, a window of ${agent.budget.of} tokens.`);
  } catch (error) {
    if (!(error instanceof EndpointError) && !signal.aborted) throw error;
    screen.note(error instanceof EndpointError ? error.message : "The model's server did not answer within a minute.");
  }
}

function save(screen: Screen, path: string, text: string): void {
  if (path === "") return screen.note("/save needs a file, as in /save jane.json");
  try {
    // What people's accounts look like is nobody else's business.
    Deno.writeTextFileSync(path, text + "\n", { mode: 0o600, createNew: true });
    screen.note(`Saved to ${path}.`);
  } catch (error) {
    screen.note(`Cannot save to ${path}: ${error instanceof Error ? error.message : error}`);
  }
}
