import { replaceFile } from "../../replace_file.ts";

/** Reads a file of JSON; undefined where there is none, or what it holds was never written by this program. */
export async function readPrivately(path: string): Promise<Record<string, unknown> | undefined> {
  try {
    const value: unknown = JSON.parse(await Deno.readTextFile(path));
    return typeof value === "object" && value !== null ? value as Record<string, unknown> : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Writes a file of JSON that nobody but its owner can read, whole or not at all. */
export async function writePrivately(path: string, value: unknown): Promise<void> {
  await replaceFile(path, JSON.stringify(value));
}
