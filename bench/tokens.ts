import { encode as cl100k } from "gpt-tokenizer/encoding/cl100k_base";
import { encode as o200k } from "gpt-tokenizer/encoding/o200k_base";
import { READS, WRITES } from "../tests/real/cases.ts";
import { withBlock } from "../scripts/docs/block.ts";
import { table } from "../scripts/docs/table.ts";
import { startOrg } from "../tests/tools/harness.ts";
import { type SeenTool, seenTools } from "./listing.ts";

/** Two tokenizers of today's models: gpt-oss reads about as o200k does, many others as cl100k. */
const TOKENIZERS = [o200k, cl100k];

/** They have a place for the table. */
const PAGES = ["README.md", "docs/benchmarks.md"];

const tokensOf = (text: string) => TOKENIZERS.map((encode) => encode(text).length);
const sum = (rows: number[][]) => TOKENIZERS.map((_, i) => rows.reduce((total, row) => total + row[i]!, 0));
const cells = (row: number[]) => row.map((count) => count.toLocaleString("en"));

/**
 * What the tools cost a model, in the list and, each by itself, in a typical answer on the demo org, in tokens; as
 * Markdown.
 */
export async function tokenTable(): Promise<string> {
  const core = new Set(seenTools("core").map(({ name }) => name));
  const listed: { tool: SeenTool; tokens: number[] }[] = [];
  const rows: string[][] = [];
  for (const tool of seenTools("support")) {
    const tokens = tokensOf(JSON.stringify(tool));
    listed.push({ tool, tokens });
    rows.push([`\`${tool.name}\``, ...cells(tokens), ...await answerCells(tool.name)]);
  }
  const total = (of: typeof listed) => [String(of.length), ...cells(sum(of.map(({ tokens }) => tokens)))];
  const inCore = listed.filter(({ tool }) => core.has(tool.name));
  return [
    table([["toolset", "tools", "o200k", "cl100k"], ["core", ...total(inCore)], ["support", ...total(listed)]]),
    "<details>",
    "<summary>Each tool, and a typical answer of it</summary>",
    table([["tool", "in the list, o200k", "cl100k", "an answer, o200k", "cl100k"], ...rows]),
    "</details>",
  ].join("\n\n");
}

/** Puts the table into the pages that have a place for it. */
export async function saveTokenTable(table: string): Promise<void> {
  for (const page of PAGES) await Deno.writeTextFile(page, withBlock(await Deno.readTextFile(page), "tokens", table));
}

/** What an answer costs; of a change, what is said when it is done. Empty where no call stands for the others. */
async function answerCells(tool: string): Promise<string[]> {
  const args = READS[tool] ?? WRITES[tool];
  if (args === undefined) return TOKENIZERS.map(() => "");
  await using org = await startOrg();
  return cells(tokensOf((await org.call(tool, args)).text));
}
