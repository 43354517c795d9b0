/** A group and a group rule as Okta sends them. */
import type { Json } from "../json.ts";
import type { GroupRecord, GroupRuleRecord } from "../state.ts";

export function wireGroup(group: GroupRecord, origin: string): Json {
  const href = `${origin}/api/v1/groups/${group.id}`;
  const { id, created, lastUpdated, lastMembershipUpdated, type, profile } = group;
  const objectClass = type === "APP_GROUP" ? "okta:windows_security_principal" : "okta:user_group";
  const logo = (name: string) => ({ name, href: `${origin}/assets/img/logos/groups/${name}.png`, type: "image/png" });
  return {
    id,
    created,
    lastUpdated,
    lastMembershipUpdated,
    objectClass: [objectClass],
    type,
    profile,
    _links: {
      logo: [logo("medium"), logo("large")],
      users: { href: `${href}/users` },
      apps: { href: `${href}/apps` },
    },
  };
}

export function wireGroupRule(rule: GroupRuleRecord): Json {
  return {
    type: "group_rule",
    id: rule.id,
    status: rule.status,
    name: rule.name,
    created: rule.created,
    lastUpdated: rule.lastUpdated,
    conditions: {
      people: { users: { exclude: rule.excludedUserIds }, groups: { exclude: [] } },
      expression: { value: rule.expression, type: "urn:okta:expression:1.0" },
    },
    actions: { assignUserToGroups: { groupIds: rule.groupIds } },
  };
}
