import assert from "node:assert/strict";
import { COMMANDS } from "../../src/cli/arguments.ts";
import { completionScript } from "../../src/cli/completions.ts";
import { HELP } from "../../src/cli/help.ts";

const TOOLS = ["get_user_details", "get_user_logs", "unlock_user_account"];

/** What bash would offer for the last of the words. */
async function offered(...words: string[]): Promise<string[]> {
  const typed = ["mcp-okta-support", ...words].map((word) => `'${word}'`).join(" ");
  const script = `${completionScript(["bash"], TOOLS)}
    COMP_WORDS=(${typed}); COMP_CWORD=${words.length}; _mcp_okta_support; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, success, stderr } = await new Deno.Command("bash", { args: ["-euc", script] }).output();
  assert.ok(success, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout).split("\n").filter(Boolean);
}

Deno.test("bash completes commands, tools, clients and options where they belong", async () => {
  assert.deepEqual(await offered(""), [...COMMANDS]);
  assert.deepEqual(await offered("--demo", "ca"), ["call"]);
  assert.deepEqual(await offered("call", "get"), ["get_user_details", "get_user_logs"]);
  assert.deepEqual(await offered("--env-file", "x.env", "call", "un"), ["unlock_user_account"]);
  assert.deepEqual(await offered("call", "get_user_logs", ""), []);
  assert.deepEqual(await offered("install", "claude-"), ["claude-desktop", "claude-code"]);
  assert.deepEqual(await offered("completions", "f"), ["fish"]);
  assert.deepEqual(await offered("tools", "--js"), ["--json"]);
});

Deno.test("every shell's script offers every command, tool and option that --help names", () => {
  const options = HELP.slice(HELP.indexOf("\nOptions"), HELP.indexOf("\nSettings")).match(/(?<=^ {2})--?[\w-]+/gm)!;
  assert.ok(options.includes("--demo"));
  for (const shell of ["bash", "zsh", "fish", "powershell"]) {
    const script = completionScript([shell], TOOLS);
    const named = shell === "fish" ? options.map((option) => option.replace(/^--?/, "")) : options;
    for (const word of [...COMMANDS, ...TOOLS, ...named]) {
      assert.match(script, new RegExp(`(^|[\\s"'|])${word}([\\s"':,]|$)`, "m"), `${shell} lacks ${word}`);
    }
  }
});

Deno.test("a shell that is not known is named, with those that are", () => {
  assert.throws(() => completionScript(["tcsh"], TOOLS), /There is no shell "tcsh"\. The shells are: bash, zsh/);
  assert.throws(() => completionScript([], TOOLS), /completions needs a shell/);
  assert.throws(() => completionScript(["toString"], TOOLS), /There is no shell "toString"/);
});
