import { width } from "../terminal/width.ts";

/** Control characters but line feed and tab; bidirectional controls and zero-width characters. */
// deno-lint-ignore no-control-regex
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** Text without what a terminal would obey. */
export function harmless(text: string): string {
  return text.replace(UNSAFE, "").replaceAll("\t", "  ");
}

/**
 * Sets text that comes in pieces behind a margin, wrapping it by words, so that each line on the screen shows whose it
 * is and none can pass for another's.
 */
export class Margin {
  #word = "";
  #column = 0;

  /** @param columns Of the screen, the margin's included. */
  constructor(private readonly mark: string, private readonly markWidth: number, private readonly columns: number) {}

  /** What to write for this piece; the last word waits for its end. */
  push(piece: string): string {
    let out = "";
    for (const character of harmless(piece)) {
      if (character === " " || character === "\n") {
        out += this.#flush();
        if (character === "\n") out += this.#newLine();
        else if (this.#column > 0 && this.#column < this.#room) {
          out += " ";
          this.#column++;
        }
      } else {
        if (width(this.#word + character) > this.#room) out += this.#flush();
        this.#word += character;
      }
    }
    return out;
  }

  /** What is left, with the line's end where one is open. */
  end(): string {
    const rest = this.#flush();
    return this.#column > 0 ? `${rest}${this.#newLine()}` : rest;
  }

  get #room(): number {
    return Math.max(20, this.columns - this.markWidth - 1);
  }

  #newLine(): string {
    const mark = this.#column === 0 ? this.mark : "";
    this.#column = 0;
    return `${mark}\n`;
  }

  #flush(): string {
    if (this.#word === "") return "";
    const columns = width(this.#word);
    const wrap = this.#column > 0 && this.#column + columns > this.#room ? this.#newLine() : "";
    const mark = this.#column === 0 ? this.mark : "";
    const out = `${wrap}${mark}${this.#word}`;
    this.#column += columns;
    this.#word = "";
    return out;
  }
}
