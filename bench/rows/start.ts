import { startProgram } from "../program.ts";
import type { Row } from "../row.ts";
import { median } from "../stats.ts";

const WARM_RUNS = 20;
const COLD_RUNS = 7;

/** From spawn to the tools/list answer, beside a compiled one-line program, in turns. */
export const start: Row = async ({ program, oneLine }) => {
  await inTurns(program, oneLine, 2, () => Promise.resolve());
  const warm = await inTurns(program, oneLine, WARM_RUNS, () => Promise.resolve());
  const copies = await Promise.all([program, oneLine].map(copied));
  const cold = await inTurns(copies[0]!, copies[1]!, COLD_RUNS, forget);
  await Promise.all(copies.map((path) => Deno.remove(path)));
  return [
    { name: "warm", value: warm.ratio, unit: "×", target: 2.2 },
    { name: "warm, spawn to tools/list", value: warm.ms, unit: "ms" },
    { name: "warm, one line", value: warm.floorMs, unit: "ms" },
    { name: "cold pages", value: cold.ratio, unit: "×" },
    { name: "cold pages, spawn to tools/list", value: cold.ms, unit: "ms" },
  ];
};

async function inTurns(program: string, oneLine: string, runs: number, before: (path: string) => Promise<void>) {
  const own: number[] = [];
  const floor: number[] = [];
  for (let run = 0; run < runs; run++) {
    await before(program);
    own.push(await untilListed(program));
    await before(oneLine);
    floor.push(await untilSaid(oneLine));
  }
  return { ratio: median(own) / median(floor), ms: median(own), floorMs: median(floor) };
}

async function untilListed(path: string): Promise<number> {
  await using program = startProgram([path, "--demo"], {});
  await program.open();
  return program.age();
}

async function untilSaid(path: string): Promise<number> {
  const begin = performance.now();
  const child = new Deno.Command(path, { stdin: "null", stdout: "piped" }).spawn();
  for await (const _ of child.stdout) return performance.now() - begin;
  throw new Error(`${path} says nothing`);
}

async function copied(path: string): Promise<string> {
  const copy = await Deno.makeTempFile();
  await Deno.copyFile(path, copy);
  return copy;
}

/** Has the system drop what it holds of a file in memory (GNU dd). */
async function forget(path: string): Promise<void> {
  const args = [`of=${path}`, "oflag=nocache", "conv=notrunc,fdatasync", "count=0"];
  await new Deno.Command("dd", { args, stdin: "null", stderr: "null" }).output();
}
