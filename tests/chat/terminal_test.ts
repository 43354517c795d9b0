import assert from "node:assert/strict";
import { keyPress } from "../../src/chat/consent.ts";
import { type Key, keysIn } from "../../src/chat/keyboard.ts";
import { LineEditor } from "../../src/chat/line_editor.ts";
import { Margin } from "../../src/chat/margin.ts";
import { typing } from "./typing.ts";

Deno.test("keys are told by name, and what is neither key nor character is left out", () => {
  assert.deepEqual(keysIn("é🔒\u001b[A\u001b[3~\r\u0003\u001b[200~\u0000"), [
    "é",
    "🔒",
    "up",
    "delete",
    "enter",
    "ctrl-c",
  ]);
});

Deno.test("only y agrees; other keys, pasted ones and early ones are no answer", async () => {
  const { keyboard, type, end, isRaw } = typing();
  let time = 0;
  await type("y");
  let word: string | undefined;
  const asked = keyPress(keyboard, new AbortController().signal, () => time).then((answer) => word = answer);
  await type("y"); // before anybody can have read the question
  time = 1_000;
  for (const text of ["yes", "yy", "\r", " ", "x", "\u001b[200~y\u001b[201~"]) await type(text);
  assert.equal(word, undefined);
  await type("y");
  assert.equal(await asked, "accept");
  await end();
  keyboard.close();
  assert.equal(isRaw(), false);
});

Deno.test("n and Escape decline; Ctrl-C and a stopped answer leave the question unanswered", async () => {
  for (const [text, expected] of [["n", "decline"], ["\u001b", "decline"], ["\u0003", "cancel"]] as const) {
    const { keyboard, type, end } = typing();
    let time = 0;
    const asked = keyPress(keyboard, new AbortController().signal, () => time);
    time = 1_000;
    await type(text);
    assert.equal(await asked, expected);
    await end();
  }
  const { keyboard, end } = typing();
  assert.equal(await keyPress(keyboard, AbortSignal.abort(), () => 0), "cancel");
  await end();
});

Deno.test("pasted text is no typing, also when it comes in pieces; one that never ends leaves Ctrl-C alone", async () => {
  const { keyboard, type, end, told } = typing();
  const got: (readonly Key[])[] = [];
  keyboard.listen((keys) => got.push(keys));
  await type("\u001b[200~one\rtw");
  await type("o\u001b[201~!");
  await type("\u001b[200~for ever");
  await type("\u0003");
  await end();
  keyboard.close();
  assert.deepEqual(got[0], [{ pasted: "one\rtwo" }, "!"]);
  assert.equal(got[1]?.at(-1), "ctrl-c");
  assert.equal(told(), "\u001b[?2004h\u001b[?2004l");
});

Deno.test("pasted lines become one line that shows where they end, without what a terminal would obey", () => {
  const editor = new LineEditor();
  editor.press({ pasted: "Jane says:\r\n\u001b[2Jlocked\r\n" });
  assert.equal(editor.text, "Jane says:\n[2Jlocked");
  assert.equal(editor.view(80).text, "Jane says:⏎[2Jlocked");
});

Deno.test("a letter and its accent, and the parts of a picture, are one character to the cursor", () => {
  const editor = new LineEditor();
  for (const key of "Zoe\u0308👩\u200d💻") editor.press(key);
  editor.press("backspace");
  assert.equal(editor.text, "Zoe\u0308");
  editor.press("backspace");
  assert.equal(editor.text, "Zo");
});

Deno.test("a line is edited, sent and brought back", () => {
  const editor = new LineEditor();
  const press = (...keys: string[]) => keys.forEach((key) => editor.press(key));
  press(..."why jnae", "left", "left", "backspace", "right", "n");
  assert.equal(editor.text, "why jane");
  press("home", "delete", "W", "end", "cut-word");
  assert.equal(editor.text, "Why ");
  press(..."Zoë");
  assert.equal(editor.take(), "Why Zoë");
  press(..."new", "up");
  assert.equal(editor.text, "Why Zoë");
  press("down");
  assert.equal(editor.text, "new");
});

Deno.test("no line on the screen passes for another's, however it is written", () => {
  const margin = new Margin("model │ ", 8, 40);
  const trick = `One\r\u001b[2J\u001b[31mtwo${" ".repeat(60)}CHANGE▐ press y ${"x".repeat(90)}\nend`;
  const lines = (margin.push(trick) + margin.end()).trimEnd().split("\n");
  for (const line of lines) {
    assert.match(line, /^model │ /);
    assert.ok(line.length <= 40, line);
  }
  assert.ok(!lines.some((line) => line.includes("\r") || line.includes("\u001b")));
});
