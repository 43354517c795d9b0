import assert from "node:assert/strict";
import { archiveOf } from "../../scripts/release/archive.ts";
import { checksumLines, sha256 } from "../../scripts/release/checksums.ts";
import { packageOf } from "../../scripts/release/packages.ts";
import { TARGETS } from "../../scripts/release/targets.ts";
import { REPOSITORY } from "../../src/version.ts";
import { COMMAND, COMPILED } from "../real/program.ts";
import { standInRelease } from "./stand_in.ts";

interface Scene extends AsyncDisposable {
  home: string;
  install(release: string, ...args: string[]): Promise<{ code: number; text: string }>;
}

async function newMachine(env: Record<string, string> = {}): Promise<Scene> {
  const home = await Deno.makeTempDir();
  const script = `${home}/install.sh`;
  await Deno.writeTextFile(script, await packageOf("install.sh", new Map()));
  return {
    home,
    async install(release, ...args) {
      const { code, stdout, stderr } = await new Deno.Command("sh", {
        args: [script, ...args],
        env: { HOME: home, PATH: Deno.env.get("PATH")!, MCP_OKTA_SUPPORT_RELEASE: `file://${release}`, ...env },
        clearEnv: true,
      }).output();
      return { code, text: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
    },
    [Symbol.asyncDispose]: () => Deno.remove(home, { recursive: true }),
  };
}

async function run(program: string, ...args: string[]): Promise<string> {
  const { stdout } = await new Deno.Command(program, { args }).output();
  return new TextDecoder().decode(stdout);
}

const names = (folder: string) => Array.from(Deno.readDirSync(folder), ({ name }) => name);

Deno.test("install.sh installs, upgrades in place and uninstalls, without root", async () => {
  await using first = await standInRelease("1.2.3");
  await using second = await standInRelease("1.3.0");
  await using machine = await newMachine();
  const folder = `${machine.home}/.local/bin`;
  const program = `${folder}/mcp-okta-support`;

  const installed = await machine.install(first.folder);
  assert.equal(installed.code, 0, installed.text);
  assert.match(installed.text, /^Installed mcp-okta-support 1\.2\.3 as /);
  assert.ok(installed.text.includes(`${folder} is not in your PATH`), installed.text);
  assert.match(installed.text, /Next, on a made-up org: +mcp-okta-support --demo call/);
  assert.equal(await run(program, "--version"), "mcp-okta-support 1.2.3\n");
  assert.deepEqual(names(folder), ["mcp-okta-support"]);

  const upgraded = await machine.install(second.folder);
  assert.match(upgraded.text, /^Upgraded .* from 1\.2\.3 to 1\.3\.0\. Restart the clients that use it\./);
  assert.equal(await run(program, "--version"), "mcp-okta-support 1.3.0\n");

  const removed = await machine.install(second.folder, "--uninstall");
  assert.equal(removed.code, 0);
  assert.match(removed.text, /^Removed .*\nKept: /);
  assert.deepEqual(names(folder), []);
  const again = await machine.install(second.folder, "--uninstall");
  assert.equal(again.code, 1);
  assert.match(again.text, /nothing to remove/);
});

Deno.test("install.sh refuses a download that is not what was released, and leaves what was there", async () => {
  await using release = await standInRelease("1.2.3");
  await using machine = await newMachine();
  await machine.install(release.folder);
  for (const { archive } of TARGETS) await Deno.writeTextFile(`${release.folder}/${archive}`, "other bytes");
  const { code, text } = await machine.install(release.folder);
  assert.equal(code, 1);
  assert.match(text, /is not what was released: its SHA-256 is [0-9a-f]{64}, not [0-9a-f]{64}/);
  assert.deepEqual(names(`${machine.home}/.local/bin`), ["mcp-okta-support"]);
});

Deno.test("install.sh says what is wrong with a release or an option", async () => {
  await using machine = await newMachine();
  const nothing = await machine.install(machine.home);
  assert.equal(nothing.code, 1);
  assert.match(nothing.text, /cannot download file:.*checksums\.txt/);
  await Deno.writeTextFile(`${machine.home}/checksums.txt`, "");
  assert.match((await machine.install(machine.home)).text, /has no mcp-okta-support_\w+\.tar\.gz/);
  assert.match((await machine.install(machine.home, "--fast")).text, /there is no option --fast/);
  assert.match((await machine.install(machine.home, "--version")).text, /--version needs one/);
});

Deno.test("install.sh gives no PATH hint where there is nothing to add", async () => {
  await using release = await standInRelease();
  const folder = await Deno.makeTempDir();
  try {
    await using machine = await newMachine({
      MCP_OKTA_SUPPORT_BIN: folder,
      PATH: `${Deno.env.get("PATH")}:${folder}`,
    });
    const { code, text } = await machine.install(release.folder);
    assert.equal(code, 0, text);
    assert.doesNotMatch(text, /PATH/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("what people install is the program that was compiled, and it answers", async () => {
  await using release = await standInRelease();
  await using machine = await newMachine();
  const own = TARGETS.find(({ triple }) => triple === Deno.build.target)!;
  // Under `deno run` there is no one file to install: a script stands for it, with the packages this machine has.
  const quoted = COMMAND.map((word) => `'${word}'`).join(" ");
  const program = COMPILED && COMMAND.length === 1
    ? await Deno.readFile(COMMAND[0]!)
    : new TextEncoder().encode(`#!/bin/sh\nHOME='${Deno.env.get("HOME")}' exec ${quoted} "$@"\n`);
  const archive = await archiveOf(own, program);
  await Deno.writeFile(`${release.folder}/${own.archive}`, archive);
  const sums = new Map([[own.archive, await sha256(archive)]]);
  await Deno.writeTextFile(`${release.folder}/checksums.txt`, checksumLines(sums));
  const { code, text } = await machine.install(release.folder);
  assert.equal(code, 0, text);
  assert.ok(archive.length < 40e6, `the download has ${archive.length} bytes`);
  const jane = "user=jane.moreno@harbor.example";
  const answer = await run(`${machine.home}/.local/bin/mcp-okta-support`, "--demo", "call", "get_user_details", jane);
  assert.match(answer, /LOCKED_OUT/);
});

Deno.test("both install scripts fetch from where the program is released", async () => {
  await using release = await standInRelease();
  for (const file of ["install.sh", "install.ps1"]) {
    const text = await Deno.readTextFile(`${release.folder}/${file}`);
    assert.match(text, new RegExp(`^ *\\$?repository ?= ?'${REPOSITORY}'$`, "m"));
    assert.ok(text.includes(`https://github.com/${REPOSITORY}/releases/latest/download/${file}`), file);
  }
});
