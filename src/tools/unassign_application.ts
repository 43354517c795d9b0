import * as z from "zod";
import { quote } from "../mcp/output.ts";
import type { Plan } from "../mcp/tool.ts";
import { type App, getAppUser, groupsOfApp, unassignGroup, unassignUser } from "../okta/apps.ts";
import type { Okta } from "../okta/client.ts";
import { type Group, groupsOfUser } from "../okta/groups.ts";
import type { User } from "../okta/users.ts";
import { defineWrite } from "./define.ts";
import { losersOf } from "./shared/app_losers.ts";
import { type Assignee, assigneeOf, assignment, groupsGiving } from "./shared/assignee.ts";
import { names } from "./shared/names.ts";
import { person, personNow, userArgument } from "./shared/person.ts";
import { groupTarget, userTarget } from "./shared/targets.ts";
import { UNDOABLE } from "./shared/undoable.ts";
import { UserError } from "../user_error.ts";

export const unassignApplication = defineWrite({
  name: "unassign_application",
  title: "Take an app away",
  description:
    "Takes a directly assigned app away from a person, or from everybody who has it only by a group. Their " +
    "profile in the app goes with it. What a group gives a person is taken away by remove_user_from_group.",
  toolset: "support",
  scopes: ["okta.apps.manage", "okta.users.read"],
  helpfulScopes: ["okta.groups.read"],
  risk: "destructive",
  idempotent: true,
  bulk: true,
  input: z.object({ app: z.string(), user: z.string().exactOptional(), group: z.string().exactOptional() }),

  async plan(args, { okta }) {
    const assignee = await assigneeOf(okta, args);
    return assignee.user ? await planForUser(okta, assignee) : await planForGroup(okta, assignee);
  },

  async act({ changes, state: { app, user, group } }, { okta }) {
    if (group) await unassignGroup(okta, app.id, group.id);
    else await unassignUser(okta, app.id, user.id);
    const left = group
      ? (await groupsOfApp(okta, app.id)).some(({ id }) => id === group.id)
      : await getAppUser(okta, app.id, user.id) !== null;
    return {
      changes: changes.map((change) => ({ ...change, after: left })),
      notes: [
        left
          ? `Okta still shows the assignment: look again in a minute.`
          : "A session that is open inside the app may last a while.",
      ],
      undo: { tool: "assign_application", args: { app: app.id, ...group ? { group: group.id } : { user: user.id } } },
    };
  },
});

type AssignmentPlan = Plan<Assignee>;

async function planForUser(okta: Okta, state: Extract<Assignee, { user: User }>): Promise<AssignmentPlan> {
  const { app, user } = state;
  const [current, given, groups] = await Promise.all([
    getAppUser(okta, app.id, user.id),
    groupsGiving(okta, app.id),
    groupsOfUser(okta, user.id),
  ]);
  const label = quote(app.label);
  if (current === null) throw new UserError(`Nothing to do: ${personNow(user)} does not have app ${label}.`);
  const own = groups.filter(({ id }) => given.some((group) => group.id === id));
  if (own.length > 0 || current.scope === "GROUP") {
    const by = own.length === 0 ? "a group" : `group ${names(own.map(({ name }) => name))}`;
    throw new UserError(
      `Cannot take app ${label} away from ${personNow(user)} alone: ${by} gives it. ${wayOut(user, app, own)}`,
    );
  }
  return {
    action: `Take app ${label} away from ${personNow(user)}`,
    target: userTarget(user),
    changes: [{ what: assignment(state), before: true, after: false }],
    warnings: [`${person(user)} loses the app, and no group gives it to them.`, ...aboutApp(app)],
    reversible: `${UNDOABLE} The profile in the app does not come back with it.`,
    state,
  };
}

/** How somebody loses what a group gives, by who keeps the group's members. */
function wayOut(user: User, app: App, [group]: readonly Group[]): string {
  switch (group?.type) {
    case "BUILT_IN":
      return `Everybody belongs to that group: keep this person out by the app's sign-on policy, or take the app away ` +
        `from all: unassign_application app=${quote(app.label)} group=${quote(group.name)}`;
    case "APP_GROUP":
      return "Its members are imported: change the membership in the directory that it comes from.";
    default:
      return `Next: remove_user_from_group ${userArgument(user)}${
        group ? ` group=${quote(group.name)}` : ""
      }, which takes all that the group gives.`;
  }
}

async function planForGroup(okta: Okta, state: Extract<Assignee, { group: Group }>): Promise<AssignmentPlan> {
  const { app, group } = state;
  const given = await groupsGiving(okta, app.id);
  const label = quote(app.label);
  if (!given.some(({ id }) => id === group.id)) {
    const who = given.length === 0 ? "no group does" : `these do: ${names(given.map(({ name }) => name))}`;
    throw new UserError(`Nothing to do: group ${quote(group.name)} does not give app ${label}; ${who}.`);
  }
  return {
    action: `Take app ${label} away from group ${quote(group.name)}`,
    target: groupTarget(group),
    changes: [{ what: assignment(state), before: true, after: false }],
    warnings: [
      ...await losersOf(okta, app, group, given.filter(({ id }) => id !== group.id)),
      ...aboutApp(app),
    ],
    reversible: `${UNDOABLE} The profiles in the app do not come back with it.`,
    state,
  };
}

function aboutApp({ features }: App): string[] {
  const deactivates = features.includes("PUSH_USER_DEACTIVATION");
  return [
    `The profile that Okta keeps for the app is deleted${
      deactivates ? ", and the account in the app deactivated" : ""
    }.`,
  ];
}
