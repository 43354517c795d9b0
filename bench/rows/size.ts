import type { Row } from "../row.ts";

/** The program on disk, against the bare runtime; and compressed, as it is downloaded. */
export const size: Row = async ({ program, oneLine }) => {
  const bytes = (await Deno.stat(program)).size;
  return [
    { name: "program", value: bytes, unit: "bytes" },
    { name: "program to a compiled one-line program", value: bytes / (await Deno.stat(oneLine)).size, unit: "×" },
    { name: "program, gzip", value: await compressed(program), unit: "bytes", target: 40_000_000 },
  ];
};

async function compressed(path: string): Promise<number> {
  let bytes = 0;
  const file = await Deno.open(path);
  for await (const chunk of file.readable.pipeThrough(new CompressionStream("gzip"))) bytes += chunk.length;
  return bytes;
}
