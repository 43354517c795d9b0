import { Agent, type Outcome, type Turn } from "../chat/agent.ts";
import { keyPress } from "../chat/consent.ts";
import { type Endpoint, EndpointError } from "../chat/endpoint.ts";
import { Keyboard } from "../chat/keyboard.ts";
import { findOllama, modelsOf, proposed, windowOf } from "../chat/model_server.ts";
import { Screen } from "../chat/screen.ts";
import { type Consent, openSession } from "../chat/session.ts";
import { converse } from "../chat/talk.ts";
import { transcript } from "../chat/transcript.ts";
import { connect } from "../mcp/connection.ts";
import { MODEL_SETTINGS, type ModelSetting } from "../config.ts";
import { isLoopback } from "../loopback.ts";
import type { Host } from "../mcp/server.ts";
import { type CommandLine, UsageError } from "./arguments.ts";

/** What the settings say of the model. */
export interface ModelSettings {
  baseUrl?: string;
  key?: string;
  model?: string;
}

/** The model that the settings name. */
export function modelSettings(settings: (name: ModelSetting) => string | undefined): ModelSettings {
  const [baseUrl, key, model] = MODEL_SETTINGS.map((name) => settings(name)?.trim() || undefined);
  return { ...(baseUrl && { baseUrl }), ...(key && { key }), ...(model && { model }) };
}

/** The exit codes of `chat`, beside 2 for a wrong command line. */
const EXIT: Record<Outcome, number> = { answered: 0, failed: 1, gave_up: 3, interrupted: 130 };

const encoder = new TextEncoder();
const surface = (stream: typeof Deno.stdout | typeof Deno.stderr) => ({
  write: (text: string) => void stream.writeSync(encoder.encode(text)),
  isTerminal: stream.isTerminal(),
});

/**
 * Talks with a model that uses the host's tools, and answers the exit code. Only a key press at the terminal consents
 * to a change; without a terminal every change is refused.
 * @param host With `confirm: "always"`, so that every change is asked for.
 * @throws UsageError
 */
export async function chat<S>(host: Host<S>, line: CommandLine, settings: ModelSettings): Promise<number> {
  const [out, side] = [surface(Deno.stdout), surface(Deno.stderr)];
  const hasPerson = Deno.stdin.isTerminal() && side.isTerminal;
  if (line.prompt === undefined && (!hasPerson || line.json)) {
    throw new UsageError('chat needs a terminal to talk at. For one answer: chat -p "why can\'t Jane sign in?"');
  }
  const screen = new Screen(line.json ? { ...out, isTerminal: false } : out, side, {
    colour: side.isTerminal && !Deno.noColor,
    columns: () => side.isTerminal ? Deno.consoleSize().columns : 120,
  });
  let work = new AbortController();
  const keyboard = new Keyboard(Deno.stdin, () => work.abort());
  const interrupt = () => work.abort();
  const leave = () => {
    keyboard.close();
    Deno.exit(143);
  };
  Deno.addSignalListener("SIGINT", interrupt);
  if (Deno.build.os !== "windows") {
    Deno.addSignalListener("SIGTERM", leave);
    Deno.addSignalListener("SIGHUP", leave);
  }

  async function consent(preview: string): Promise<Consent> {
    screen.preview(preview);
    if (!hasPerson) {
      screen.note("Refused: there is no terminal at which a person could agree.");
      return "cancel";
    }
    screen.note("Do this? Press y for yes, n for no.");
    const word = await keyPress(keyboard, work.signal, () => performance.now());
    // Ctrl-C means the whole answer.
    if (word === "cancel") work.abort();
    screen.note(word === "accept" ? "You agreed." : "Not agreed.");
    return word;
  }

  const session = await openSession((send) => connect(host, send), { name: "chat", version: host.version }, consent);
  try {
    if (hasPerson) keyboard.open();
    keyboard.listen((keys) => keys.includes("ctrl-c") && work.abort());
    const endpoint = await endpointOf(line, settings, work.signal);
    const model = line.model ?? settings.model ?? proposed(await modelsOf(endpoint, work.signal), endpoint);
    const windowTokens = line.window ?? await windowOf(endpoint, model, work.signal);
    const agent = new Agent(session, endpoint, model, windowTokens, screen, host.now());
    screen.note(`${model} at ${endpoint.baseUrl}, a window of ${windowTokens} tokens, ${session.tools.length} tools`);

    const ask = async (question: string): Promise<Turn> => {
      work = new AbortController();
      const turn = await agent.ask(question, work.signal);
      screen.endText();
      if (turn.outcome !== "answered") screen.note(turn.answer);
      const { used, of } = agent.budget;
      screen.note(`about ${used} of ${of} tokens in use`);
      return turn;
    };
    if (line.prompt === undefined) return await converse({ agent, session, keyboard, screen, side, ask });
    const turn = await ask(line.prompt);
    if (line.json) out.write(`${JSON.stringify(transcript(agent.model, [turn]), null, 2)}\n`);
    else if (!out.isTerminal) out.write(`${turn.answer}\n`);
    return EXIT[turn.outcome];
  } catch (error) {
    if (work.signal.aborted) return EXIT.interrupted;
    if (!(error instanceof EndpointError)) throw error;
    side.write(`${error.message}\n`);
    return EXIT.failed;
  } finally {
    keyboard.close();
    await session.close();
  }
}

/** @throws UsageError for an address that is none. */
async function endpointOf(line: CommandLine, { baseUrl, key }: ModelSettings, signal: AbortSignal): Promise<Endpoint> {
  const address = line.baseUrl ?? baseUrl;
  // A key that was set for somebody else's server is no business of a server that was found.
  if (address === undefined) return await findOllama(signal);
  const url = URL.parse(address);
  if (url === null || !["http:", "https:"].includes(url.protocol) || url.username || url.search || url.hash) {
    throw new UsageError(`--base-url is "${address}", but it must be an address such as http://127.0.0.1:11434/v1.`);
  }
  if (key !== undefined && url.protocol === "http:" && !isLoopback(url.hostname)) {
    throw new UsageError(`${url.origin} would get OPENAI_API_KEY unprotected: use https://, or unset the key.`);
  }
  return { baseUrl: url.href.replace(/\/$/, ""), ...(key === undefined ? {} : { key }) };
}
