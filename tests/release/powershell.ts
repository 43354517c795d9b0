// Names the package, so that it is fetched; its grammar is no module.
import "tree-sitter-powershell/package.json" with { type: "json" };
import { Language, type Node, Parser } from "web-tree-sitter";

/** What of a text is no PowerShell, as far as its grammar tells. */
export async function errorsIn(text: string): Promise<string[]> {
  await Parser.init();
  const grammar = new URL(import.meta.resolve("tree-sitter-powershell/tree-sitter-powershell.wasm"));
  const parser = new Parser().setLanguage(await Language.load(await Deno.readFile(grammar)));
  const errors = (node: Node): Node[] => [
    ...node.isError || node.isMissing ? [node] : [],
    ...node.children.flatMap((child) => child ? errors(child) : []),
  ];
  return errors(parser.parse(text)!.rootNode).map(({ startPosition, text }) => `${startPosition.row + 1}: ${text}`);
}
