import { AREAS } from "../operations/areas.ts";
import type { Risk } from "../mcp/tool.ts";

/** What decides whether a tool is exposed. */
export interface ToolFacts {
  /** `core`, `support`, or the area of Okta's API. */
  toolset: string;
  risk: Risk;
  /** The OAuth scopes without which it cannot do its work. */
  scopes: readonly string[];
  /** Scopes that are asked for too: without them a part of the answer is missing, and the answer says so. */
  helpfulScopes?: readonly string[];
  /** The half of a tool that is left where nothing may be changed, and only there. */
  standsIn?: true;
}

/** What the operator wants exposed. */
export interface Exposure {
  toolsets: readonly string[];
  readOnly: boolean;
  /** The OAuth scopes that the credential has, as far as is known; absent where it needs none. */
  grantedScopes?: readonly string[];
}

/** Whether a tool is exposed: the only place that decides. */
export function isExposed(tool: ToolFacts, exposure: Exposure): boolean {
  return isWanted(tool, exposure) && missingScopes(tool, exposure).length === 0;
}

/** Whether the operator wants a tool, be the scopes there or not. `support` holds `core`; `all` holds everything. */
export function isWanted({ toolset, risk, standsIn }: ToolFacts, { toolsets, readOnly }: Exposure): boolean {
  if (readOnly ? risk !== "read" : standsIn) return false;
  return toolsets.includes("all") || toolsets.includes(toolset) || (toolset === "core" && toolsets.includes("support"));
}

/** The scopes that a tool waits for. At Okta, `manage` contains `read`. */
export function missingScopes(
  { scopes }: Pick<ToolFacts, "scopes">,
  { grantedScopes }: Pick<Exposure, "grantedScopes">,
): string[] {
  if (grantedScopes === undefined) return [];
  return scopes.filter((scope) =>
    !grantedScopes.includes(scope) && !grantedScopes.includes(scope.replace(/\.read$/, ".manage"))
  );
}

/** How an admin grants a scope, and the program comes to know of it. */
export const GRANT = "To grant a scope: Admin Console > Applications > Applications > the app > Okta API Scopes; ask " +
  "for it in OKTA_SCOPES, if that is set. Then run mcp-okta-support login again or, where an app signs in by itself, " +
  "mcp-okta-support doctor, and start the server again.";

/** What a tool that is left out for the scopes it waits for says when it is called all the same. */
export function waitingText(name: string, scopes: readonly string[]): string {
  return `${name} is left out: it waits for ${scopes.join(" and ")}, which Okta has not granted. ${GRANT}`;
}

/** What `OKTA_TOOLSETS` may name: the toolsets, and the areas of Okta's API. */
export function toolsetNames(tools: readonly ToolFacts[]): string[] {
  return [...new Set(["core", "support", "all", ...tools.map(({ toolset }) => toolset), ...Object.keys(AREAS)])];
}
