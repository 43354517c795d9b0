import { replaceFile } from "../replace_file.ts";

/** The text of a file that is there, or may come to be. */
export interface StoredText {
  /** The file itself, where `path` is a link to it. */
  path: string;
  /** Undefined where there is no file. */
  text: string | undefined;
}

/** @throws TypeError where the file is not text in UTF-8 */
export async function readText(path: string): Promise<StoredText> {
  try {
    const real = await Deno.realPath(path);
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    return { path: real, text: decoder.decode(await Deno.readFile(real)) };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { path, text: undefined };
    throw error;
  }
}

/**
 * Replaces a file as a whole or not at all, and keeps the one before beside it. A new file is for its owner only; one
 * that was there keeps its mode.
 * @returns the backup's path; undefined where there was nothing to keep
 * @throws Error where the file is not what it was when it was read
 */
export async function replaceText({ path, text }: StoredText, fresh: string, now: Date): Promise<string | undefined> {
  if ((await readText(path)).text !== text) {
    throw new Error(`${path} was changed by another program in the meantime: run this again`);
  }
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const backup = text === undefined ? undefined : `${path}.${stamp}.bak`;
  if (backup !== undefined) await Deno.copyFile(path, backup);
  const mode = text === undefined ? null : (await Deno.stat(path)).mode;
  await replaceFile(path, fresh, mode === null ? undefined : mode & 0o777);
  return backup;
}
