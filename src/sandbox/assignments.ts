/** Who may use which app: direct assignments, and those that a group's assignment makes. */
import type { Context } from "./context.ts";
import { appTarget, appUserTarget, type LoggedEvent, userTarget, writeEvent } from "./log.ts";
import type { AppRecord, AppUserRecord, GroupRecord, OrgState, UserRecord } from "./state.ts";

export interface Assignment {
  /** `USER` was assigned directly, `GROUP` by the group. */
  scope: "USER" | "GROUP";
  record: AppUserRecord;
}

/** How this person is assigned to the app, or undefined. A direct assignment goes before a group's. */
export function assignmentOf(state: OrgState, app: AppRecord, user: UserRecord): Assignment | undefined {
  if (user.status === "DEPROVISIONED") return undefined;
  const direct = app.users.get(user.id);
  const groupId = grantingGroup(state, app, user);
  const record = direct ?? (groupId === undefined ? undefined : groupMade(app, groupId, user));
  if (record === undefined) return undefined;
  const trouble = app.syncErrors.has(user.id) ? { status: "STAGED", syncState: "ERROR" } : {};
  return { scope: direct === undefined ? "GROUP" : "USER", record: { ...record, ...trouble } };
}

/** The assigned group with the highest priority (lowest number) that the person is in. */
export function grantingGroup(state: OrgState, app: AppRecord, user: UserRecord): string | undefined {
  return [...app.groups]
    .filter(([groupId]) => state.groups.get(groupId)?.members.has(user.id))
    .sort(([, a], [, b]) => a.priority - b.priority)[0]?.[0];
}

/** Everyone assigned to the app. */
export function assignedUsers(state: OrgState, app: AppRecord): UserRecord[] {
  return [...state.users.values()].filter((user) => assignmentOf(state, app, user) !== undefined);
}

/** Every app the person is assigned to. */
export function appsOf(state: OrgState, user: UserRecord): AppRecord[] {
  return [...state.apps.values()].filter((app) => assignmentOf(state, app, user) !== undefined);
}

/** Every app that is assigned to the group. */
export function appsOfGroup(state: OrgState, group: GroupRecord): AppRecord[] {
  return [...state.apps.values()].filter((app) => app.groups.has(group.id));
}

/** A fresh assignment. Okta provisions an account where the app can take one, otherwise it only records the access. */
export function newAssignment(app: AppRecord, user: UserRecord, time: string): AppUserRecord {
  const provisions = app.features.includes("PUSH_NEW_USERS");
  return {
    created: time,
    lastUpdated: time,
    statusChanged: time,
    status: provisions ? "PROVISIONED" : "ACTIVE",
    syncState: provisions ? "SYNCHRONIZED" : "DISABLED",
    credentials: { userName: userNameIn(app, user) },
    profile: {},
  };
}

function groupMade(app: AppRecord, groupId: string, user: UserRecord): AppUserRecord {
  const { lastUpdated, profile } = app.groups.get(groupId)!;
  return { ...newAssignment(app, user, lastUpdated), profile };
}

/** The name in the app by its `userNameTemplate`: the login, unless it says e-mail. */
function userNameIn(app: AppRecord, user: UserRecord): string {
  const template = JSON.stringify(app.credentials["userNameTemplate"] ?? "");
  if (template.includes("source.email}")) return user.profile.email;
  return template.includes("loginPrefix") ? user.profile.login.split("@")[0]! : user.profile.login;
}

/**
 * Runs a change to groups, members or apps and then logs who gained and who lost an app by it, as Okta does for each
 * person. `apps` are the apps that the change can touch.
 */
export function withAccessEvents(context: Context, apps: readonly AppRecord[], change: () => void): void {
  const { state } = context;
  const snapshot = () => new Map(apps.map((app) => [app, new Set(assignedUsers(state, app))]));
  const before = snapshot();
  change();
  for (const [app, after] of snapshot()) {
    const had = before.get(app)!;
    for (const user of had.difference(after)) logAccess(context, "application.user_membership.remove", app, user);
    for (const user of after.difference(had)) logAccess(context, "application.user_membership.add", app, user);
  }
}

export function logAccess(context: Context, event: LoggedEvent, app: AppRecord, user: UserRecord): void {
  writeEvent(context, event, [appUserTarget(user), appTarget(app), userTarget(user)]);
}
