/** Who is assigned to an app: people and groups. */
import {
  assignedUsers,
  assignmentOf,
  grantingGroup,
  logAccess,
  newAssignment,
  withAccessEvents,
} from "../assignments.ts";
import { bodyObject, type Context, noContent, ok, param, query, type Reply, stamp } from "../context.ts";
import { notFound, OktaError } from "../errors.ts";
import { isObject, type Json, objectAt } from "../json.ts";
import { appTarget, groupTarget, writeEvent } from "../log.ts";
import { findApp, findGroup } from "../lookup.ts";
import { paginate } from "../paging.ts";
import { routes } from "../router.ts";
import type { AppRecord, UserRecord } from "../state.ts";
import { wireAppGroup, wireAppUser } from "../wire/app.ts";
import { wireGroup } from "../wire/group.ts";
import { wireUser } from "../wire/user.ts";

const USERS = "/api/v1/apps/{appId}/users";
const GROUPS = "/api/v1/apps/{appId}/groups";

export const appAssignmentRoutes = routes("okta.apps", [
  ["GET", USERS, listUsers],
  ["POST", USERS, assignUser],
  ["GET", `${USERS}/{userId}`, getUser],
  ["POST", `${USERS}/{userId}`, updateUser],
  ["DELETE", `${USERS}/{userId}`, unassignUser],
  ["GET", GROUPS, listGroups],
  ["GET", `${GROUPS}/{groupId}`, getGroup],
  ["PUT", `${GROUPS}/{groupId}`, assignGroup],
  ["DELETE", `${GROUPS}/{groupId}`, unassignGroup],
]);

function listUsers(context: Context): Reply {
  const { state } = context;
  const app = findApp(context, "appId");
  const q = query(context, "q")?.toLowerCase() ?? "";
  const users = assignedUsers(state, app).filter((user) => {
    const { firstName, lastName, email } = user.profile;
    const { userName } = assignmentOf(state, app, user)!.record.credentials;
    return [userName, firstName, lastName, email].some((value) => value.toLowerCase().startsWith(q));
  });
  const page = paginate(context, users, { defaultLimit: 50, maxLimit: 500, keyOf: ({ id }) => id });
  return ok(page.items.map((user) => wire(context, app, user)), page.headers);
}

function wire(context: Context, app: AppRecord, user: UserRecord): Json {
  const { origin } = context.url;
  const assignment = assignmentOf(context.state, app, user);
  if (assignment === undefined) throw notFound(user.id, "AppUser");
  const expanded = query(context, "expand") === "user" ? { _embedded: { user: wireUser(user, origin, "list") } } : {};
  return { ...wireAppUser(app, user.id, assignment, origin), ...expanded };
}

function getUser(context: Context): Reply {
  const app = findApp(context, "appId");
  return ok(wire(context, app, findAssignee(context, param(context, "userId"), "AppUser")));
}

function assignUser(context: Context): Reply {
  const app = findApp(context, "appId");
  const body = bodyObject(context);
  const user = findAssignee(context, String(body["id"]), "User");
  if (user.status === "DEPROVISIONED") throw new OktaError("E0000117");
  if (app.users.has(user.id)) throw new OktaError("E0000062");
  assignDirectly(context, app, user, body);
  return ok(wire(context, app, user));
}

/** Changes an assignment; one that a group made becomes the person's own. */
function updateUser(context: Context): Reply {
  const app = findApp(context, "appId");
  const body = bodyObject(context);
  const user = findAssignee(context, param(context, "userId"), "AppUser");
  const record = app.users.get(user.id);
  if (assignmentOf(context.state, app, user) === undefined) throw notFound(user.id, "AppUser");
  if (record === undefined) assignDirectly(context, app, user, body);
  else {
    applyBody(record, body);
    record.lastUpdated = stamp(context.now);
    logAccess(context, "application.user_membership.update", app, user);
  }
  return ok(wire(context, app, user));
}

function assignDirectly(context: Context, app: AppRecord, user: UserRecord, body: Json): void {
  const record = newAssignment(app, user, stamp(context.now));
  applyBody(record, body);
  const hadAccess = assignmentOf(context.state, app, user) !== undefined;
  app.users.set(user.id, record);
  logAccess(context, `application.user_membership.${hadAccess ? "update" : "add"}`, app, user);
}

/** A password that is set never comes back in an answer: it is not kept. */
function applyBody(record: { credentials: { userName: string }; profile: Json }, body: Json): void {
  const { userName } = objectAt(body, "credentials");
  if (typeof userName === "string") record.credentials = { userName };
  record.profile = { ...record.profile, ...objectAt(body, "profile") };
}

/** While a group gives access, a person's own assignment cannot be taken away. */
function unassignUser(context: Context): Reply {
  const app = findApp(context, "appId");
  const user = findAssignee(context, param(context, "userId"), "AppUser");
  if (assignmentOf(context.state, app, user) === undefined) throw notFound(user.id, "AppUser");
  const groupId = grantingGroup(context.state, app, user);
  if (groupId !== undefined) {
    const name = context.state.groups.get(groupId)?.profile.name;
    throw new OktaError("E0000046", {
      causes: [`The application cannot be unassigned from the user while the group ${name} gives them access.`],
    });
  }
  app.users.delete(user.id);
  logAccess(context, "application.user_membership.remove", app, user);
  return noContent();
}

/** `missing` is what Okta says it did not find. */
function findAssignee(context: Context, id: string, missing: "User" | "AppUser"): UserRecord {
  const user = context.state.users.get(id);
  if (user === undefined) throw notFound(id, missing);
  return user;
}

function listGroups(context: Context): Reply {
  const app = findApp(context, "appId");
  const q = query(context, "q")?.toLowerCase() ?? "";
  const groups = [...app.groups.entries()].sort(([, a], [, b]) => a.priority - b.priority)
    .flatMap(([id]) => context.state.groups.get(id) ?? [])
    .filter(({ profile }) => profile.name.toLowerCase().startsWith(q));
  const page = paginate(context, groups, { defaultLimit: 20, maxLimit: 200, keyOf: ({ id }) => id });
  return ok(page.items.map(({ id }) => wireGroupOf(context, app, id)), page.headers);
}

function wireGroupOf(context: Context, app: AppRecord, groupId: string): Json {
  const group = context.state.groups.get(groupId);
  if (group === undefined || !app.groups.has(groupId)) throw notFound(groupId, "ApplicationGroupAssignment");
  const expanded = query(context, "expand") === "group"
    ? { _embedded: { group: wireGroup(group, context.url.origin) } }
    : {};
  return { ...wireAppGroup(app, groupId, context.url.origin), ...expanded };
}

function getGroup(context: Context): Reply {
  const app = findApp(context, "appId");
  return ok(wireGroupOf(context, app, param(context, "groupId")));
}

function assignGroup(context: Context): Reply {
  const app = findApp(context, "appId");
  const group = findGroup(context, "groupId");
  const priority = isObject(context.body) ? context.body["priority"] : undefined;
  const before = app.groups.get(group.id);
  withAccessEvents(context, [app], () => {
    app.groups.set(group.id, {
      priority: typeof priority === "number" ? priority : before?.priority ?? app.groups.size,
      lastUpdated: stamp(context.now),
      profile: objectAt(context.body, "profile"),
    });
    const event = `group.application_assignment.${before === undefined ? "add" : "update"}` as const;
    writeEvent(context, event, [appTarget(app), groupTarget(group)]);
  });
  return ok(wireGroupOf(context, app, group.id));
}

function unassignGroup(context: Context): Reply {
  const app = findApp(context, "appId");
  const group = findGroup(context, "groupId");
  if (!app.groups.has(group.id)) throw notFound(group.id, "ApplicationGroupAssignment");
  withAccessEvents(context, [app], () => {
    app.groups.delete(group.id);
    writeEvent(context, "group.application_assignment.remove", [appTarget(app), groupTarget(group)]);
  });
  return noContent();
}
