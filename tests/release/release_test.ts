import assert from "node:assert/strict";
import { sha256 } from "../../scripts/release/checksums.ts";
import { TARGETS } from "../../scripts/release/targets.ts";
import { COMMAND, COMPILED } from "../real/program.ts";

Deno.test("a release is made for this machine, and what it says of itself is so", async () => {
  const { triple, archive, bundle } = TARGETS.find(({ triple }) => triple === Deno.build.target)!;
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "scripts/release.ts", "--dry-run", triple],
  }).output();
  const [said, complained] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  if (!COMPILED || COMMAND.length > 1) {
    // Without a runtime to compile with there is no release, and no half of one.
    if (code !== 0) return assert.match(complained!, /deno compile failed/);
  }
  assert.equal(code, 0, complained);
  assert.match(said!, new RegExp(`^${archive}: \\d+\\.\\d MB`, "m"));
  const sums = await Deno.readTextFile("dist/release/checksums.txt");
  for (const name of [archive, bundle, "install.sh", "install.ps1", "sbom.cdx.json"]) {
    assert.ok(sums.includes(`${await sha256(await Deno.readFile(`dist/release/${name}`))}  ${name}\n`), name);
  }
});
