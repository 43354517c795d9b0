import { join } from "node:path";
import { UserError } from "../user_error.ts";

/** Above what Okta takes for a picture, and far below what would harm the process. */
const LARGEST = 10_000_000;

/** A plain file name: no folder, nothing hidden. */
const NAME = /^[\w-][\w. -]{0,127}$/;

/**
 * Reads a file to upload from the folder that the operator allows.
 * @throws UserError where there is no such folder or file, or the name leads elsewhere.
 */
export async function readUpload(folder: string | undefined, name: unknown): Promise<Uint8Array<ArrayBuffer>> {
  if (folder === undefined) {
    throw new UserError("Nothing can be uploaded: the operator has set no folder for files (OKTA_FILES).");
  }
  if (typeof name !== "string" || !NAME.test(name)) {
    throw new UserError(
      `Cannot upload ${JSON.stringify(name)}: it must be the plain name of a file in the folder OKTA_FILES.`,
    );
  }
  try {
    const [root, path] = await Promise.all([Deno.realPath(folder), Deno.realPath(join(folder, name))]);
    // A link could lead out of the folder.
    if (path !== join(root, name)) throw new Deno.errors.NotFound();
    if ((await Deno.stat(path)).size > LARGEST) throw new UserError(`Cannot upload ${name}: it is over 10 MB.`);
    return await Deno.readFile(path);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`Cannot upload ${JSON.stringify(name)}: the operator's folder for files has no such file.`);
  }
}

/**
 * Saves an answer that cannot be shown, readable for the owner only.
 * @returns Its path.
 * @throws UserError where the folder cannot be written to.
 */
export async function saveAnswer(folder: string, name: string, content: Uint8Array | string): Promise<string> {
  const path = join(folder, name);
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  try {
    await Deno.writeFile(path, bytes, { mode: 0o600, createNew: true });
  } catch (error) {
    throw new UserError(
      `Cannot save an answer in ${folder}: ${
        (error as Error).message
      }. OKTA_FILES must name a folder that this server can write to.`,
    );
  }
  return path;
}
