/** Every command that README and docs give is one that works, as far as it can without a network. */
import assert from "node:assert/strict";
import { parseCommandLine } from "../../src/cli/arguments.ts";
import { REPOSITORY } from "../../src/version.ts";
import { run } from "../real/program.ts";
import { PAGES } from "./pages.ts";

interface Command {
  page: string;
  words: string[];
}

/** The words of a shell's line, without its comment, its settings and what follows a pipe. */
function wordsOf(line: string): string[] {
  const [command = ""] = line.replace(/(^|\s)#.*$/, "").replace(/ &$/, "").split(" | ");
  const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare!);
  return words.slice(words.findIndex((word) => !/^[A-Z_]+=/.test(word)));
}

/** Each line of the pages' shell blocks, and each command of the program within a sentence. */
async function commands(): Promise<Command[]> {
  const found: Command[] = [];
  for (const page of PAGES) {
    const text = await Deno.readTextFile(page);
    const blocks = [...text.matchAll(/^```(?:sh|powershell)\n(.*?)^```/gms)].flatMap(([, block]) => block!.split("\n"));
    const inline = [...text.matchAll(/`(mcp-okta-support (?!cannot)[^`…]+)`/g)].map(([, command]) =>
      command!.replace("[HOST:]PORT", "8080").replaceAll("\n", " ")
    );
    for (const line of [...blocks, ...inline]) {
      const words = wordsOf(line);
      if (words.length > 0) found.push({ page, words });
    }
  }
  return found;
}

const COMMANDS = await commands();

/** What may stand first in a command, and what is asked of the rest. */
const KINDS: Record<string, (words: string[]) => void | Promise<void>> = {
  "mcp-okta-support": ([, ...words]) => void parseCommandLine(words),
  "./denow": ([, verb, ...words]) => named(verb!, words),
  deno: ([, verb, ...words]) => named(verb!, words),
  curl: installScript,
  irm: installScript,
  claude: ([, ...words]) => assert.match(words.join(" "), /^mcp add .*(-- \/path\/to\/mcp-okta-support|\/mcp)$/),
  npx: ([, name]) => assert.match(name!, /@\d+\.\d+\.\d+(-[\w.]+)?$/, "a version is named"),
};

/** A task, or a script with its path. */
async function named(verb: string, words: string[]): Promise<void> {
  const [name] = words.filter((word) => !word.startsWith("-"));
  const { tasks } = JSON.parse(await Deno.readTextFile("deno.json")) as { tasks: Record<string, unknown> };
  if (verb === "task") assert.ok(name! in tasks, name);
  else assert.ok(verb === "run" && (await Deno.stat(name!)).isFile);
}

function installScript(words: string[]): void {
  assert.match(
    words.at(-1)!,
    new RegExp(`^https://github.com/${REPOSITORY}/releases/latest/download/install.(sh|ps1)$`),
  );
}

Deno.test("every command of README and docs is understood", async () => {
  for (const { page, words } of COMMANDS) {
    const check = KINDS[words[0]!.replace(/^dist\//, "")];
    assert.ok(check, `${page}: no test knows of ${words[0]}`);
    try {
      await check(words);
    } catch (error) {
      throw new Error(`${page}: ${words.join(" ")}`, { cause: error });
    }
  }
});

Deno.test("every command that only looks answers, on the made-up org", async () => {
  const looking = COMMANDS.filter(({ words: [name, ...words] }) =>
    name!.endsWith("mcp-okta-support") && ["call", "tools", "doctor", "help"].includes(parseCommandLine(words).command)
  );
  const lines = new Set(looking.map(({ words: [, ...words] }) => words.filter((word) => word !== "--demo").join(" ")));
  assert.ok(lines.size > 5);
  for (const line of lines) {
    if (line === "call") continue;
    const { code, stdout, stderr } = await run([...line.replace(/ ?--env-file \S+/, "").split(" "), "--demo"]);
    assert.equal(code, 0, `${line}\n${stderr}`);
    assert.notEqual(stdout, "");
  }
});

Deno.test("every way to attach the program shows a change to the client's configuration", async () => {
  const home = await Deno.makeTempDir();
  try {
    const cache = Deno.env.get("DENO_DIR") ?? `${Deno.env.get("HOME")}/.cache/deno`;
    const attaching = COMMANDS.filter(({ words }) => words.includes("install") && !words.includes("CLIENT"));
    assert.ok(attaching.length > 2);
    for (const { page, words: [, ...words] } of attaching) {
      const asDemo = [...words.join(" ").replace(/ --env-file \S+/, "").split(" "), "--demo"];
      const { stdout, stderr } = await run(asDemo, { env: { HOME: home, DENO_DIR: cache } });
      assert.match(stdout + stderr, /a person has to agree|Nothing to change/, `${page}: ${words.join(" ")}`);
    }
  } finally {
    await Deno.remove(home, { recursive: true });
  }
});
