import assert from "node:assert/strict";
import { parseCommandLine, UsageError } from "../../src/cli/arguments.ts";

Deno.test("chat's options are read, wherever they stand", () => {
  const line = parseCommandLine(["-p", "Why?", "--demo", "chat", "--model=small", "--window", "8192"]);
  assert.deepEqual([line.command, line.prompt, line.model, line.window, line.demo], [
    "chat",
    "Why?",
    "small",
    8192,
    true,
  ]);
});

Deno.test("an option of chat that lacks its value, or goes to another command, is refused by name", () => {
  assert.throws(
    () => parseCommandLine(["chat", "--model"]),
    new UsageError("--model needs a value, as in --model qwen3:8b"),
  );
  assert.throws(() => parseCommandLine(["chat", "--window", "ten"]), /--window needs a value/);
  assert.throws(() => parseCommandLine(["serve", "-p", "Why?"]), new UsageError("-p is for chat, not for serve."));
});
