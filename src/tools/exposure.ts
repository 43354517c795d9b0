import type { Risk } from "../mcp/tool.ts";

/** What decides whether a tool is exposed. */
export interface ToolFacts {
  /** `core`, `support`, or the area of Okta's API. */
  toolset: string;
  risk: Risk;
}

/** What the operator wants exposed. */
export interface Exposure {
  toolsets: readonly string[];
  readOnly: boolean;
}

/** Whether a tool is exposed: the only place that decides. `support` holds `core`; `all` holds everything. */
export function isExposed({ toolset, risk }: ToolFacts, { toolsets, readOnly }: Exposure): boolean {
  if (readOnly && risk !== "read") return false;
  return toolsets.includes("all") || toolsets.includes(toolset) || (toolset === "core" && toolsets.includes("support"));
}

/** What `OKTA_TOOLSETS` may name. */
export function toolsetNames(tools: readonly ToolFacts[]): string[] {
  return [...new Set(["core", "support", "all", ...tools.map(({ toolset }) => toolset)])];
}
