/** What those whom a rule names may use, at most: the operator's own settings hold for everybody. */
export interface AccessRule {
  /** `group`: the token's `groups` claim has this name in it; `scope`: the token has this scope. */
  who: { kind: "group" | "scope"; name: string };
  toolsets: string[];
  readOnly: boolean;
}

/** What a rule may say among the toolsets. */
const READ_ONLY = "read-only";

/**
 * Reads rules such as `group:Help Desk=support; scope:okta_support=core,read-only`.
 * @param known The names of all toolsets.
 * @returns the rules, or the part that is wrong and why.
 */
export function parseAccess(
  text: string,
  known: readonly string[],
): { rules: AccessRule[] } | { part: string; why: string } {
  const rules: AccessRule[] = [];
  for (const part of text.split(";").map((part) => part.trim()).filter(Boolean)) {
    const [, kind, name, words] = /^(group|scope):(.+)=([^=]+)$/.exec(part) ?? [];
    if (kind === undefined || name === undefined || words === undefined) {
      return { part, why: "it is not group:NAME=TOOLSETS or scope:NAME=TOOLSETS" };
    }
    const named = words.split(/[\s,]+/).filter(Boolean).map((word) => word.toLowerCase());
    const toolsets = named.filter((word) => word !== READ_ONLY);
    const unknown = toolsets.find((toolset) => !known.includes(toolset));
    if (unknown !== undefined) return { part, why: `there is no toolset "${unknown}"` };
    if (toolsets.length === 0) return { part, why: "it names no toolset" };
    rules.push({
      who: { kind: kind as "group" | "scope", name: name.trim() },
      toolsets,
      readOnly: named.includes(READ_ONLY),
    });
  }
  return { rules };
}

/** The first rule that names the bearer of these groups and scopes. */
export function ruleFor(
  rules: readonly AccessRule[],
  bearer: { groups: readonly string[]; scopes: readonly string[] },
): AccessRule | undefined {
  return rules.find(({ who }) => (who.kind === "group" ? bearer.groups : bearer.scopes).includes(who.name));
}
