import { csv } from "../mcp/output.ts";
import type { Tool } from "../mcp/tool.ts";
import { type Exposure, GRANT, isWanted, missingScopes } from "../tools/exposure.ts";

/** The tools that the operator wants, as CSV or, with `json`, as JSON; and what those left out wait for. */
export function listTools<S>(tools: readonly Tool<S>[], exposure: Exposure, json: boolean): string {
  const rows = tools.filter((tool) => isWanted(tool, exposure)).map((tool) => {
    const { name, toolset, risk, scopes, title } = tool;
    const waitsFor = missingScopes(tool, exposure);
    return { name, toolset, risk, scopes, title, ...(waitsFor.length > 0 ? { waits_for: waitsFor } : {}) };
  });
  if (json) return JSON.stringify(rows, null, 2) + "\n";
  const inWords = rows.map(({ scopes, waits_for, ...row }) => ({
    ...row,
    scopes: scopes.join(" "),
    left_out_for_lack_of: waits_for?.join(" "),
  }));
  const listing = csv(inWords, ["name", "toolset", "risk", "scopes", "left_out_for_lack_of"]) + "\n";
  if (rows.every(({ waits_for }) => waits_for === undefined)) return listing;
  return `${listing}\n${GRANT}\n`;
}
