import { describe, pack } from "../../scripts/release/assemble.ts";
import { TARGETS } from "../../scripts/release/targets.ts";

/** A program that can only say which version it is. */
export const standIn = (version: string) =>
  new TextEncoder().encode(`#!/bin/sh\n[ "$1" = --version ] && echo "mcp-okta-support ${version}"\n`);

/** A release folder with a stand-in for every target's program; gone when disposed of. */
export async function standInRelease(version = "1.2.3"): Promise<AsyncDisposable & { folder: string }> {
  const folder = await Deno.makeTempDir();
  for (const target of TARGETS) await pack(target, standIn(version), folder);
  await describe(folder);
  return { folder, [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }) };
}
