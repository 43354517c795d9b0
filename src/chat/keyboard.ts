/** Keys by name; what types a character is that character. */
const NAMES: Record<string, string> = {
  "\r": "enter",
  "\n": "enter",
  "\u0001": "home",
  "\u0002": "left",
  "\u0003": "ctrl-c",
  "\u0004": "ctrl-d",
  "\u0005": "end",
  "\u0006": "right",
  "\u0008": "backspace",
  "\u000b": "cut-right",
  "\u000e": "down",
  "\u0010": "up",
  "\u0015": "cut-left",
  "\u0017": "cut-word",
  "\u001b": "escape",
  "\u007f": "backspace",
  "\u001b[A": "up",
  "\u001b[B": "down",
  "\u001b[C": "right",
  "\u001b[D": "left",
  "\u001b[F": "end",
  "\u001b[H": "home",
  "\u001b[3~": "delete",
  "\u001bOA": "up",
  "\u001bOB": "down",
  "\u001bOC": "right",
  "\u001bOD": "left",
  "\u001bOF": "end",
  "\u001bOH": "home",
};

// deno-lint-ignore no-control-regex
const KEY = /\u001b\[[0-9;?]*[ -/]*[@-~]|\u001bO[A-Z]|\r\n|[\s\S]/gu;

/** The keys in what a terminal sent (ECMA-48, xterm's cursor keys); a key without a name here and no character is left out. */
export function keysIn(text: string): string[] {
  return [...text.matchAll(KEY)].flatMap(([raw]) => {
    const name = NAMES[raw === "\r\n" ? "\r" : raw];
    if (name !== undefined) return [name];
    return raw >= " " && !raw.startsWith("\u001b") ? [raw] : [];
  });
}

/** What a terminal's input has to offer: Deno.stdin, or a double of it. */
export interface TerminalInput {
  read(buffer: Uint8Array): Promise<number | null>;
  setRaw(on: boolean): void;
}

/**
 * The keyboard of a terminal, read all the time: what is typed while nobody asks is gone, so that no answer can be given
 * before its question. Closing it leaves the terminal as it was.
 */
export class Keyboard {
  #listeners: ((keys: readonly string[]) => void)[] = [];
  #isRaw = false;

  constructor(private readonly input: TerminalInput, private readonly onEnd: () => void) {}

  open(): void {
    this.input.setRaw(true);
    this.#isRaw = true;
    void this.#read();
  }

  close(): void {
    if (this.#isRaw) this.input.setRaw(false);
    this.#isRaw = false;
  }

  /** Gives the keys, those of one read together, to `listener` alone until the answered function is called. */
  listen(listener: (keys: readonly string[]) => void): () => void {
    this.#listeners.push(listener);
    return () => this.#listeners = this.#listeners.filter((other) => other !== listener);
  }

  async #read(): Promise<void> {
    const buffer = new Uint8Array(4096);
    const decoder = new TextDecoder();
    for (let length = await this.input.read(buffer); length !== null; length = await this.input.read(buffer)) {
      const keys = keysIn(decoder.decode(buffer.subarray(0, length), { stream: true }));
      if (keys.length > 0) this.#listeners.at(-1)?.(keys);
    }
    this.onEnd();
  }
}
