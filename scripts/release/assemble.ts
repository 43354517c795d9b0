import { VERSION } from "../../src/version.ts";
import { archiveOf } from "./archive.ts";
import { checksumLines, sha256 } from "./checksums.ts";
import { mcpb } from "./mcpb.ts";
import { packageOf } from "./packages.ts";
import { importedPackages, sbom } from "./sbom.ts";
import { serverJson } from "./server_json.ts";
import { type Target, TARGETS } from "./targets.ts";

/** Writes a target's archive and MCP bundle. */
export async function pack(target: Target, program: Uint8Array, folder: string): Promise<void> {
  await Deno.writeFile(`${folder}/${target.archive}`, await archiveOf(target, program));
  await Deno.writeFile(`${folder}/${target.bundle}`, await mcpb(target, program));
}

/**
 * Writes what describes the archives and bundles that are in a folder: checksums, bill of materials, install scripts,
 * and, once every target is there, what package managers and the MCP registry read.
 * @returns the triples of the targets that are missing
 */
export async function describe(folder: string): Promise<string[]> {
  const sums = new Map<string, string>();
  const add = async (name: string, text?: string) => {
    if (text !== undefined) await Deno.writeTextFile(`${folder}/${name}`, text);
    sums.set(name, await sha256(await Deno.readFile(`${folder}/${name}`)));
  };
  const here = new Set(Array.from(Deno.readDirSync(folder), ({ name }) => name));
  const missing = TARGETS.filter(({ archive, bundle }) => !here.has(archive) || !here.has(bundle));
  for (const { archive, bundle } of TARGETS) {
    for (const name of [archive, bundle]) if (here.has(name)) await add(name);
  }
  for (const name of ["install.sh", "install.ps1"]) await add(name, await packageOf(name, sums));
  const lock = JSON.parse(await Deno.readTextFile("deno.lock"));
  await add("sbom.cdx.json", sbom(lock, await importedPackages("src"), VERSION, Deno.version.deno));
  if (missing.length === 0) {
    await add("mcp-okta-support.rb", await packageOf("homebrew.rb", sums));
    await add("mcp-okta-support.json", await packageOf("scoop.json", sums));
    await add("server.json", await serverJson(sums));
  }
  await Deno.writeTextFile(`${folder}/checksums.txt`, checksumLines(sums));
  return missing.map(({ triple }) => triple);
}
