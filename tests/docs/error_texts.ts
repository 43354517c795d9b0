/** An error that a person can see: where the sources make it, and the words that it always begins with. */
export interface ErrorText {
  file: string;
  opening: string;
}

/** What makes an error that is shown as it is. */
const MADE =
  /new (?:UserError|UsageError|ForeignState|EndpointError)\(\s*(?:\[\s*)?(["'`])((?:\\.|(?!\1)[^\\])*?)(?:\1|\$\{)/g;

/** Every error text of a folder's sources, up to the first value in it. */
export async function errorTexts(folder: string): Promise<ErrorText[]> {
  const found: ErrorText[] = [];
  for await (const entry of Deno.readDir(folder)) {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory) found.push(...await errorTexts(file));
    else if (file.endsWith(".ts")) {
      for (const [, , opening] of (await Deno.readTextFile(file)).matchAll(MADE)) {
        found.push({ file, opening: opening!.trim() });
      }
    }
  }
  return found;
}
