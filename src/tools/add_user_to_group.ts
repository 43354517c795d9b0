import * as z from "zod";
import { quote } from "../mcp/output.ts";
import { findUser } from "../okta/find_user.ts";
import { addMember, groupsOfUser, rolesOfGroup } from "../okta/groups.ts";
import { defineWrite } from "./define.ts";
import { appsGiven, groupMeant, membership, requireManualMembers } from "./shared/group_effects.ts";
import { names } from "./shared/names.ts";
import { once } from "./shared/once.ts";
import { personNow, userArgument } from "./shared/person.ts";
import { readable } from "./shared/readable.ts";
import { userTarget } from "./shared/targets.ts";
import { UNDOABLE } from "./shared/undoable.ts";
import { UserError } from "../user_error.ts";

export const addUserToGroup = defineWrite({
  name: "add_user_to_group",
  title: "Add a person to a group",
  description:
    "Adds a person to a group, and so gives them its apps and admin roles, which the preview names. Not for " +
    "Everyone or imported groups. To give one app only use assign_application.",
  toolset: "support",
  scopes: ["okta.groups.manage", "okta.users.read"],
  helpfulScopes: ["okta.apps.read", "okta.roles.read"],
  risk: "write",
  idempotent: true,
  bulk: true,
  input: z.object({ user: z.string(), group: z.string() }),

  async plan({ user: userRef, group: groupRef }, { okta }) {
    const [user, group] = await Promise.all([findUser(okta, userRef), groupMeant(okta, groupRef)]);
    requireManualMembers(group);
    if (user.status === "DEPROVISIONED") {
      throw new UserError(
        `Cannot add ${personNow(user)} to ${quote(group.name)}: the account is deactivated. ` +
          `Next: change_user_status ${userArgument(user)} action=activate`,
      );
    }
    const [groups, apps, roles] = await Promise.all([
      groupsOfUser(okta, user.id),
      readable(appsGiven(okta, group.id)),
      once(okta, `roles of ${group.id}`, () => readable(rolesOfGroup(okta, group.id))),
    ]);
    if (groups.some(({ id }) => id === group.id)) {
      throw new UserError(`Nothing to do: ${personNow(user)} is a member of ${quote(group.name)} already.`);
    }
    return {
      action: `Add ${personNow(user)} to group ${quote(group.name)}`,
      target: userTarget(user),
      changes: [{ what: membership(group), before: false, after: true }],
      warnings: [
        ...roles.value && roles.value.length > 0
          ? [`The group makes its members administrators: ${names(roles.value.map(({ label }) => label))}.`]
          : [],
        ...roles.refused === undefined
          ? []
          : [`Whether it makes them an administrator cannot be seen: ${roles.refused}.`],
        ...apps.refused === undefined ? [] : [`Which apps it gives cannot be seen: ${apps.refused}.`],
        ...apps.value
          ? [apps.value.length === 0 ? "It gives no app." : `It gives: ${names(apps.value.map(({ label }) => label))}.`]
          : [],
      ],
      reversible: UNDOABLE,
      state: { user, group },
    };
  },

  async act({ state: { user, group } }, { okta }) {
    await addMember(okta, group.id, user.id);
    const isMember = (await groupsOfUser(okta, user.id)).some(({ id }) => id === group.id);
    return {
      changes: [{ what: membership(group), before: false, after: isMember }],
      notes: [
        isMember
          ? "Okta assigns what the group gives within minutes."
          : "Okta does not show the membership yet: look again in a minute.",
      ],
      undo: { tool: "remove_user_from_group", args: { user: user.id, group: group.id } },
    };
  },
});
