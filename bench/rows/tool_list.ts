import { jsonBytes, seenTools } from "../listing.ts";
import { startProgram } from "../program.ts";
import type { Row } from "../row.ts";

/** What a model has to read before it has asked anything; and the whole tools/list answer of the default toolset. */
export const toolList: Row = async ({ program: path }) => {
  await using program = startProgram([path, "--demo"], {});
  const { bytes } = await program.open();
  const sum = (toolset: string) => seenTools(toolset).reduce((total, tool) => total + jsonBytes(tool), 0);
  return [
    { name: "core", value: sum("core"), unit: "bytes", target: 7_500 },
    { name: "default", value: sum("support"), unit: "bytes", target: 20_000 },
    { name: "default, whole answer", value: bytes, unit: "bytes", target: 40_000 },
  ];
};
