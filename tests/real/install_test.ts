import assert from "node:assert/strict";
import { cleanEnvironment, COMMAND, COMPILED, run } from "./program.ts";
import { onTerminal } from "./terminal.ts";

/** A home folder of its own; run from source, the program still finds what Deno has fetched. */
async function inHome(test: (home: string, env: Record<string, string>) => Promise<void>): Promise<void> {
  const home = await Deno.makeTempDir();
  const cache = Deno.env.get("DENO_DIR") ?? `${Deno.env.get("HOME")}/.cache/deno`;
  try {
    await test(home, { HOME: home, XDG_CONFIG_HOME: `${home}/.config`, DENO_DIR: cache });
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}

Deno.test("without a terminal the change is shown and nothing is written", () =>
  inHome(async (home, env) => {
    const settings = { ...env, OKTA_ORG_URL: "https://acme.okta.com", OKTA_API_TOKEN: "00secretOfTheTest" };
    for (const client of ["claude-desktop", "claude-code", "vscode", "cursor", "codex", "gemini"]) {
      const { code, stdout, stderr } = await run(["install", client], { env: settings });
      assert.equal(code, 1, client);
      assert.equal(stdout, "");
      assert.match(stderr, /a person has to agree/);
      assert.match(stderr, /^\+ .*https:\/\/acme\.okta\.com/m);
      assert.ok(!stderr.includes("00secret"), client);
      if (COMPILED && COMMAND.length === 1) assert.ok(stderr.includes(COMMAND[0]!), stderr);
    }
    assert.deepEqual([...Deno.readDirSync(home)], []);
  }));

Deno.test("an unknown client, and settings that are missing where the client keeps no secret", () =>
  inHome(async (_, env) => {
    const unknown = await run(["install", "emacs"], { env });
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /The clients are: claude-desktop/);
    const bare = await run(["install", "claude-desktop"], { env });
    assert.equal(bare.code, 2);
    assert.match(bare.stderr, /OKTA_ORG_URL[^]*OKTA_API_TOKEN/);
    const later = await run(["install", "vscode"], { env: { ...env, OKTA_ORG_URL: "https://acme.okta.com" } });
    assert.equal(later.code, 1);
    assert.match(later.stderr, /\$\{input:okta-api-token\}/);
  }));

Deno.test("on a terminal: agreed, written, started from what was written, and taken away again", () =>
  inHome(async (home, env) => {
    const path = `${home}/.cursor/mcp.json`;
    const before = `{\n  // mine\n  "mcpServers": {\n    "gh": { "command": "gh" },\n  },\n}\n`;
    await Deno.mkdir(`${home}/.cursor`);
    await Deno.writeTextFile(path, before);
    assert.match(await onTerminal(["install", "cursor", "--demo"], env, "n"), /Nothing was written/);
    assert.equal(await Deno.readTextFile(path), before);

    const shown = await onTerminal(["install", "cursor", "--demo"], env, "y");
    assert.match(shown, /Written to .*mcp\.json\. As it was before: .*\.bak[^]*Ask: Why can't Jane Moreno sign in\?/);
    const text = await Deno.readTextFile(path);
    assert.ok(text.startsWith(`{\n  // mine\n  "mcpServers": {\n    "gh": { "command": "gh" },\n`), text);
    assert.match(await onTerminal(["install", "cursor", "--demo"], env, "y"), /Nothing to change/);

    const { command, args } = JSON.parse(text.replace(/\/\/.*/, "").replace(/,(\s*\})/g, "$1")).mcpServers["okta-demo"];
    const started = await new Deno.Command(command, {
      args: [...args, "call", "get_user_details", "user=jane.moreno@harbor.example"],
      env: cleanEnvironment(env),
      clearEnv: true,
    }).output();
    assert.match(new TextDecoder().decode(started.stdout), /Jane Moreno/);

    assert.match(await onTerminal(["install", "cursor", "--demo", "--remove"], env, "y"), /Written to/);
    assert.equal(await Deno.readTextFile(path), before);
  }));
