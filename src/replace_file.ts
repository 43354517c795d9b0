import { dirname } from "node:path";

/**
 * Replaces a file as a whole or not at all; a folder that is not there yet is made, for its owner only.
 * @param mode what others may do with the file, where the platform knows that; nothing at all unless given
 */
export async function replaceFile(path: string, text: string, mode = 0o600): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${crypto.randomUUID()}`;
  try {
    await write(draft, new TextEncoder().encode(text));
    if (Deno.build.os !== "windows") await Deno.chmod(draft, mode);
    await Deno.rename(draft, path);
  } catch (error) {
    await Deno.remove(draft).catch(() => {}); // it may never have come to be
    throw error;
  }
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  using file = await Deno.open(path, { write: true, createNew: true, mode: 0o600 });
  for (let written = 0; written < bytes.length;) written += await file.write(bytes.subarray(written));
  await file.sync();
}
