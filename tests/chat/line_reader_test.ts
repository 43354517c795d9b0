import assert from "node:assert/strict";
import { LineEditor } from "../../src/chat/line_editor.ts";
import { readLine, type Suggest } from "../../src/chat/line_reader.ts";
import { Screen } from "../../src/chat/screen.ts";
import type { Surface } from "../../src/terminal/surface.ts";
import { typing } from "./typing.ts";

/** The line that comes of these keys and events, and the screen. */
async function read(
  suggest: Suggest,
  ...pressed: (string | (() => void))[]
): Promise<{ line: string | undefined; screen: string }> {
  let screen = "";
  const side: Surface = { write: (text) => void (screen += text), isTerminal: true, colour: false, columns: () => 60 };
  const { keyboard, type, end } = typing();
  const line = readLine({ keyboard, side, screen: new Screen(side, side) }, "> ", new LineEditor(), suggest);
  for (const keys of pressed) await (typeof keys === "string" ? type(keys) : keys());
  return { line: await line.finally(end), screen };
}

const people: Suggest = (typed) =>
  Promise.resolve(["alex.kim@x", "alex.kim2@x", "jane@x"].filter((name) => name.startsWith(typed)));

Deno.test("Tab completes what is certain, and lists what is not", async () => {
  assert.equal((await read(people, "j", "\t", "\r")).line, "jane@x");
  const { line, screen } = await read(people, "al", "\t", "\t", "\r");
  assert.equal(line, "alex.kim");
  assert.match(screen, /· alex\.kim@x\n.*· alex\.kim2@x\n/);
  assert.equal((await read(people, "zoe", "\t", "\r")).line, "zoe");
});

Deno.test("a suggestion that comes too late does not disturb the typing", async () => {
  const late = Promise.withResolvers<readonly string[]>();
  const come = () => late.resolve(["jane@x"]);
  assert.equal((await read(() => late.promise, "j", "\t", "ohn", come, "s", "\r")).line, "johns");
});

Deno.test("Ctrl-C takes the line away, and leaves an empty one; several lines pasted are one question", async () => {
  const none: Suggest = () => Promise.resolve([]);
  assert.equal((await read(none, "unlock", "\u0003", "why", "\r")).line, "why");
  assert.equal((await read(none, "unlock", "\u0003", "\u0003")).line, undefined);
  const { line, screen } = await read(none, "\u001b[200~Jane:\rlocked\r\u001b[201~", "\r");
  assert.equal(line, "Jane:\nlocked");
  assert.match(screen, /> Jane:⏎locked/);
});
