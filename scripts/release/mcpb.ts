import { REPOSITORY, VERSION } from "../../src/version.ts";
import type { Target } from "./targets.ts";
import { fill } from "./template.ts";
import { zip } from "./zip.ts";

/** Node's names for operating systems, which MCPB uses. */
const PLATFORMS: Record<Target["os"], string> = { linux: "linux", darwin: "darwin", windows: "win32" };

/** What an MCP bundle says of itself (MCPB manifest 0.4). */
export function mcpbManifest({ os, program }: Target): Promise<string> {
  const values = { version: VERSION, repository: REPOSITORY, program, platform: PLATFORMS[os] };
  return fill("packaging/mcpb.json", values);
}

/** An MCP bundle: a desktop client installs it by a double click, and asks for the settings. */
export async function mcpb(target: Target, program: Uint8Array): Promise<Uint8Array> {
  return zip([
    { name: "manifest.json", bytes: new TextEncoder().encode(await mcpbManifest(target)), mode: 0o644 },
    { name: `server/${target.program}`, bytes: program, mode: 0o755 },
    { name: "LICENSE", bytes: await Deno.readFile("LICENSE"), mode: 0o644 },
  ]);
}
