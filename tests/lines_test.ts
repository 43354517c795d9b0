import assert from "node:assert/strict";
import fc from "fast-check";
import { readLines } from "../src/lines.ts";

async function linesOf(chunks: Uint8Array[], limit?: number): Promise<{ lines: string[]; tooLong: number }> {
  const lines: string[] = [];
  let tooLong = 0;
  for await (const line of readLines(ReadableStream.from(chunks), () => tooLong++, limit)) lines.push(line);
  return { lines, tooLong };
}

/** The bytes cut at the places given. */
function cut(bytes: Uint8Array, places: number[]): Uint8Array[] {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [...ends, bytes.length].map((end, index) => bytes.slice(index === 0 ? 0 : ends[index - 1], end));
}

Deno.test("lines come whole, however the bytes are cut", () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: "grapheme" })), fc.array(fc.nat(200)), async (texts, places) => {
      const expected = texts.map((text) => text.replaceAll(/[\r\n]/g, ""));
      const bytes = new TextEncoder().encode(expected.map((text) => text + "\r\n").join(""));
      assert.deepEqual((await linesOf(cut(bytes, places))).lines, expected);
    }),
  ));

Deno.test("a line over the limit is skipped and reported, and the next one is read", () =>
  fc.assert(fc.asyncProperty(fc.nat(60), fc.array(fc.nat(100)), async (length, places) => {
    const bytes = new TextEncoder().encode(`a\n${"x".repeat(length)}\nb\n`);
    const { lines, tooLong } = await linesOf(cut(bytes, places), 20);
    assert.deepEqual(lines, length > 20 ? ["a", "b"] : ["a", "x".repeat(length), "b"]);
    assert.equal(tooLong, length > 20 ? 1 : 0);
  })));

Deno.test("an unfinished last line is no line", async () => {
  assert.deepEqual((await linesOf([new TextEncoder().encode('{"a":1}\n{"b":')])).lines, ['{"a":1}']);
});
