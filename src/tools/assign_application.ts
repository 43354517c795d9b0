import * as z from "zod";
import { plain, quote } from "../mcp/output.ts";
import type { Plan } from "../mcp/tool.ts";
import { type App, assignGroup, assignUser, getAppUser, groupsOfApp } from "../okta/apps.ts";
import type { Okta } from "../okta/client.ts";
import { type Group, groupsOfUser, membersOfGroup } from "../okta/groups.ts";
import type { User } from "../okta/users.ts";
import { defineWrite } from "./define.ts";
import { type Assignee, assigneeOf, assignment, groupsGiving } from "./shared/assignee.ts";
import { headCount } from "./shared/head_count.ts";
import { names } from "./shared/names.ts";
import { personNow, userArgument } from "./shared/person.ts";
import { groupTarget, userTarget } from "./shared/targets.ts";
import { UNDOABLE } from "./shared/undoable.ts";
import { UserError } from "../user_error.ts";

export const assignApplication = defineWrite({
  name: "assign_application",
  title: "Assign an app",
  description: "Gives an app to a person directly, or to everybody in a group. Where groups give the app already, " +
    "add_user_to_group is usually better. To find out why somebody lacks an app use explain_app_access.",
  toolset: "support",
  scopes: ["okta.apps.manage", "okta.users.read"],
  helpfulScopes: ["okta.groups.read"],
  risk: "write",
  idempotent: true,
  bulk: true,
  input: z.object({ app: z.string(), user: z.string().exactOptional(), group: z.string().exactOptional() }),

  async plan(args, { okta }) {
    const assignee = await assigneeOf(okta, args);
    return assignee.user ? await planForUser(okta, assignee) : await planForGroup(okta, assignee);
  },

  async act({ changes, state: { app, user, group } }, { okta }) {
    const changed = (after: boolean) => changes.map((change) => ({ ...change, after }));
    if (group) {
      await assignGroup(okta, app.id, group.id);
      const given = await groupsOfApp(okta, app.id);
      return {
        changes: changed(given.some(({ id }) => id === group.id)),
        notes: ["Okta gives the app to the members one after the other, which can take minutes for a large group."],
        undo: { tool: "unassign_application", args: { app: app.id, group: group.id } },
      };
    }
    await assignUser(okta, app.id, user.id);
    const stored = await getAppUser(okta, app.id, user.id);
    const failed = stored?.syncState === "ERROR" || stored?.syncState === "OUT_OF_SYNC";
    return {
      changes: changed(stored?.scope === "USER"),
      notes: failed
        ? [
          `The account in the app was not made (${plain(stored.syncState)}): get_application_logs app=${
            quote(app.label)
          }`,
        ]
        : [],
      undo: { tool: "unassign_application", args: { app: app.id, user: user.id } },
    };
  },
});

type AssignmentPlan = Plan<Assignee>;

async function planForUser(okta: Okta, state: Extract<Assignee, { user: User }>): Promise<AssignmentPlan> {
  const { app, user } = state;
  if (user.status === "DEPROVISIONED") {
    throw new UserError(
      `Cannot assign app ${quote(app.label)} to ${personNow(user)}: the account is deactivated. ` +
        `Next: change_user_status ${userArgument(user)} action=activate`,
    );
  }
  const [current, given, groups] = await Promise.all([
    getAppUser(okta, app.id, user.id),
    groupsGiving(okta, app.id),
    groupsOfUser(okta, user.id),
  ]);
  if (current?.scope === "USER") {
    throw new UserError(`Nothing to do: ${personNow(user)} has app ${quote(app.label)} already, directly.`);
  }
  const own = given.filter(({ id }) => groups.some((group) => group.id === id));
  return {
    action: `Assign app ${quote(app.label)} to ${personNow(user)}`,
    target: userTarget(user),
    changes: [{ what: assignment(state), before: false, after: true }],
    warnings: [
      ...own.length > 0 ? aboutUse(app) : [...aboutUse(app), ...aboutAccount(app)],
      ...own.length > 0
        ? [
          `They have it already by group ${
            names(own.map(({ name }) => name))
          }; assigned directly as well, it stays when ` +
          "they leave the group.",
        ]
        : given.length > 0
        ? [`Groups give this app: ${names(given.map(({ name }) => name))}. add_user_to_group keeps it with the group.`]
        : [],
    ],
    reversible: UNDOABLE,
    state,
  };
}

async function planForGroup(okta: Okta, state: Extract<Assignee, { group: Group }>): Promise<AssignmentPlan> {
  const { app, group } = state;
  const [given, members] = await Promise.all([
    groupsGiving(okta, app.id),
    membersOfGroup(okta, group.id, { limit: 200 }),
  ]);
  if (given.some(({ id }) => id === group.id)) {
    throw new UserError(`Nothing to do: group ${quote(group.name)} gives app ${quote(app.label)} already.`);
  }
  return {
    action: `Assign app ${quote(app.label)} to everybody in group ${quote(group.name)}`,
    target: groupTarget(group),
    changes: [{ what: assignment(state), before: false, after: true }],
    warnings: [
      group.type === "BUILT_IN"
        ? `Everybody in the org belongs to this group (${headCount(members)}): all of them get the app.`
        : `The group has ${headCount(members)}: those who do not have the app yet get it, and so does whoever joins.`,
      ...aboutUse(app),
      ...aboutAccount(app),
    ],
    reversible: UNDOABLE,
    state,
  };
}

function aboutUse({ status }: App): string[] {
  return status === "ACTIVE" ? [] : [`The app is ${plain(status)}: nobody can use it.`];
}

function aboutAccount({ features }: App): string[] {
  return features.includes("PUSH_NEW_USERS") ? ["Okta makes an account in the app, which may take a licence."] : [];
}
