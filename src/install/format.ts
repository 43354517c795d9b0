/** One step into a document: the key of a member, or the item of a list that has this `id`. */
export type Step = string | { readonly id: string };
export type Path = readonly Step[];

/**
 * A kind of configuration file, edited as text: what an edit does not speak of keeps every character it had, comments
 * and layout included.
 */
export interface Format {
  /**
   * The text with `value` at `path`; the very same text where it stands there already. What is missing on the way is
   * made, and an empty text is an empty document.
   * @throws {FormatError} for a text that is not of this format, or where something else stands on the way.
   */
  set(text: string, path: Path, value: unknown): string;
  /**
   * The text without what stands at `path`; the very same text where nothing does.
   * @throws {FormatError} for a text that is not of this format.
   */
  remove(text: string, path: Path): string;
}

/** A text that cannot be edited. Its message says what is wrong and where, and begins in the middle of a sentence. */
export class FormatError extends Error {
  override readonly name = "FormatError";

  constructor(problem: string, text: string, offset: number) {
    const before = text.slice(0, offset).split("\n");
    super(`${problem} in line ${before.length}, column ${before.at(-1)!.length + 1}`);
  }
}

/** How the lines of a text end. */
export function lineEnd(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? "\n";
}

/** A path as a person reads it. */
export function pathText(path: Path): string {
  return path.map((step) => typeof step === "string" ? step : step.id).join(".");
}
