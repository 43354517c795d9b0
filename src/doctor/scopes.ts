import { missingScopes, type ToolFacts } from "../tools/exposure.ts";
import { type Check, ok, skipped, warning } from "./check.ts";

const grantThem = "Grant them in the Admin Console at Applications > Applications > the app > Okta API Scopes, " +
  "or leave them out of OKTA_SCOPES.";

/**
 * What Okta granted against what was asked for: it leaves out silently what an app may not have.
 * @param granted undefined where no token has come yet
 * @param tools those that the operator wants exposed
 */
export function judgeScopes(
  requested: readonly string[],
  granted: readonly string[] | undefined,
  tools: readonly ToolFacts[],
): Check {
  if (granted === undefined) return skipped("Scopes", "needs a credential that works");
  const missing = missingScopes({ scopes: requested }, { grantedScopes: granted });
  if (missing.length === 0) return ok("Scopes", `all ${requested.length} that were asked for are granted`);
  const waiting = tools.filter((tool) => missingScopes(tool, { grantedScopes: granted }).length > 0).length;
  return warning("Scopes", `not granted: ${missing.join(", ")}; tools left out for that: ${waiting}`, grantThem);
}
