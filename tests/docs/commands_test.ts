import assert from "node:assert/strict";
import { parseCommandLine } from "../../src/cli/arguments.ts";
import { run } from "../real/program.ts";

interface Command {
  page: string;
  words: string[];
}

/** Each line of the pages' `sh` blocks, without its comment. */
async function commands(): Promise<Command[]> {
  const pages = ["README.md", "CONTRIBUTING.md", "docs/setup.md", "docs/usage.md"];
  const found: Command[] = [];
  for (const page of pages) {
    for (const [, block] of (await Deno.readTextFile(page)).matchAll(/^```sh\n(.*?)^```/gms)) {
      for (const line of block!.replace(/\\\n/g, "").split("\n")) {
        const words = line.replace(/(^|\s)#.*$/, "").trim().split(/\s+/);
        if (words[0] !== "") found.push({ page, words });
      }
    }
  }
  return found;
}

const isProgram = ({ words: [name] }: Command) => /^(dist\/)?mcp-okta-support$/.test(name!);

Deno.test("every command line of the program in README and docs is understood", async () => {
  const programs = (await commands()).filter(isProgram);
  assert.ok(programs.length > 5);
  for (const { words } of programs) parseCommandLine(words.slice(1));
});

Deno.test("every command on the made-up org that only looks, runs as README and docs say", async () => {
  const looking = (await commands()).filter((command) =>
    isProgram(command) && command.words.some((word) => word === "--demo" || word === "--help") &&
    !command.words.includes("install")
  );
  assert.ok(looking.length > 2);
  for (const { page, words } of looking) {
    const { code, stdout, stderr } = await run(words.slice(1));
    assert.equal(code, 0, `${page}: ${words.join(" ")}\n${stderr}`);
    assert.notEqual(stdout, "");
  }
});

Deno.test("every task that README and CONTRIBUTING.md name is there", async () => {
  const { tasks } = JSON.parse(await Deno.readTextFile("deno.json")) as { tasks: Record<string, unknown> };
  const named = (await commands()).filter(({ words }) => words.includes("./denow") && words.includes("task"));
  assert.ok(named.length > 2);
  for (const { words } of named) assert.ok(words[words.indexOf("task") + 1]! in tasks, words.join(" "));
});
