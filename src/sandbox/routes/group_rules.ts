/** The rules that put people into groups by what their profile says. */
import { type Context, ok, query, type Reply } from "../context.ts";
import type { Json } from "../json.ts";
import { find } from "../lookup.ts";
import { paginate } from "../paging.ts";
import { routes } from "../router.ts";
import type { GroupRuleRecord } from "../state.ts";
import { wireGroupRule } from "../wire/group.ts";

export const groupRuleRoutes = routes("okta.groups", [
  ["GET", "/api/v1/groups/rules", listRules],
  ["GET", "/api/v1/groups/rules/{groupRuleId}", getRule],
]);

function listRules(context: Context): Reply {
  const search = query(context, "search")?.toLowerCase() ?? "";
  const rules = [...context.state.groupRules.values()]
    .filter(({ name, expression }) => `${name}\n${expression}`.toLowerCase().includes(search));
  const page = paginate(context, rules, { defaultLimit: 50, maxLimit: 200, keyOf: ({ id }) => id });
  return ok(page.items.map((rule) => wire(context, rule)), page.headers);
}

function getRule(context: Context): Reply {
  return ok(wire(context, find(context, "groupRuleId", context.state.groupRules, "GroupRule")));
}

function wire(context: Context, rule: GroupRuleRecord): Json {
  if (query(context, "expand") !== "groupIdToGroupNameMap") return wireGroupRule(rule);
  const names = rule.groupIds.map((id) => [id, context.state.groups.get(id)?.profile.name ?? null]);
  return { ...wireGroupRule(rule), _embedded: { groupIdToGroupNameMap: Object.fromEntries(names) } };
}
