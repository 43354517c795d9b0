import assert from "node:assert/strict";
import { describe, pack } from "../../scripts/release/assemble.ts";
import { sha256 } from "../../scripts/release/checksums.ts";
import { targetNamed, TARGETS } from "../../scripts/release/targets.ts";
import { REPOSITORY, VERSION } from "../../src/version.ts";
import { standIn, standInRelease } from "./stand_in.ts";
import { unzip } from "./unzip.ts";

Deno.test("every file of a release is in checksums.txt, with what it really is", async () => {
  await using release = await standInRelease();
  const lines = (await Deno.readTextFile(`${release.folder}/checksums.txt`)).trimEnd().split("\n");
  const listed = lines.map((line) => line.split("  ") as [string, string]);
  const files = Array.from(Deno.readDirSync(release.folder), ({ name }) => name).filter((it) => it !== "checksums.txt");
  assert.deepEqual(listed.map(([, name]) => name), files.sort());
  for (const [sum, name] of listed) assert.equal(sum, await sha256(await Deno.readFile(`${release.folder}/${name}`)));
});

Deno.test("the same programs make the same release", async () => {
  await using first = await standInRelease();
  await using second = await standInRelease();
  const sums = (folder: string) => Deno.readTextFile(`${folder}/checksums.txt`);
  assert.equal(await sums(first.folder), await sums(second.folder));
});

Deno.test("a release that lacks a target leaves out what names all of them, and says which is missing", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await pack(targetNamed("x86_64-unknown-linux-gnu"), standIn("1.2.3"), folder);
    const missing = await describe(folder);
    assert.equal(missing.length, TARGETS.length - 1);
    assert.ok(missing.includes("aarch64-apple-darwin"));
    const files = Array.from(Deno.readDirSync(folder), ({ name }) => name);
    assert.ok(files.includes("mcp-okta-support_Linux_x86_64.tar.gz"));
    assert.ok(!files.some((name) => name === "server.json" || name.endsWith(".rb")));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("there is no target beside those of a release", () => {
  assert.throws(
    () => targetNamed("riscv64"),
    /There is no target "riscv64". The targets are: x86_64-unknown-linux-gnu/,
  );
});

Deno.test("the Windows zip and the MCP bundles unpack to runnable programs", async () => {
  await using release = await standInRelease();
  const zip = await unzip(await Deno.readFile(`${release.folder}/mcp-okta-support_Windows_x86_64.zip`));
  assert.deepEqual([...zip.keys()], ["mcp-okta-support.exe", "LICENSE", "README.md", "CHANGELOG.md"]);
  for (const [, link] of zip.get("README.md")!.text.matchAll(/\]\(([^)]+)\)/g)) assert.match(link!, /^https:/);
  for (const { bundle, os, program } of TARGETS) {
    const files = await unzip(await Deno.readFile(`${release.folder}/${bundle}`));
    const manifest = JSON.parse(files.get("manifest.json")!.text);
    assert.deepEqual(manifest.compatibility.platforms, [os === "windows" ? "win32" : os]);
    assert.equal(manifest.server.entry_point, `server/${program}`);
    assert.deepEqual(files.get(`server/${program}`), { text: new TextDecoder().decode(standIn("1.2.3")), mode: 0o755 });
  }
});

Deno.test("the MCP bundle's settings are settings of the program, and the secret ones are marked", async () => {
  const { mcpbManifest } = await import("../../scripts/release/mcpb.ts");
  const { SETTINGS } = await import("../../src/config.ts");
  const manifest = JSON.parse(await mcpbManifest(TARGETS[0]!));
  assert.equal(manifest.version, VERSION);
  const secrets = [];
  for (const [variable, value] of Object.entries<string>(manifest.server.mcp_config.env)) {
    const name = value.match(/^\$\{user_config\.(\w+)\}$/)?.[1];
    if (name === undefined) continue;
    assert.ok(SETTINGS.includes(variable as typeof SETTINGS[number]), variable);
    const asked = manifest.user_config[name];
    // Some clients pass the mark itself where an optional setting has neither value nor default.
    assert.ok(asked.required || asked.default !== undefined, name);
    if (asked.sensitive) secrets.push(variable);
  }
  assert.deepEqual(secrets, ["OKTA_API_TOKEN", "OKTA_PRIVATE_KEY"]);
});

Deno.test("server.json keeps to its schema's facts and names the bundles by their checksums", async () => {
  await using release = await standInRelease();
  const server = JSON.parse(await Deno.readTextFile(`${release.folder}/server.json`));
  assert.match(server.name, /^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/);
  assert.ok(server.description.length <= 100, `${server.description.length} characters`);
  assert.equal(server.version, VERSION);
  const bundles = server.packages.filter(({ registryType }: { registryType: string }) => registryType === "mcpb");
  assert.equal(bundles.length, TARGETS.length);
  for (const { identifier, fileSha256, transport } of bundles) {
    assert.match(identifier, /^https:\/\/github\.com\/.*mcp.*\.mcpb$/);
    const file = identifier.slice(identifier.lastIndexOf("/") + 1);
    assert.equal(fileSha256, await sha256(await Deno.readFile(`${release.folder}/${file}`)));
    assert.deepEqual(transport, { type: "stdio" });
  }
});

Deno.test("the Homebrew formula and the Scoop manifest name this release's archives", async () => {
  await using release = await standInRelease();
  const read = (name: string) => Deno.readTextFile(`${release.folder}/${name}`);
  const formula = await read("mcp-okta-support.rb");
  const scoop = JSON.parse(await read("mcp-okta-support.json"));
  const named = [...formula.matchAll(/url "(.+)"\n\s+sha256 "(\w{64})"/g)].map(([, url, sum]) => [url!, sum!]);
  const { url, hash } = scoop.architecture["64bit"];
  assert.equal(named.length, 4);
  for (const [address, sum] of [...named, [url, hash]]) {
    const base = `https://github.com/${REPOSITORY}/releases/download/v${VERSION}/`;
    assert.ok(address.startsWith(base), address);
    assert.equal(sum, await sha256(await Deno.readFile(`${release.folder}/${address.slice(base.length)}`)));
  }
  const opens = formula.match(/^\s*(class|def|test do|on_\w+ do)\b/gm)!.length;
  assert.equal(formula.match(/^\s*end$/gm)!.length, opens);
});
