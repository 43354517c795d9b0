import type { ToolCall, Usage } from "./messages.ts";

/** What a model answered: text, tools that it wants called, or both. */
export interface Completion {
  text: string;
  toolCalls: ToolCall[];
  usage?: Usage;
}

interface Part {
  content?: string | null;
  tool_calls?: { index?: number; id?: string; function?: { name?: string; arguments?: string | object } }[];
}

/** The body of an answer that came whole, or one event of a streamed one. */
export interface CompletionBody {
  choices?: { message?: Part; delta?: Part; finish_reason?: string | null }[];
  usage?: Partial<Usage> | null;
  error?: unknown;
}

/** Puts an answer together from its pieces. */
export class CompletionBuilder {
  #written = "";
  /** What of it is meant for the person. */
  #text = "";
  #calls: { id: string | undefined; index: number; name: string; arguments: string }[] = [];
  #usage: Usage | undefined;
  /** Whether the model said that it had come to its end. */
  finished = false;

  /** @param onText gets the text as it comes. */
  constructor(private readonly onText: (text: string) => void) {}

  add({ choices, usage }: CompletionBody): void {
    if (typeof usage?.prompt_tokens === "number") {
      this.#usage = { prompt_tokens: usage.prompt_tokens, completion_tokens: usage.completion_tokens ?? 0 };
    }
    const choice = choices?.[0];
    if (choice === undefined) return;
    const part = choice.delta ?? choice.message;
    if (part?.content) {
      this.#written += part.content;
      const text = withoutThoughts(this.#written);
      if (text.length > this.#text.length) this.onText(text.slice(this.#text.length));
      this.#text = text;
    }
    part?.tool_calls?.forEach((call, position) => {
      const index = call.index ?? (choice.delta ? 0 : position);
      const open = this.#calls.findLast((candidate) => candidate.index === index);
      const piece = call.function?.arguments ?? "";
      const text = typeof piece === "string" ? piece : JSON.stringify(piece);
      // Some servers number all parallel calls 0: there, a new id tells them apart.
      if (open === undefined || (call.id && open.id && call.id !== open.id)) {
        this.#calls.push({ id: call.id, index, name: call.function?.name ?? "", arguments: text });
      } else {
        open.name ||= call.function?.name ?? "";
        open.arguments += text;
      }
    });
    if (choice.finish_reason) this.finished = true;
  }

  build(): Completion {
    const toolCalls = this.#calls.map(({ id, name, arguments: text }): ToolCall => ({
      id: id || `call_${crypto.randomUUID().slice(0, 8)}`,
      type: "function",
      function: { name, arguments: text },
    }));
    return { text: this.#text, toolCalls, ...(this.#usage ? { usage: this.#usage } : {}) };
  }
}

const [THOUGHTS, ANSWER] = ["<think>", "</think>"];

/** What follows a model's thoughts, which some servers leave in front of its answer. */
function withoutThoughts(written: string): string {
  const text = written.trimStart();
  if (!text.startsWith(THOUGHTS)) return THOUGHTS.startsWith(text) ? "" : written;
  const end = text.indexOf(ANSWER);
  return end === -1 ? "" : text.slice(end + ANSWER.length).trimStart();
}
