import { startOrg } from "../org.ts";
import { startProgram, textOf } from "../program.ts";
import type { Row } from "../row.ts";
import { median } from "../stats.ts";

const RUNS = 15;

/** The first tool call of a process, which loads what tools/list did without; and the second, for comparison. */
export const firstCall: Row = async ({ program: path }) => {
  await using org = await startOrg({});
  const first: number[] = [];
  const second: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    await using program = startProgram([path], org.settings);
    await program.open();
    for (const times of [first, second]) {
      const reply = await program.call("list_groups");
      textOf(reply);
      times.push(reply.ms);
    }
  }
  return [
    { name: "first call", value: median(first), unit: "ms" },
    { name: "second call", value: median(second), unit: "ms" },
  ];
};
