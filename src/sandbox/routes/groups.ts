/** Groups: list, read, change; members, apps, owners. */
import { appsOfGroup, withAccessEvents } from "../assignments.ts";
import { bodyObject, type Context, noContent, ok, param, query, type Reply, stamp } from "../context.ts";
import { invalid, notFound, OktaError } from "../errors.ts";
import { matches, type Operator } from "../filter.ts";
import { type Json, objectAt } from "../json.ts";
import { groupTarget, nameOf, target, userTarget, writeEvent } from "../log.ts";
import { findGroup } from "../lookup.ts";
import { addMember, removeMember, rulesBehind } from "../membership.ts";
import { paginate } from "../paging.ts";
import { routes } from "../router.ts";
import { readFilter, refuseSearch, type SearchRules, sorted } from "../search.ts";
import type { GroupRecord, UserRecord } from "../state.ts";
import { wireApp } from "../wire/app.ts";
import { wireGroup } from "../wire/group.ts";
import { wireUser } from "../wire/user.ts";

export const groupRoutes = routes("okta.groups", [
  ["GET", "/api/v1/groups", listGroups],
  ["POST", "/api/v1/groups", addGroup],
  ["GET", "/api/v1/groups/{groupId}", getGroup],
  ["PUT", "/api/v1/groups/{groupId}", replaceGroup],
  ["DELETE", "/api/v1/groups/{groupId}", deleteGroup],
  ["GET", "/api/v1/groups/{groupId}/users", listMembers],
  ["PUT", "/api/v1/groups/{groupId}/users/{userId}", assignUser],
  ["DELETE", "/api/v1/groups/{groupId}/users/{userId}", unassignUser],
  ["GET", "/api/v1/groups/{groupId}/apps", listApps],
  ["GET", "/api/v1/groups/{groupId}/owners", listOwners],
]);

const TIMES: readonly Operator[] = ["eq", "gt", "ge", "lt", "le"];

const SEARCH_RULES: SearchRules = {
  operatorsOf(path) {
    if (path === "profile.name" || path === "profile.description") return ["eq", "sw", "co"];
    if (["created", "lastUpdated", "lastMembershipUpdated"].includes(path)) return TIMES;
    return path === "id" || path === "type" || path.startsWith("profile.") ? ["eq", "sw"] : undefined;
  },
  not: false,
  refuse: refuseSearch,
};

const FILTER_RULES: SearchRules = {
  operatorsOf(path) {
    if (path === "id" || path === "type") return ["eq"];
    return path === "lastUpdated" || path === "lastMembershipUpdated" ? TIMES : undefined;
  },
  not: false,
  refuse: refuseSearch,
};

function listGroups(context: Context): Reply {
  const [q, search, filter] = [query(context, "q"), query(context, "search"), query(context, "filter")];
  if (search !== undefined && (q !== undefined || filter !== undefined)) throw new OktaError("E0000033");
  let groups = [...context.state.groups.values()];
  if (search !== undefined) {
    const expression = readFilter(search, SEARCH_RULES);
    groups = sorted(context, groups.filter((group) => matches(expression, group, false)));
  }
  if (filter !== undefined) {
    const expression = readFilter(filter, FILTER_RULES);
    groups = groups.filter((group) => matches(expression, group, true));
  }
  if (q !== undefined) {
    groups = groups.filter(({ profile }) => profile.name.toLowerCase().startsWith(q.toLowerCase()));
  }
  const page = paginate(context, groups, {
    defaultLimit: q === undefined ? 10_000 : 300,
    maxLimit: q === undefined ? 10_000 : 300,
    keyOf: ({ id }) => id,
    paged: q === undefined,
    badCursor: search === undefined ? "E0000029" : "E0000031",
  });
  const withStats = query(context, "expand")?.split(",").includes("stats") ?? false;
  return ok(
    page.items.map((group) => ({
      ...wireGroup(group, context.url.origin),
      ...(withStats ? { _embedded: { stats: stats(context, group) } } : {}),
    })),
    page.headers,
  );
}

function stats(context: Context, group: GroupRecord): Json {
  const href = `${context.url.origin}/api/v1/groups/${group.id}`;
  return {
    usersCount: group.members.size,
    appsCount: appsOfGroup(context.state, group).length,
    groupPushMappingsCount: 0,
    hasAdminPrivilege: group.roles.length > 0,
    _links: { self: { href: `${href}/stats` }, group: { href }, users: { href: `${href}/users` } },
  };
}

function getGroup(context: Context): Reply {
  return ok(wireGroup(findGroup(context, "groupId"), context.url.origin));
}

function addGroup(context: Context): Reply {
  const time = stamp(context.now);
  const group: GroupRecord = {
    id: context.ids.id("00g"),
    type: "OKTA_GROUP",
    created: time,
    lastUpdated: time,
    lastMembershipUpdated: time,
    profile: readProfile(context, undefined),
    members: new Set(),
    roles: [],
    owners: [],
  };
  context.state.groups.set(group.id, group);
  writeEvent(context, "group.lifecycle.create", [groupTarget(group)]);
  return ok(wireGroup(group, context.url.origin));
}

function replaceGroup(context: Context): Reply {
  const group = findGroup(context, "groupId");
  requireOktaGroup(group);
  group.profile = readProfile(context, group);
  group.lastUpdated = stamp(context.now);
  writeEvent(context, "group.profile.update", [groupTarget(group)]);
  return ok(wireGroup(group, context.url.origin));
}

function readProfile(context: Context, self: GroupRecord | undefined): GroupRecord["profile"] {
  const profile = objectAt(bodyObject(context), "profile");
  const { name, description = null } = profile;
  if (typeof name !== "string" || name === "" || name.length > 255) {
    throw invalid("name", "name: expected 1 to 255 characters");
  }
  if (description !== null && typeof description !== "string") throw invalid("description", "description: not a text");
  const isTaken = [...context.state.groups.values()].some((group) => group !== self && group.profile.name === name);
  if (isTaken) throw invalid("name", "name: An object with this field already exists in the current organization");
  return { ...profile, name, description };
}

function deleteGroup(context: Context): Reply {
  const group = findGroup(context, "groupId");
  requireOktaGroup(group);
  withAccessEvents(context, appsOfGroup(context.state, group), () => {
    context.state.groups.delete(group.id);
    for (const app of context.state.apps.values()) app.groups.delete(group.id);
    writeEvent(context, "group.lifecycle.delete", [groupTarget(group)]);
  });
  return noContent();
}

function listMembers(context: Context): Reply {
  const group = findGroup(context, "groupId");
  const members = [...group.members].flatMap((id) => context.state.users.get(id) ?? []);
  const page = paginate(context, members, { defaultLimit: 1000, maxLimit: 1000, keyOf: ({ id }) => id });
  return ok(page.items.map((user) => wireUser(user, context.url.origin, "list")), page.headers);
}

function assignUser(context: Context): Reply {
  const { group, user } = membership(context);
  if (user.status === "DEPROVISIONED") throw new OktaError("E0000038");
  addMember(context, group, user);
  return noContent();
}

/** Taking out a member whom a rule put in also excludes them from the rule: it would put them back. */
function unassignUser(context: Context): Reply {
  const { group, user } = membership(context);
  if (!group.members.has(user.id)) return noContent();
  for (const rule of rulesBehind(context.state, group, user)) {
    rule.excludedUserIds.push(user.id);
    rule.lastUpdated = stamp(context.now);
    const ruleTarget = target(rule.id, "GroupRule", null, rule.name);
    writeEvent(context, "group.user_membership.rule.add_exclusion", [userTarget(user), ruleTarget]);
  }
  removeMember(context, group, user);
  return noContent();
}

/** Members are added and removed by id, not by login. */
function membership(context: Context): { group: GroupRecord; user: UserRecord } {
  const group = findGroup(context, "groupId");
  const id = param(context, "userId");
  const user = context.state.users.get(id);
  if (user === undefined) throw notFound(id, "User");
  requireOktaGroup(group);
  return { group, user };
}

/** Groups that an app or Okta itself keeps (`Everyone`) cannot be changed. */
function requireOktaGroup({ type, profile }: GroupRecord): void {
  if (type === "OKTA_GROUP") return;
  throw new OktaError("E0000060", { status: 403, causes: [`${profile.name} is a group of type ${type}`] });
}

function listApps(context: Context): Reply {
  const apps = appsOfGroup(context.state, findGroup(context, "groupId"));
  const page = paginate(context, apps, { defaultLimit: 20, maxLimit: 200, keyOf: ({ id }) => id });
  return ok(page.items.map((app) => wireApp(app, context.state, context.url.origin)), page.headers);
}

function listOwners(context: Context): Reply {
  const group = findGroup(context, "groupId");
  const page = paginate(context, group.owners, { defaultLimit: 1000, maxLimit: 1000, keyOf: (id) => id });
  const owners = page.items.flatMap((id) => context.state.users.get(id) ?? []).map((user) => ({
    id: user.id,
    type: "USER",
    resolved: true,
    originId: null,
    originType: "OKTA_DIRECTORY",
    displayName: nameOf(user),
    lastUpdated: group.lastUpdated,
  }));
  return ok(owners, page.headers);
}
