import type { Tool } from "../mcp/tool.ts";
import { type Exposure, isWanted, missingScopes } from "../tools/exposure.ts";

/** The tools that the operator wants, for people or, with `json`, for programs; and what those left out wait for. */
export function listTools<S>(tools: readonly Tool<S>[], exposure: Exposure, json: boolean): string {
  const rows = tools.filter((tool) => isWanted(tool, exposure)).map((tool) => {
    const { name, toolset, risk, scopes, title } = tool;
    const waitsFor = missingScopes(tool, exposure);
    return { name, toolset, risk, scopes, title, ...(waitsFor.length > 0 ? { waits_for: waitsFor } : {}) };
  });
  if (json) return JSON.stringify(rows, null, 2) + "\n";
  const width = Math.max(...rows.map(({ name }) => name.length));
  const line = ({ name, toolset, risk, scopes, waits_for }: typeof rows[number]) =>
    `${name.padEnd(width)}  ${toolset.padEnd(8)} ${risk.padEnd(12)} ${
      waits_for === undefined ? scopes.join(" ") : `left out: waits for ${waits_for.join(" ")}`
    }\n`;
  const listing = rows.map(line).join("");
  if (rows.every(({ waits_for }) => waits_for === undefined)) return listing;
  return listing + "\nTo grant a scope: Admin Console > Applications > Applications > the app > Okta API Scopes; ask " +
    "for it in OKTA_SCOPES, if that is set. What Okta grants is known from the next sign-in or call on.\n";
}
