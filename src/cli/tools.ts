import type { Tool } from "../mcp/tool.ts";

/** The exposed tools, for people or, with `json`, for programs. */
export function listTools<S>(tools: readonly Tool<S>[], json: boolean): string {
  const rows = tools.map(({ name, toolset, risk, scopes, title }) => ({ name, toolset, risk, scopes, title }));
  if (json) return JSON.stringify(rows, null, 2) + "\n";
  const width = Math.max(...rows.map(({ name }) => name.length));
  const line = (row: typeof rows[number]) =>
    `${row.name.padEnd(width)}  ${row.toolset.padEnd(8)} ${row.risk.padEnd(12)} ${row.scopes.join(" ")}\n`;
  return rows.map(line).join("");
}
