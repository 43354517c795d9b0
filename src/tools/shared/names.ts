import { quote } from "../../mcp/output.ts";

/** How many names a sentence lists. */
const LISTED = 8;

/** Names that came from Okta, in a sentence: `"Slack", "Zoom" and 3 more`. In alphabetical order. */
export function names(all: readonly string[]): string {
  const sorted = all.toSorted((a, b) => a < b ? -1 : a > b ? 1 : 0).map(quote);
  const rest = sorted.length - LISTED;
  if (rest > 0) return `${sorted.slice(0, LISTED).join(", ")} and ${rest} more`;
  return [sorted.slice(0, -1).join(", "), ...sorted.slice(-1)].filter(Boolean).join(" and ");
}
