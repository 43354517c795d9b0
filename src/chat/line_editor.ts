import { width } from "../terminal/width.ts";
import type { Key } from "./keyboard.ts";
import { harmless } from "./margin.ts";

/** A line being written, as characters, and where the cursor stands in it. */
interface Line {
  characters: string[];
  cursor: number;
}

const EMPTY: Line = { characters: [], cursor: 0 };

const GRAPHEMES = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The characters of a text as a person counts them: a letter and its accent are one. */
const charactersOf = (text: string) => [...GRAPHEMES.segment(text)].map(({ segment }) => segment);

/** Edits a line by keys, and goes back to lines that were sent. */
export class LineEditor {
  #line: Line = EMPTY;
  #history: string[] = [];
  /** Where in the history the line comes from; at its end is the one that is new. */
  #place = 0;
  #draft: Line = EMPTY;

  get text(): string {
    return this.#line.characters.join("");
  }

  /** Puts another line in its place, the cursor at its end. */
  set text(text: string) {
    const characters = charactersOf(text);
    this.#line = { characters, cursor: characters.length };
  }

  /** Takes the line away, and remembers it. */
  take(): string {
    const { text } = this;
    if (text.trim() !== "" && text !== this.#history.at(-1)) this.#history.push(text);
    this.#place = this.#history.length;
    this.#line = EMPTY;
    return text;
  }

  /** Does what an editing key does; other keys do nothing. */
  press(key: Key): void {
    const { characters, cursor } = this.#line;
    const go = (at: number) => this.#line = { characters, cursor: Math.min(Math.max(0, at), characters.length) };
    const cut = (from: number, to: number) =>
      this.#line = { characters: characters.toSpliced(from, to - from), cursor: from };
    if (typeof key === "object") this.#insert(harmless(key.pasted.replaceAll(/\r\n?/g, "\n")).trimEnd());
    else if (key === "left") go(cursor - 1);
    else if (key === "right") go(cursor + 1);
    else if (key === "home") go(0);
    else if (key === "end") go(characters.length);
    else if (key === "backspace") cut(Math.max(0, cursor - 1), cursor);
    else if (key === "delete" || key === "ctrl-d") cut(cursor, cursor + 1);
    else if (key === "cut-left") cut(0, cursor);
    else if (key === "cut-right") cut(cursor, characters.length);
    else if (key === "cut-word") {
      cut(charactersOf(characters.slice(0, cursor).join("").replace(/\S*\s*$/u, "")).length, cursor);
    } else if (key === "ctrl-c") cut(0, characters.length);
    else if (key === "up") this.#go(this.#place - 1);
    else if (key === "down") this.#go(this.#place + 1);
    else if ([...key].length === 1) this.#insert(key);
  }

  /**
   * The part of the line that fits into so many columns around the cursor, and what of it is before the cursor. The end
   * of a pasted line shows as a sign.
   */
  view(columns: number): { text: string; before: string } {
    const { cursor } = this.#line;
    const characters = this.#line.characters.map((character) => character === "\n" ? "⏎" : character);
    let start = 0;
    // One column is the cursor's own.
    while (width(characters.slice(start, cursor).join("")) >= columns) start++;
    let end = characters.length;
    while (end > cursor && width(characters.slice(start, end).join("")) > columns) end--;
    return { text: characters.slice(start, end).join(""), before: characters.slice(start, cursor).join("") };
  }

  #insert(text: string): void {
    const { characters, cursor } = this.#line;
    const before = charactersOf(characters.slice(0, cursor).join("") + text);
    this.#line = { characters: [...before, ...characters.slice(cursor)], cursor: before.length };
  }

  #go(place: number): void {
    if (place < 0 || place > this.#history.length) return;
    if (this.#place === this.#history.length) this.#draft = this.#line;
    this.#place = place;
    const remembered = this.#history[place];
    if (remembered === undefined) this.#line = this.#draft;
    else this.text = remembered;
  }
}
