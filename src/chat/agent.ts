import { plain, quote } from "../quote.ts";
import { complete, type Endpoint, EndpointError } from "./endpoint.ts";
import type { Message, ToolCall, Usage } from "./messages.ts";
import type { Session, ToolAnswer } from "./session.ts";
import { systemPrompt } from "./system_prompt.ts";
import { verdictOf, Window } from "./window.ts";

/** How often a model is put right in one question before it is stopped, and how often it is asked at most. */
const CORRECTIONS = 4;
const ROUNDS = 25;

/** The share of the window that tools and instructions may take without a warning. */
const TIGHT = 0.75;

/** How a question ended. */
export type Outcome = "answered" | "gave_up" | "failed" | "interrupted";

/** A tool call as it was made, for the transcript. */
export interface CallRecord extends ToolAnswer {
  tool: string;
  arguments: Record<string, unknown>;
}

/** One question and what became of it. */
export interface Turn {
  question: string;
  outcome: Outcome;
  /** The model's last words; for what did not end well, the reason and what was found until then. */
  answer: string;
  calls: CallRecord[];
  /** Times that the model repeated itself, invented a tool, or wrote arguments that are none. */
  corrections: number;
  usage: Usage;
}

/** What is told while a question is worked on. */
export interface Listener {
  /** The model has been asked, and may take long for its first word. */
  waiting(): void;
  /** A piece of what the model writes. */
  text(piece: string): void;
  calling(tool: string, args: Record<string, unknown>): void;
  answered(tool: string, answer: ToolAnswer): void;
  /** Something that the program itself says. */
  note(text: string): void;
}

/** A model that works on questions with the session's tools. */
export class Agent {
  #messages: Message[];
  #model!: string;
  #window!: Window;

  constructor(
    private readonly session: Session,
    readonly endpoint: Endpoint,
    model: string,
    windowTokens: number,
    private readonly listener: Listener,
    today: Date,
  ) {
    this.#messages = [{ role: "system", content: systemPrompt(session.instructions, today) }];
    this.use(model, windowTokens);
  }

  get model(): string {
    return this.#model;
  }

  /** The share of the window that is in use, in tokens. */
  get budget(): { used: number; of: number } {
    return { used: this.#window.used(this.#messages), of: this.#window.tokens };
  }

  /** Asks this model from now on, and says so. */
  use(model: string, windowTokens: number): void {
    this.#model = model;
    this.#window = new Window(windowTokens, JSON.stringify(this.#tools()).length);
    const { tools } = this.session;
    this.listener.note(
      `${model} at ${this.endpoint.baseUrl}, a window of ${windowTokens} tokens, ${tools.length} tools`,
    );
    const used = this.#window.used(this.#messages.slice(0, 1));
    if (used > windowTokens * TIGHT) {
      this.listener.note(
        `The tools and instructions alone take about ${used} of them. Give the model a larger window (Ollama: ` +
          "OLLAMA_CONTEXT_LENGTH), or fewer tools: OKTA_READ_ONLY=true, or a smaller OKTA_TOOLSETS.",
      );
    }
  }

  /** Works on a question until there is an answer. Never throws for what an endpoint, model or tool does. */
  async ask(question: string, signal: AbortSignal): Promise<Turn> {
    const turn: Turn = {
      question,
      outcome: "answered",
      answer: "",
      calls: [],
      corrections: 0,
      usage: { prompt_tokens: 0, completion_tokens: 0 },
    };
    this.#messages.push({ role: "user", content: question });
    try {
      await this.#work(turn, signal);
    } catch (error) {
      if (signal.aborted) this.#end(turn, "interrupted", "Stopped by you.");
      else if (error instanceof EndpointError) this.#end(turn, "failed", error.message);
      else throw error;
    }
    return turn;
  }

  async #work(turn: Turn, signal: AbortSignal): Promise<void> {
    const seen = new Set<string>();
    for (let round = 0; round < ROUNDS; round++) {
      if (this.#window.makeRoom(this.#messages)) {
        this.listener.note("The window is full: older results were shortened for the model.");
        // What was shortened may be asked for again.
        seen.clear();
      }
      const sent = [...this.#messages];
      const request = { model: this.model, messages: sent, tools: this.#tools() };
      this.listener.waiting();
      const { text, toolCalls, usage } = await complete(this.endpoint, request, signal, this.listener.text);
      if (usage) {
        this.#window.learn(sent, usage.prompt_tokens);
        turn.usage.prompt_tokens += usage.prompt_tokens;
        turn.usage.completion_tokens += usage.completion_tokens;
      }
      if (toolCalls.length === 0 && text.trim() !== "") {
        this.#messages.push({ role: "assistant", content: text });
        turn.answer = text;
        return;
      }
      if (toolCalls.length === 0) {
        turn.corrections++;
        this.#messages.push({ role: "user", content: "You wrote nothing. Answer the question, or call a tool." });
      } else {
        // Servers want arguments that are JSON, even in what they are told of the past.
        const calls = toolCalls.map((call) => ({ call, args: argumentsOf(call) }));
        this.#messages.push({ role: "assistant", content: text, tool_calls: calls.map(asSaid) });
        const answers = await this.#callAll(calls, turn, seen, signal);
        calls.forEach(({ call }, index) =>
          this.#messages.push({ role: "tool", tool_call_id: call.id, content: answers[index]! })
        );
      }
      signal.throwIfAborted();
      if (turn.corrections >= CORRECTIONS) {
        const reason = `The model ${quote(this.model)} does not get on: it repeats itself or calls what there is not.`;
        return this.#end(turn, "gave_up", reason);
      }
    }
    this.#end(turn, "gave_up", `The model ${quote(this.model)} found no end in ${ROUNDS} rounds.`);
  }

  /** Reads side by side, changes one after the other: each may ask the person. Answers in the order of the calls. */
  async #callAll(calls: readonly Parsed[], turn: Turn, seen: Set<string>, signal: AbortSignal): Promise<string[]> {
    const answers: string[] = [];
    const ready: { index: number; changes: boolean; name: string; args: Record<string, unknown> }[] = [];
    calls.forEach(({ call: { function: { name } }, args }, index) => {
      const tool = this.session.tools.find(({ spec }) => spec.function.name === name);
      const key = `${name} ${JSON.stringify(args)}`;
      const correction = tool === undefined
        ? `There is no tool ${quote(name)}. The tools are: ${this.#toolNames().join(", ")}.`
        : args === undefined
        ? `The arguments are not a JSON object. Write one, such as {"user": "jane@example.com"}.`
        : seen.has(key)
        ? `You have called ${name} with just these arguments already: its answer is above. Use it, or answer.`
        : undefined;
      if (correction === undefined) {
        seen.add(key);
        ready.push({ index, changes: tool!.changes, name, args: args! });
      } else {
        turn.corrections++;
        answers[index] = `Error: ${correction}`;
        this.listener.note(`${plain(name)} was not called: the model ${whatWentWrong(tool, args)}.`);
      }
    });
    const run = async ({ index, name, args }: typeof ready[number]) => {
      const answer = await this.#call(name, args, signal);
      turn.calls.push({ tool: name, arguments: args, ...answer });
      answers[index] = answer.isError ? `Error: ${answer.text}` : answer.text;
    };
    await Promise.all(ready.filter(({ changes }) => !changes).map(run));
    for (const change of ready.filter(({ changes }) => changes)) {
      await run(change);
      // What was read before may be otherwise now.
      seen.clear();
      seen.add(`${change.name} ${JSON.stringify(change.args)}`);
    }
    return answers;
  }

  async #call(name: string, args: Record<string, unknown>, signal: AbortSignal): Promise<ToolAnswer> {
    if (signal.aborted) return { isError: true, text: "Not called: the person stopped the answer." };
    this.listener.calling(name, args);
    const onProgress = (text: string) => this.listener.note(plain(text));
    const answer = await this.session.call(name, args, { signal, onProgress });
    this.listener.answered(name, answer);
    return answer;
  }

  /** Ends a question that has no answer, keeping what was found. */
  #end(turn: Turn, outcome: Outcome, reason: string): void {
    const found = turn.calls.filter(({ isError }) => !isError)
      .map(({ tool, text }) => `- ${tool}: ${plain(verdictOf(text))}`);
    turn.outcome = outcome;
    turn.answer = [reason, ...(found.length > 0 ? ["Found until then:", ...found] : [])].join("\n");
    this.#messages.push({ role: "assistant", content: turn.answer });
  }

  #tools() {
    return this.session.tools.map(({ spec }) => spec);
  }

  #toolNames() {
    return this.session.tools.map(({ spec }) => spec.function.name);
  }
}

interface Parsed {
  call: ToolCall;
  /** Undefined where what the model wrote is no JSON object. */
  args: Record<string, unknown> | undefined;
}

function argumentsOf(call: ToolCall): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(call.function.arguments || "{}");
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function asSaid({ call, args }: Parsed): ToolCall {
  return { ...call, function: { name: call.function.name, arguments: JSON.stringify(args ?? {}) } };
}

function whatWentWrong(tool: unknown, args: unknown): string {
  if (tool === undefined) return "invented it";
  return args === undefined ? "wrote arguments that are none" : "repeated a call";
}
