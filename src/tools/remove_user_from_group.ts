import * as z from "zod";
import { quote } from "../mcp/output.ts";
import type { Okta } from "../okta/client.ts";
import { isSuperAdmin } from "../okta/administrators.ts";
import { findUser } from "../okta/find_user.ts";
import { type Group, groupsOfUser, removeMember, rolesOfGroup, rulesForGroup } from "../okta/groups.ts";
import type { User } from "../okta/users.ts";
import { defineWrite } from "./define.ts";
import { appsAtStake, groupMeant, type Loss, membership, requireManualMembers } from "./shared/group_effects.ts";
import { keepSuperAdmin, standingOf } from "./shared/guards.ts";
import { names } from "./shared/names.ts";
import { once } from "./shared/once.ts";
import { person, personNow, userArgument } from "./shared/person.ts";
import { type Readable, readable } from "./shared/readable.ts";
import { userTarget } from "./shared/targets.ts";
import { UNDOABLE } from "./shared/undoable.ts";
import { UserError } from "../user_error.ts";

export const removeUserFromGroup = defineWrite({
  name: "remove_user_from_group",
  title: "Remove a person from a group",
  description: "Takes a person out of a group, and with it the apps and admin roles that only this group gave; the " +
    "preview names them and the rules behind the membership. Not for Everyone or imported groups.",
  toolset: "support",
  scopes: ["okta.groups.manage", "okta.users.read"],
  helpfulScopes: ["okta.apps.read", "okta.roles.read"],
  risk: "destructive",
  idempotent: true,
  bulk: true,
  input: z.object({ user: z.string(), group: z.string() }),

  async plan({ user: userRef, group: groupRef }, { okta }) {
    const [user, group] = await Promise.all([findUser(okta, userRef), groupMeant(okta, groupRef)]);
    requireManualMembers(group);
    const groups = await groupsOfUser(okta, user.id);
    if (!groups.some(({ id }) => id === group.id)) {
      throw new UserError(
        `Nothing to do: ${personNow(user)} is no member of ${quote(group.name)}. ` +
          `Their groups: get_user_details ${userArgument(user)} include=groups`,
      );
    }
    const [loss, roles, rules] = await Promise.all([
      readable(appsAtStake(okta, user.id, group.id, groups)),
      rolesLost(okta, user, group),
      once(okta, `rules of ${group.id}`, () => readable(rulesForGroup(okta, group.id))),
    ]);
    const active = rules.value?.filter(({ status, excludedUserIds }) =>
      status === "ACTIVE" && !excludedUserIds.includes(user.id)
    ) ?? [];
    return {
      action: `Remove ${personNow(user)} from group ${quote(group.name)}`,
      target: userTarget(user),
      changes: [{ what: membership(group), before: true, after: false }],
      warnings: [
        ...roles,
        ...appsText(loss),
        ...active.map(({ name, expression }) =>
          `Group rule ${quote(name)} fills this group${expression === null ? "" : ` by ${quote(expression)}`}. If it ` +
          "made this membership, Okta exempts the person from the rule, for good: rather correct the profile."
        ),
      ],
      reversible: active.length === 0
        ? UNDOABLE
        : `${UNDOABLE} An exemption from a rule stays: lift it in the Admin Console.`,
      state: { user, group, lost: loss.value?.lost ?? [] },
    };
  },

  async act({ state: { user, group, lost } }, { okta }) {
    await removeMember(okta, group.id, user.id);
    const [groups, rules] = await Promise.all([
      groupsOfUser(okta, user.id),
      readable(rulesForGroup(okta, group.id)),
    ]);
    const isMember = groups.some(({ id }) => id === group.id);
    const exempt = rules.value?.filter(({ excludedUserIds }) => excludedUserIds.includes(user.id)) ?? [];
    return {
      changes: [{ what: membership(group), before: true, after: isMember }],
      notes: [
        ...isMember ? [`${person(user)} is a member still or again: a group rule may have put them back.`] : [],
        ...exempt.length === 0
          ? []
          : [`Now exempt from group rule ${names(exempt.map(({ name }) => name))}, which does not add them again.`],
        ...lost.length === 0 || isMember
          ? []
          : [`Gone with it: ${names(lost.map(({ label }) => label))}. Sessions inside these apps may last a while.`],
      ],
      undo: { tool: "add_user_to_group", args: { user: user.id, group: group.id } },
    };
  },
});

function appsText({ value: loss, refused }: Readable<Loss>): string[] {
  if (loss === undefined) return [`Which apps go with it cannot be seen: ${refused}.`];
  const labels = (apps: Loss["lost"]) => names(apps.map(({ label }) => label));
  return [
    loss.lost.length === 0 ? "No app goes with it." : `They lose what only this group gives: ${labels(loss.lost)}.`,
    ...loss.kept.length === 0 ? [] : [`They keep, directly or by another group: ${labels(loss.kept)}.`],
  ];
}

/** Admin roles that go with a membership. @throws UserError where that takes the org's last super administrator */
async function rolesLost(okta: Okta, user: User, group: Group): Promise<string[]> {
  const roles = await once(okta, `roles of ${group.id}`, () => readable(rolesOfGroup(okta, group.id)));
  if (roles.refused !== undefined) return [`Whether admin roles go with it cannot be seen: ${roles.refused}.`];
  if (roles.value.length === 0) return [];
  const standing = await standingOf(okta, user);
  const warning = `They lose the admin roles of this group: ${names(roles.value.map(({ label }) => label))}.`;
  const keepsIt = isSuperAdmin(standing.roles?.filter(({ assignmentType }) => assignmentType === "USER") ?? []);
  const superAdmin = isSuperAdmin(roles.value) && !keepsIt
    ? await keepSuperAdmin(okta, user, standing, `remove ${personNow(user)} from ${quote(group.name)}`)
    : [];
  return [...superAdmin, warning, ...standing.self ? ["This is the account that this server itself works with."] : []];
}
