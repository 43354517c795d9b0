import { Agent, type Outcome, type Turn } from "../chat/agent.ts";
import { keyPress } from "../chat/consent.ts";
import { EndpointError } from "../chat/endpoint.ts";
import { Keyboard } from "../chat/keyboard.ts";
import { Screen } from "../chat/screen.ts";
import { type Consent, openSession } from "../chat/session.ts";
import { converse } from "../chat/talk.ts";
import { transcript } from "../chat/transcript.ts";
import { connect } from "../mcp/connection.ts";
import type { ModelSetting } from "../config.ts";
import type { Host } from "../mcp/server.ts";
import { surfaceOf } from "../terminal/surface.ts";
import { type CommandLine, UsageError } from "./arguments.ts";
import { chooseModel } from "./model.ts";

/** The exit codes of `chat`, beside 2 for a wrong command line. */
const EXIT: Record<Outcome, number> = { answered: 0, failed: 1, gave_up: 3, interrupted: 130 };

/**
 * Talks with a model that uses the host's tools, and answers the exit code. Only a key press at the terminal consents
 * to a change; without a terminal every change is refused.
 * @param host With `confirm: "always"`, so that every change is asked for.
 * @throws UsageError
 */
export async function chat<S>(
  host: Host<S>,
  line: CommandLine,
  settings: (name: ModelSetting) => string | undefined,
): Promise<number> {
  if (line.operands.length > 0) {
    throw new UsageError(`chat answers one question behind -p: chat -p ${JSON.stringify(line.operands.join(" "))}`);
  }
  const [out, side] = [surfaceOf(Deno.stdout), surfaceOf(Deno.stderr)];
  const hasPerson = Deno.stdin.isTerminal() && side.isTerminal;
  if (line.prompt === undefined && (!hasPerson || line.json)) {
    throw new UsageError('chat needs a terminal to talk at. For one answer: chat -p "why can\'t Jane sign in?"');
  }
  const screen = new Screen(line.json ? { ...out, isTerminal: false } : out, side);
  let work = new AbortController();
  const keyboard = new Keyboard(Deno.stdin, side.write, () => work.abort());
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
    screen.waiting();
    const { endpoint, model, windowTokens, others } = await chooseModel(line, settings, work.signal);
    const agent = new Agent(session, endpoint, model, windowTokens, screen, host.now());
    const begin = () => (work = new AbortController()).signal;
    const ask = async (question: string): Promise<Turn> => {
      const turn = await agent.ask(question, begin());
      screen.endText();
      if (turn.outcome !== "answered") screen.note(turn.answer);
      const { used, of } = agent.budget;
      screen.note(`about ${used} of ${of} tokens in use`);
      return turn;
    };
    if (others.length > 0) screen.note(`Also there: ${others.join(", ")}. Choose with --model, or with /model.`);
    if (line.prompt === undefined) return await converse({ agent, session, keyboard, screen, side, ask, begin });
    const turn = await ask(line.prompt);
    if (line.json) out.write(`${JSON.stringify(transcript(agent.model, [turn]), null, 2)}\n`);
    else if (!out.isTerminal) out.write(`${turn.answer}\n`);
    return EXIT[turn.outcome];
  } catch (error) {
    screen.endText();
    if (work.signal.aborted) return EXIT.interrupted;
    if (!(error instanceof EndpointError)) throw error;
    side.write(`${error.message}\n`);
    return EXIT.failed;
  } finally {
    keyboard.close();
    await session.close();
  }
}
