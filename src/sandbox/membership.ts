/** Who is in which group, and the rules that put them there. */
import { appsOfGroup, withAccessEvents } from "./assignments.ts";
import { type Context, stamp } from "./context.ts";
import { evaluate } from "./expression.ts";
import { groupTarget, userTarget, writeEvent } from "./log.ts";
import type { GroupRecord, GroupRuleRecord, OrgState, UserRecord } from "./state.ts";

export function groupsOf(state: OrgState, userId: string): GroupRecord[] {
  return [...state.groups.values()].filter((group) => group.members.has(userId));
}

/** The group that everyone belongs to, by Okta's own making. */
export function isEveryone(group: GroupRecord): boolean {
  return group.type === "BUILT_IN" && group.profile.name === "Everyone";
}

/** Active rules that put this person into this group. */
export function rulesBehind(state: OrgState, group: GroupRecord, user: UserRecord): GroupRuleRecord[] {
  return [...state.groupRules.values()].filter((rule) => rule.groupIds.includes(group.id) && holds(state, rule, user));
}

function holds(state: OrgState, rule: GroupRuleRecord, user: UserRecord): boolean {
  if (rule.status !== "ACTIVE" || rule.excludedUserIds.includes(user.id)) return false;
  const groups = groupsOf(state, user.id).map(({ id, profile }) => ({ id, name: profile.name }));
  try {
    return evaluate(rule.expression, { profile: user.profile, groups });
  } catch {
    return false; // Okta marks such a rule INVALID: it assigns nobody.
  }
}

/** Adds a member and what the group's apps give; nothing happens where they are one already. */
export function addMember(context: Context, group: GroupRecord, user: UserRecord): void {
  if (group.members.has(user.id)) return;
  withAccessEvents(context, appsOfGroup(context.state, group), () => {
    group.members.add(user.id);
    group.lastMembershipUpdated = stamp(context.now);
    writeEvent(context, "group.user_membership.add", [userTarget(user), groupTarget(group)]);
  });
}

/** Removes a member and what the group's apps gave; nothing happens where they are none. */
export function removeMember(context: Context, group: GroupRecord, user: UserRecord): void {
  if (!group.members.has(user.id)) return;
  withAccessEvents(context, appsOfGroup(context.state, group), () => {
    group.members.delete(user.id);
    group.lastMembershipUpdated = stamp(context.now);
    writeEvent(context, "group.user_membership.remove", [userTarget(user), groupTarget(group)]);
  });
}

/**
 * Runs a change to a person and then brings their rule-made memberships in line with it: out of the groups whose rule
 * no longer holds, into those whose rule holds now. Deactivated people are left where they are, as Okta leaves them.
 */
export function withRules(context: Context, user: UserRecord, change: () => void): void {
  const { state } = context;
  const ruled = () =>
    [...state.groups.values()].filter((group) => rulesBehind(state, group, user).length > 0).map(({ id }) => id);
  const before = ruled();
  change();
  if (user.status === "DEPROVISIONED") return;
  const after = ruled();
  for (const id of before) {
    if (!after.includes(id)) removeMember(context, state.groups.get(id)!, user);
  }
  for (const id of after) addMember(context, state.groups.get(id)!, user);
}
