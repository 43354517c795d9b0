import assert from "node:assert/strict";
import { type ErrorText, errorTexts } from "./error_texts.ts";

/** What install.sh ends with, up to the first value in it. */
async function installTexts(): Promise<ErrorText[]> {
  const file = "packaging/install.sh";
  return [...(await Deno.readTextFile(file)).matchAll(/\bfail "([^"$]*)/g)].map(([, opening]) => ({
    file,
    opening: `install.sh: ${opening!}`.trim(),
  }));
}

/** What the rows of the page begin with: the words before the first value, for each message that a row names. */
async function headings(): Promise<string[]> {
  const page = await Deno.readTextFile("docs/troubleshooting.md");
  const cells = page.split("\n").filter((line) => line.startsWith("| `")).map((line) => line.split(" | ")[0]!);
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, text]) => text!.split("…")[0]!.trim()));
}

Deno.test("every error text that the program can print is found in troubleshooting.md by its first words", async () => {
  const known = await headings();
  const texts = [...await errorTexts("src"), ...await installTexts()].filter(({ file, opening }) =>
    // Some begin with a value, and have no first words; some are a reason within another message.
    /\w/.test(opening) && !(file.startsWith("src/tools/") && /^[a-z]/.test(opening))
  );
  assert.ok(texts.length > 40, `only ${texts.length} error texts were found in the sources`);
  const missing = texts.filter(({ opening }) =>
    // A single word would stand for too much, unless it is all there is before the value.
    !known.some((head) =>
      head === opening || head.includes(" ") && (opening.startsWith(head) || head.startsWith(`${opening} `))
    )
  );
  assert.deepEqual(missing.map(({ file, opening }) => `${opening} (${file})`), []);
});
