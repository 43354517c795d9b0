/** A key by its name, or the character that it types; or what was pasted, which is no typing. */
export type Key = string | { pasted: string };

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
  "\t": "tab",
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

/** What a terminal puts around pasted text, once it is asked to (xterm, "Bracketed Paste Mode"). */
const PASTE = { on: "\u001b[?2004h", off: "\u001b[?2004l", begin: "\u001b[200~", end: "\u001b[201~" };

const KEY =
  // deno-lint-ignore no-control-regex
  /\u001b\[200~(?<pasted>[\s\S]*?)\u001b\[201~|\u001b\[[0-9;?]*[ -/]*[@-~]|\u001bO[A-Z]|\r\n|[\s\S]/gu;

/** The keys in what a terminal sent (ECMA-48, xterm's cursor keys); a key without a name here and no character is left out. */
export function keysIn(text: string): Key[] {
  return [...text.matchAll(KEY)].flatMap(([raw, pasted]): Key[] => {
    if (pasted !== undefined) return [{ pasted }];
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
  #listeners: ((keys: readonly Key[]) => void)[] = [];
  #isRaw = false;

  /** @param tell Writes to the terminal. */
  constructor(
    private readonly input: TerminalInput,
    private readonly tell: (text: string) => void,
    private readonly onEnd: () => void,
  ) {}

  open(): void {
    this.input.setRaw(true);
    this.#isRaw = true;
    this.tell(PASTE.on);
    void this.#read();
  }

  close(): void {
    if (!this.#isRaw) return;
    this.tell(PASTE.off);
    this.input.setRaw(false);
    this.#isRaw = false;
  }

  /** Gives the keys, those of one read together, to `listener` alone until the answered function is called. */
  listen(listener: (keys: readonly Key[]) => void): () => void {
    this.#listeners.push(listener);
    return () => this.#listeners = this.#listeners.filter((other) => other !== listener);
  }

  async #read(): Promise<void> {
    const buffer = new Uint8Array(4096);
    const decoder = new TextDecoder();
    let text = "";
    for (let length = await this.input.read(buffer); length !== null; length = await this.input.read(buffer)) {
      text += decoder.decode(buffer.subarray(0, length), { stream: true });
      // A long paste comes in pieces; one that never ends must not take Ctrl-C away.
      if (text.lastIndexOf(PASTE.begin) > text.lastIndexOf(PASTE.end) && !text.endsWith("\u0003")) continue;
      const keys = keysIn(text);
      text = "";
      if (keys.length > 0) this.#listeners.at(-1)?.(keys);
    }
    this.onEnd();
  }
}
