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

/** Replaces a file as a whole or not at all; nobody but its owner can read it (mode 0600, its folder 0700). */
export async function writePrivately(path: string, value: unknown): Promise<void> {
  await Deno.mkdir(path.replace(/[^/]*$/, ""), { recursive: true, mode: 0o700 });
  const draft = `${path}.${crypto.randomUUID()}`;
  try {
    using file = await Deno.open(draft, { write: true, createNew: true, mode: 0o600 });
    const bytes = new TextEncoder().encode(JSON.stringify(value));
    for (let written = 0; written < bytes.length;) written += await file.write(bytes.subarray(written));
    await file.sync();
    await Deno.rename(draft, path);
  } catch (error) {
    await Deno.remove(draft).catch(() => {});
    throw error;
  }
}
