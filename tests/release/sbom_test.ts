import assert from "node:assert/strict";
import { importedPackages, sbom } from "../../scripts/release/sbom.ts";

interface Component {
  name: string;
  version: string;
  scope: string;
  purl: string;
  hashes?: { content: string }[];
}

Deno.test("the bill of materials has every locked package, and tells what is in the program from what builds it", async () => {
  const lock = JSON.parse(await Deno.readTextFile("deno.lock"));
  const imported = await importedPackages("src");
  assert.ok(imported.has("@modelcontextprotocol/server") && imported.has("zod"), [...imported].join());
  const text = sbom(lock, imported, "1.2.3", "2.7.11");
  assert.equal(text, sbom(lock, imported, "1.2.3", "2.7.11"));
  const bill = JSON.parse(text);
  const components = bill.components as Component[];
  assert.equal(bill.bomFormat, "CycloneDX");
  assert.equal(components.length, Object.keys(lock.npm).length + 1);
  const scope = (name: string) => components.find((component) => component.name === name)?.scope;
  // core is not imported by src/: the server package brings it along
  for (const name of ["deno", "@modelcontextprotocol/server", "@modelcontextprotocol/core", "zod", "openapi-fetch"]) {
    assert.equal(scope(name), "required", name);
  }
  for (const name of ["typescript", "fast-check", "@modelcontextprotocol/sdk"]) {
    assert.equal(scope(name), "excluded", name);
  }
  const { purl, hashes } = components.find(({ name }) => name === "@modelcontextprotocol/sdk")!;
  assert.match(purl, /^pkg:npm\/%40modelcontextprotocol\/sdk@\d+\.\d+\.\d+$/);
  assert.match(hashes![0]!.content, /^[0-9a-f]{128}$/);
});
