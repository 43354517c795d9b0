/** A line being written, as characters, and where the cursor stands in it. */
export interface Line {
  characters: string[];
  cursor: number;
}

const EMPTY: Line = { characters: [], cursor: 0 };

/** Edits a line by keys, and goes back to lines that were sent. */
export class LineEditor {
  line: Line = EMPTY;
  #history: string[] = [];
  /** Where in the history the line comes from; at its end is the one that is new. */
  #place = 0;
  #draft: Line = EMPTY;

  get text(): string {
    return this.line.characters.join("");
  }

  /** Takes the line away, and remembers it. */
  take(): string {
    const text = this.text;
    if (text.trim() !== "" && text !== this.#history.at(-1)) this.#history.push(text);
    this.#place = this.#history.length;
    this.line = EMPTY;
    return text;
  }

  /** Does what an editing key does; other keys do nothing. */
  press(key: string): void {
    const { characters, cursor } = this.line;
    const set = (next: string[], at: number) => this.line = { characters: next, cursor: at };
    const cut = (from: number, to: number) => set([...characters.slice(0, from), ...characters.slice(to)], from);
    if (key === "left") set(characters, Math.max(0, cursor - 1));
    else if (key === "right") set(characters, Math.min(characters.length, cursor + 1));
    else if (key === "home") set(characters, 0);
    else if (key === "end") set(characters, characters.length);
    else if (key === "backspace") cut(Math.max(0, cursor - 1), cursor);
    else if (key === "delete" || key === "ctrl-d") cut(cursor, cursor + 1);
    else if (key === "cut-left") cut(0, cursor);
    else if (key === "cut-right") cut(cursor, characters.length);
    else if (key === "cut-word") {
      cut(characters.slice(0, cursor).join("").replace(/\S*\s*$/u, "").match(/[\s\S]/gu)?.length ?? 0, cursor);
    } else if (key === "up") this.#go(this.#place - 1);
    else if (key === "down") this.#go(this.#place + 1);
    else if ([...key].length === 1) {
      set([...characters.slice(0, cursor), key, ...characters.slice(cursor)], cursor + 1);
    }
  }

  /**
   * The part of the line that fits into `width` columns around the cursor, and the cursor's place in it.
   */
  view(width: number): { text: string; cursor: number } {
    const { characters, cursor } = this.line;
    const start = Math.max(0, cursor - width + 1);
    return { text: characters.slice(start, start + width).join(""), cursor: cursor - start };
  }

  #go(place: number): void {
    if (place < 0 || place > this.#history.length) return;
    if (this.#place === this.#history.length) this.#draft = this.line;
    this.#place = place;
    const remembered = this.#history[place];
    const characters = remembered === undefined ? undefined : [...remembered];
    this.line = characters === undefined ? this.#draft : { characters, cursor: characters.length };
  }
}
