/** A policy, a policy rule and a network zone as Okta sends them. */
import type { Json } from "../json.ts";
import type { PolicyRecord, PolicyRuleRecord } from "../state.ts";

export function wirePolicy(policy: PolicyRecord, origin: string): Json {
  const href = `${origin}/api/v1/policies/${policy.id}`;
  const { rules: _, ...rest } = policy;
  return {
    ...rest,
    _links: {
      ...(policy.type === "ACCESS_POLICY" && !policy.system
        ? { mappings: { href: `${href}/mappings`, hints: { allow: ["GET", "POST"] } } }
        : {}),
      rules: { href: `${href}/rules`, hints: { allow: ["GET", "POST"] } },
      ...lifecycleLinks(href, policy),
    },
  };
}

export function wirePolicyRule(policy: PolicyRecord, rule: PolicyRuleRecord, origin: string): Json {
  return { ...rule, _links: lifecycleLinks(`${origin}/api/v1/policies/${policy.id}/rules/${rule.id}`, rule) };
}

export function wireZone(zone: Json & { id: string }, origin: string): Json {
  const href = `${origin}/api/v1/zones/${zone.id}`;
  return { ...zone, _links: lifecycleLinks(href, { status: String(zone["status"]), system: false }) };
}

/** What is Okta's own (`system`) can be changed, but neither deleted nor switched off. */
function lifecycleLinks(href: string, { status, system }: { status: string; system: boolean }): Json {
  const self = { self: { href, hints: { allow: system ? ["GET", "PUT"] : ["GET", "PUT", "DELETE"] } } };
  if (system) return self;
  const change = status === "ACTIVE" ? "deactivate" : "activate";
  return { ...self, [change]: { href: `${href}/lifecycle/${change}`, hints: { allow: ["POST"] } } };
}
