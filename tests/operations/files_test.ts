import assert from "node:assert/strict";
import { readUpload, saveAnswer } from "../../src/operations/files.ts";

async function folders() {
  const path = await Deno.makeTempDir();
  await Deno.mkdir(`${path}/allowed`);
  await Deno.writeTextFile(`${path}/allowed/logo.png`, "picture");
  await Deno.writeTextFile(`${path}/outside.txt`, "private");
  await Deno.symlink(`${path}/outside.txt`, `${path}/allowed/link.txt`);
  return { folder: `${path}/allowed`, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

Deno.test("a file of the folder is read", async () => {
  await using place = await folders();
  assert.equal(new TextDecoder().decode(await readUpload(place.folder, "logo.png")), "picture");
});

Deno.test("nothing outside the folder is read, whatever the name", async () => {
  await using place = await folders();
  for (
    const name of [
      "../outside.txt",
      "/etc/passwd",
      "link.txt",
      "..",
      ".",
      "",
      ".hidden",
      "a/b",
      "a\\b",
      "logo.png\0",
      7,
      null,
      "missing.png",
    ]
  ) {
    await assert.rejects(readUpload(place.folder, name), { name: "UserError" }, String(name));
  }
  await assert.rejects(readUpload(undefined, "logo.png"), /OKTA_FILES/);
});

Deno.test("an answer is saved for its owner only, or it is said that it cannot be", async () => {
  await using place = await folders();
  const path = await saveAnswer(place.folder, "answer.json", "{}");
  assert.equal(await Deno.readTextFile(path), "{}");
  if (Deno.build.os !== "windows") assert.equal((await Deno.stat(path)).mode! & 0o777, 0o600);
  await assert.rejects(saveAnswer(place.folder, "logo.png", "x"), "nothing is overwritten");
  await assert.rejects(saveAnswer(`${place.folder}/none`, "answer.json", "{}"), /^UserError: Cannot save an answer in/);
});
