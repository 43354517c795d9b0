// deno-lint-ignore-file no-control-regex -- what a terminal is told begins with one
/** The commands for people, as a person has them on a terminal, and as a pipe has them. */
import assert from "node:assert/strict";
import { run } from "./program.ts";
import { onTerminal } from "./terminal.ts";

const JANE = "user=jane.moreno@harbor.example";

const ESCAPE = "\u001b[";

Deno.test("on a terminal lists are tables, headings bold and states coloured", async () => {
  const screen = await onTerminal(["--demo", "call", "list_users", "status=LOCKED_OUT", "fields=login,status"], {});
  assert.match(screen, /\u001b\[1mname {12}login {26}status +id\u001b\[22m\r?\n/);
  assert.match(screen, /\nJane Moreno {5}jane\.moreno@harbor\.example {5}\u001b\[31mLOCKED_OUT\u001b\[39m {2}00u/);
  for (
    const [words, shown] of [
      [["--help"], "\u001b[1mCommands\u001b[22m"],
      [["doctor", "--demo"], "\u001b[32mok\u001b[39m       Org"],
      [["tools", "--demo"], "\u001b[1mname  "],
    ] as const
  ) {
    const screen = await onTerminal(words, {});
    assert.ok(screen.includes(shown), screen);
  }
});

Deno.test("with NO_COLOR there is no colour on a terminal; data has none ever", async () => {
  const plain = await onTerminal(["--demo", "call", "list_users", "status=LOCKED_OUT", "fields=login,status"], {
    NO_COLOR: "1",
  });
  assert.match(plain, /\nname +login +status/);
  assert.ok(!plain.includes(ESCAPE), plain);
  const data = await onTerminal(["--demo", "call", "get_user_details", JANE, "--json"], {});
  assert.ok(JSON.parse(data).status === "LOCKED_OUT");
});

Deno.test("in a pipe nothing is coloured, and a list is CSV", async () => {
  for (
    const words of [["--help"], ["tools", "--demo"], ["doctor", "--demo"], ["--demo", "call", "list_users", "limit=3"]]
  ) {
    const { code, stdout, stderr } = await run(words);
    assert.equal(code, 0, stderr);
    assert.ok(!(stdout + stderr).includes(ESCAPE), stdout);
  }
  const { stdout } = await run(["--demo", "call", "list_users", "limit=3"]);
  assert.match(stdout, /^name,login,status,/m);
});

Deno.test("a long read says how far it is, and leaves no trace of it", async () => {
  const screen = await onTerminal(["--demo", "call", "list_users", "count_only=true"], { NO_COLOR: "1" });
  assert.match(screen, /\rRead \d+ users…\u001b\[K\r\u001b\[K\d+ users/);
  const { stderr } = await run(["--demo", "call", "list_users", "count_only=true"]);
  assert.equal(stderr, "");
});

Deno.test("a change from the shell is asked for on the terminal, also where the answer goes elsewhere", async () => {
  const words = ["--demo", "call", "unlock_user_account", JANE];
  const agreed = await onTerminal(words, { NO_COLOR: "1" }, "y", ">/dev/null");
  assert.match(agreed, /Do this\? \[y\/N\] y\r?\n$/);
  const refused = await onTerminal(words, { NO_COLOR: "1" }, "n");
  assert.match(refused, /Nothing was changed/);
});
