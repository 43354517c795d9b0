import type { Listener } from "./agent.ts";
import { Margin } from "./margin.ts";
import { plain } from "../quote.ts";
import { paint, type Style } from "../terminal/paint.ts";
import { ProgressLine } from "../terminal/progress.ts";
import type { Surface } from "../terminal/surface.ts";
import { verdictOf } from "./window.ts";

/**
 * Shows who says what: the model's words, what came from Okta, the program's notes and the previews of changes each
 * stand behind a margin of their own, with colour or without.
 */
export class Screen implements Listener {
  #model: Margin | undefined;
  readonly #progress: ProgressLine;

  /**
   * @param out The model's words, as they come; only a terminal gets them so.
   * @param side Everything else.
   */
  constructor(private readonly out: Surface, private readonly side: Surface) {
    this.#progress = new ProgressLine(side);
  }

  waiting(): void {
    this.endText();
    this.#progress.show("Waiting for the model");
  }

  readonly text = (piece: string): void => {
    if (!this.out.isTerminal) return;
    this.#progress.clear();
    this.#model ??= this.#margin("model │ ", "blue");
    this.out.write(this.#model.push(piece));
  };

  calling(tool: string, args: Record<string, unknown>): void {
    const words = Object.entries(args).map(([name, value]) => `${plain(name)}=${plain(value)}`).join(" ");
    this.#lines("call  → ", "cyan", `${tool} ${words}`);
  }

  answered(_tool: string, { isError, text }: { isError: boolean; text: string }): void {
    const [mark, style] = isError ? ["error │ ", "red"] as const : ["okta  │ ", "dim"] as const;
    this.#lines(mark, style, headline(text));
  }

  note(text: string): void {
    this.#lines("      · ", "dim", text);
  }

  /** The whole preview of a change. */
  preview(text: string): void {
    this.#lines("CHANGE▐ ", "yellow", text);
  }

  /** Ends the model's line and the waiting for it, so that something else can follow. */
  endText(): void {
    if (this.#model !== undefined) this.out.write(this.#model.end());
    this.#model = undefined;
    this.#progress.clear();
  }

  #lines(mark: string, style: Style, text: string): void {
    this.endText();
    const margin = this.#margin(mark, style);
    this.side.write(margin.push(text) + margin.end());
  }

  #margin(mark: string, style: Style): Margin {
    return new Margin(this.side.colour ? paint(style, mark) : mark, mark.length, this.side.columns());
  }
}

/** The first line of a text, and how many follow. */
export function headline(text: string): string {
  const more = text.split("\n").length - 1;
  return `${verdictOf(text)}${more > 0 ? ` (and ${more} more line${more === 1 ? "" : "s"})` : ""}`;
}
