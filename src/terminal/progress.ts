import type { Surface } from "./surface.ts";
import { width } from "./width.ts";

/** One line that says what is going on, and goes away when that is over. Only on a terminal. */
export class ProgressLine {
  #isShown = false;

  constructor(private readonly surface: Surface) {}

  readonly show = (message: string, done?: number, total?: number): void => {
    if (!this.surface.isTerminal) return;
    let text = total === undefined ? message : `${message} (${done} of ${total})`;
    // A line that wraps could not be taken back.
    while (width(text) > this.surface.columns() - 2) text = text.slice(0, -1);
    // Return, the line, clear what is right of it (ECMA-48 EL).
    this.surface.write(`\r${text}…\u001b[K`);
    this.#isShown = true;
  };

  clear(): void {
    if (this.#isShown) this.surface.write("\r\u001b[K");
    this.#isShown = false;
  }
}
