import assert from "node:assert/strict";
import { replaceFile } from "../src/replace_file.ts";

const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name);

Deno.test("a file comes whole, its owner's alone, in a folder made for it; a replaced one gets the mode asked for", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/new/deeper/file.json`;
  const mode = async (of: string) => Deno.build.os === "windows" ? undefined : (await Deno.stat(of)).mode! & 0o777;
  const expected = (mode: number) => Deno.build.os === "windows" ? undefined : mode;
  try {
    await replaceFile(path, "one");
    assert.equal(await Deno.readTextFile(path), "one");
    assert.equal(await mode(path), expected(0o600));
    assert.equal(await mode(`${folder}/new`), expected(0o700));
    await replaceFile(path, "two", 0o664);
    assert.equal(await Deno.readTextFile(path), "two");
    assert.equal(await mode(path), expected(0o664));
    assert.deepEqual(names(`${folder}/new/deeper`), ["file.json"]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("where it cannot be replaced, what was there stays and nothing else is left", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${folder}/taken/inside`, { recursive: true });
    await assert.rejects(replaceFile(`${folder}/taken`, "text"));
    assert.deepEqual([names(folder), names(`${folder}/taken`)], [["taken"], ["inside"]]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
