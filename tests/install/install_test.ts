import assert from "node:assert/strict";
import { clientNamed, install, type InstallScene, uninstall } from "../../src/cli/install.ts";
import { UsageError } from "../../src/cli/arguments.ts";
import { replaceText } from "../../src/install/file.ts";
import type { Config, Setting } from "../../src/config.ts";

const org: Config["org"] = {
  kind: "okta",
  url: new URL("https://acme.okta.com"),
  credential: { kind: "api-token", token: "00secret" },
};
const now = new Date("2026-03-04T05:06:07Z");

interface Scene extends InstallScene {
  questions: string[];
}

async function inHome(test: (home: string, scene: (agree?: boolean) => Scene) => Promise<void>): Promise<void> {
  const home = await Deno.makeTempDir();
  const settings: Partial<Record<Setting, string>> = {
    OKTA_ORG_URL: "https://acme.okta.com",
    OKTA_API_TOKEN: "00secret",
  };
  const scene = (agree?: boolean): Scene => {
    const questions: string[] = [];
    return {
      demo: false,
      program: { command: "/bin/okta", args: [] },
      environment: (name) => settings[name],
      network: () => undefined,
      absolute: (path) => path,
      machine: { os: "linux", environment: (name) => name === "HOME" ? home : undefined, list: () => [] },
      now,
      questions,
      confirm(question) {
        questions.push(question);
        return Promise.resolve(agree);
      },
    };
  };
  try {
    await test(home, scene);
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}

const cursor = clientNamed(["cursor"]);
const exists = (path: string) => Deno.lstat(path).then(() => true, () => false);

Deno.test("the person sees the change and agrees; a backup stays beside the file; a second run changes nothing", () =>
  inHome(async (home, scene) => {
    const path = `${home}/.cursor/mcp.json`;
    const before = `{\n  // mine\n  "mcpServers": {\n    "gh": { "command": "gh" },\n  },\n}\n`;
    await Deno.mkdir(`${home}/.cursor`);
    await Deno.writeTextFile(path, before, { mode: 0o640 });
    const agreed = scene(true);
    const { text, failed } = await install(cursor, org, agreed);
    assert.equal(failed, false, text);
    assert.match(
      agreed.questions.join(),
      /To attach okta to Cursor, this changes in .*mcp\.json[^]*\+ +"command": "\/bin\/okta"/,
    );
    const backup = `${path}.20260304T050607Z.bak`;
    assert.ok(text.includes(backup), text);
    assert.match(text, /OKTA_API_TOKEN from the environment it is started in/);
    assert.match(text, /Ask: Who is locked out/);
    assert.equal(await Deno.readTextFile(backup), before);
    assert.equal((await Deno.stat(path)).mode! & 0o777, 0o640);
    assert.match(await Deno.readTextFile(path), /\/\/ mine[^]*"gh": \{ "command": "gh" \},[^]*"okta": \{/);

    const again = scene(true);
    assert.match((await install(cursor, org, again)).text, /^Nothing to change: /);
    assert.deepEqual(again.questions, []);
    const removed = await uninstall(cursor, scene(true));
    assert.equal(removed.failed, false);
    assert.equal(await Deno.readTextFile(path), before);
    assert.match((await uninstall(cursor, scene(true))).text, /^Nothing to change/);
  }));

Deno.test("a new file is its owner's alone, and has no backup", () =>
  inHome(async (home, scene) => {
    const { text } = await install(clientNamed(["claude-desktop"]), org, scene(true));
    const path = `${home}/.config/Claude/claude_desktop_config.json`;
    assert.equal((await Deno.stat(path)).mode! & 0o777, 0o600);
    assert.deepEqual([...Deno.readDirSync(`${home}/.config/Claude`)].map(({ name }) => name), [
      "claude_desktop_config.json",
    ]);
    assert.match(await Deno.readTextFile(path), /00secret/);
    assert.doesNotMatch(text, /00secret/);
    assert.match(text, /--env-file/);
  }));

Deno.test("without agreement, or without anybody to ask, nothing is written", () =>
  inHome(async (home, scene) => {
    const declined = scene(false);
    assert.deepEqual(await install(cursor, org, declined), { text: "Nothing was written.\n", failed: true });
    assert.equal(declined.questions.length, 1);
    const alone = await install(cursor, org, scene());
    assert.equal(alone.failed, true);
    assert.match(alone.text, /a person has to agree[^]*\+ +"mcpServers": \{/);
    assert.doesNotMatch(alone.text, /00secret/);
    assert.equal(await exists(`${home}/.cursor`), false);
  }));

Deno.test("a file that cannot be read as what it should be is left alone", () =>
  inHome(async (home, scene) => {
    await Deno.mkdir(`${home}/.cursor`);
    const path = `${home}/.cursor/mcp.json`;
    for (const content of [`{ "mcpServers": `, `{ "mcpServers": [] }`, new Uint8Array([0x7b, 0xff, 0x7d])]) {
      await (typeof content === "string" ? Deno.writeTextFile(path, content) : Deno.writeFile(path, content));
      const { text, failed } = await install(cursor, org, scene(true));
      assert.equal(failed, true);
      assert.match(text, /^Nothing was written\. Cannot edit .*mcp\.json/);
    }
    const homeless = { ...scene(true), machine: { ...scene().machine, environment: () => undefined } };
    assert.match((await install(cursor, org, homeless)).text, /names no home folder/);
  }));

Deno.test("a link is followed, and a file that changed while the person thought is not overwritten", () =>
  inHome(async (home, scene) => {
    await Deno.mkdir(`${home}/.cursor`);
    await Deno.writeTextFile(`${home}/dotfile.json`, "{}");
    await Deno.symlink(`${home}/dotfile.json`, `${home}/.cursor/mcp.json`);
    assert.equal((await install(cursor, org, scene(true))).failed, false);
    assert.ok((await Deno.lstat(`${home}/.cursor/mcp.json`)).isSymlink);
    assert.match(await Deno.readTextFile(`${home}/dotfile.json`), /"okta"/);

    const busy: InstallScene = {
      ...scene(),
      confirm: () => {
        Deno.writeTextFileSync(`${home}/dotfile.json`, `{ "other": true }`);
        return Promise.resolve(true);
      },
    };
    const { text, failed } = await uninstall(cursor, busy);
    assert.equal(failed, true);
    assert.match(text, /was changed by another program in the meantime: run this again/);
    assert.equal(await Deno.readTextFile(`${home}/dotfile.json`), `{ "other": true }`);
    await assert.rejects(replaceText({ path: `${home}/none`, text: "was" }, "is", now), /changed by another program/);
  }));

Deno.test("an unknown client is answered with those there are", () => {
  assert.throws(() => clientNamed(["emacs"]), (error: Error) => {
    assert.ok(error instanceof UsageError);
    assert.match(error.message, /no client "emacs".*claude-desktop, claude-code, vscode, cursor, codex, gemini/);
    return true;
  });
  assert.throws(() => clientNamed([]), /install needs a client/);
});
