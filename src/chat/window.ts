import type { Message } from "./messages.ts";

/** Characters of a token, on the careful side for English and JSON; the endpoint's own counts correct it. */
const CHARS_A_TOKEN = 3.5;

const SHORTENED = "(Shortened to save room. Call the tool again if you need the rest.)";

/** What is left for the model's own words at the end of the window: a quarter, and never more than this. In tokens. */
const ANSWER_ROOM = 2_000;

/** Keeps a conversation within the number of tokens that a model can look at. */
export class Window {
  #charsAToken = CHARS_A_TOKEN;

  /**
   * @param tokens The size of the window.
   * @param overhead Characters that go along with every question: the tools' descriptions.
   */
  constructor(readonly tokens: number, private readonly overhead: number) {}

  /** Tokens that these messages take, with the tools; an estimate. */
  used(messages: readonly Message[]): number {
    return Math.ceil((this.overhead + sum(messages)) / this.#charsAToken);
  }

  /** Learns from what the endpoint counted for these messages. */
  learn(messages: readonly Message[], tokens: number): void {
    if (tokens > 0) this.#charsAToken = Math.min(6, Math.max(1, (this.overhead + sum(messages)) / tokens));
  }

  /**
   * Makes room for an answer: first old tool results go down to their verdict, their first line; then the oldest
   * questions go altogether; then the newest results are cut. Answers whether anything was lost.
   */
  makeRoom(messages: Message[]): boolean {
    const before = sum(messages);
    const room = (this.tokens - Math.min(ANSWER_ROOM, this.tokens / 4)) * this.#charsAToken - this.overhead;
    if (before <= room) return false;
    const newest = messages.findLastIndex(({ role }) => role === "assistant");
    for (let index = 0; index < newest && sum(messages) > room; index++) {
      const message = messages[index]!;
      if (message.role === "tool") message.content = verdictAlone(message.content);
    }
    while (sum(messages) > room) {
      const first = messages.findIndex(({ role }) => role === "user");
      const next = messages.findIndex(({ role }, index) => role === "user" && index > first);
      if (next === -1) break;
      messages.splice(first, next - first);
    }
    for (let over = sum(messages) - room; over > 0; over = sum(messages) - room) {
      const longest = longestResult(messages);
      if (longest === undefined) break;
      const cut = cutTo(longest.content, Math.max(longest.content.length - over, longest.content.length / 2));
      if (cut.length >= longest.content.length) break;
      longest.content = cut;
    }
    return sum(messages) < before;
  }
}

/** The first line of a tool's answer, which is its verdict or count. */
export function verdictOf(text: string): string {
  return text.split("\n", 1)[0]!;
}

function verdictAlone(text: string): string {
  const short = `${verdictOf(text)}\n${SHORTENED}`;
  return short.length < text.length ? short : text;
}

function cutTo(text: string, length: number): string {
  const kept = text.slice(0, Math.max(0, length - SHORTENED.length - 1));
  return `${kept.slice(0, Math.max(kept.lastIndexOf("\n"), 0)) || verdictOf(text).slice(0, 200)}\n${SHORTENED}`;
}

function longestResult(messages: readonly Message[]): Message | undefined {
  return messages.filter(({ role }) => role === "tool").sort((a, b) => b.content.length - a.content.length)[0];
}

function sum(messages: readonly Message[]): number {
  return messages.reduce((total, message) => total + JSON.stringify(message).length, 0);
}
