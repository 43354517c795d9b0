import type { Listener } from "./agent.ts";
import { Margin } from "./margin.ts";
import { plain } from "../quote.ts";
import { verdictOf } from "./window.ts";

/** A place to write to. */
export interface Surface {
  write(text: string): void;
  isTerminal: boolean;
}

const DIM = 2;
const RED = 31;
const YELLOW = 33;
const BLUE = 34;
const CYAN = 36;

/**
 * Shows who says what: the model's words, what came from Okta, the program's notes and the previews of changes each
 * stand behind a margin of their own, with colour or without.
 */
export class Screen implements Listener {
  #model: Margin | undefined;

  /**
   * @param out The model's words, as they come; only a terminal gets them so.
   * @param side Everything else.
   */
  constructor(
    private readonly out: Surface,
    private readonly side: Surface,
    private readonly options: { colour: boolean; columns: () => number },
  ) {}

  readonly text = (piece: string): void => {
    if (!this.out.isTerminal) return;
    this.#model ??= this.#margin("model │ ", BLUE);
    this.out.write(this.#model.push(piece));
  };

  calling(tool: string, args: Record<string, unknown>): void {
    const words = Object.entries(args).map(([name, value]) => `${plain(name)}=${plain(value)}`).join(" ");
    this.#lines("call  → ", CYAN, `${tool} ${words}`);
  }

  answered(_tool: string, { isError, text }: { isError: boolean; text: string }): void {
    const [mark, colour] = isError ? ["error │ ", RED] as const : ["okta  │ ", DIM] as const;
    const lines = text.split("\n").length - 1;
    const more = lines > 0 ? ` (and ${lines} more line${lines === 1 ? "" : "s"})` : "";
    this.#lines(mark, colour, `${verdictOf(text)}${more}`);
  }

  note(text: string): void {
    this.#lines("      · ", DIM, text);
  }

  /** The whole preview of a change. */
  preview(text: string): void {
    this.#lines("CHANGE▐ ", YELLOW, text);
  }

  /** Ends the model's line, so that something else can follow. */
  endText(): void {
    if (this.#model !== undefined) this.out.write(this.#model.end());
    this.#model = undefined;
  }

  #lines(mark: string, colour: number, text: string): void {
    this.endText();
    const margin = this.#margin(mark, colour);
    this.side.write(margin.push(text) + margin.end());
  }

  #margin(mark: string, colour: number): Margin {
    const shown = this.options.colour ? `\u001b[${colour}m${mark}\u001b[0m` : mark;
    return new Margin(shown, mark.length, this.options.columns());
  }
}
