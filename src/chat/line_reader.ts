import type { Surface } from "../terminal/surface.ts";
import { width } from "../terminal/width.ts";
import type { Keyboard } from "./keyboard.ts";
import type { LineEditor } from "./line_editor.ts";
import type { Screen } from "./screen.ts";

/** Where lines are read. */
export interface Terminal {
  keyboard: Keyboard;
  screen: Screen;
  side: Surface;
}

/** Lines that what is typed can become. */
export type Suggest = (typed: string) => Promise<readonly string[]>;

/**
 * A line from the keyboard; undefined where the person leaves it, by Ctrl-C or Ctrl-D on an empty one.
 * @param label Stands before it.
 * @param suggest Completes it on Tab.
 */
export function readLine(
  { keyboard, screen, side }: Terminal,
  label: string,
  editor: LineEditor,
  suggest: Suggest,
): Promise<string | undefined> {
  const draw = () => {
    const { text, before } = editor.view(Math.max(10, side.columns() - width(label) - 1));
    // Return, the line, clear what is right of it (ECMA-48 EL), return, forward to the cursor (CUF).
    side.write(`\r${label}${text}\u001b[K\r\u001b[${width(label) + width(before)}C`);
  };
  const complete = async (isOpen: () => boolean) => {
    const typed = editor.text;
    // Whoever types can go on without.
    const lines = await suggest(typed).catch(() => []);
    if (!isOpen() || editor.text !== typed || lines.length === 0) return;
    const start = commonStart(lines);
    if (lines.length === 1 || start.length > typed.length) editor.text = start;
    else {
      side.write("\r\u001b[K");
      screen.note(lines.join("\n"));
    }
    draw();
  };
  draw();
  return new Promise((resolve) => {
    let isOpen = true;
    const stop = keyboard.listen((keys) => {
      for (const key of keys) {
        const leaves = editor.text === "" && (key === "ctrl-c" || key === "ctrl-d");
        if (leaves || key === "enter") {
          draw();
          stop();
          isOpen = false;
          side.write("\n");
          return resolve(leaves ? undefined : editor.take());
        }
        if (key === "tab") void complete(() => isOpen);
        else editor.press(key);
      }
      draw();
    });
  });
}

function commonStart([first = "", ...others]: readonly string[]): string {
  let length = first.length;
  while (!others.every((other) => other.startsWith(first.slice(0, length)))) length--;
  return first.slice(0, length);
}
