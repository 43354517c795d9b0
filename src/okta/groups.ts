import { bodyOf, type Okta } from "./client.ts";
import { type App, toApp } from "./apps.ts";
import { all, type Slice, slice, type Span } from "./list.ts";
import { list, number, object, text, texts } from "./read.ts";
import { allOf, compare, enclosed } from "./scim.ts";
import { type AdminRole, toRole, toUser, type User } from "./users.ts";

/** A group of users. */
export interface Group {
  id: string;
  name: string;
  description: string | null;
  /** `OKTA_GROUP`; `APP_GROUP`, whose members another directory keeps; `BUILT_IN`, such as Everyone. */
  type: string;
  created: string | null;
  lastUpdated: string | null;
  lastMembershipUpdated: string | null;
  /** How many users it has, where the list was asked for it. */
  usersCount: number | null;
}

/** Reads a group as Okta sent it. */
export function toGroup(raw: unknown): Group {
  const document = object(raw);
  const profile = object(document.profile);
  return {
    id: text(document.id) ?? "",
    name: text(profile.name) ?? "",
    description: text(profile.description),
    type: text(document.type) ?? "UNKNOWN",
    created: text(document.created),
    lastUpdated: text(document.lastUpdated),
    lastMembershipUpdated: text(document.lastMembershipUpdated),
    usersCount: number(object(object(document._embedded).stats).usersCount),
  };
}

/** The group with this id. @throws OktaError, with status 404 where there is none. */
export async function getGroup(okta: Okta, groupId: string): Promise<Group> {
  return toGroup(bodyOf(await okta.api.GET("/api/v1/groups/{groupId}", { params: { path: { groupId } } })));
}

/** Which groups a list is about. */
export interface GroupQuery {
  /** A part of the name. */
  q?: string;
  type?: "OKTA_GROUP" | "APP_GROUP" | "BUILT_IN";
  /** A SCIM expression of the caller's own. */
  search?: string;
}

/** Okta advises pages of 200 for groups and their members, though it allows more. */
const PAGE = 200;

/**
 * Groups with their member counts, a slice at a time.
 * @throws UserError for a malformed expression or a cursor of another list, OktaError.
 */
export function listGroups(okta: Okta, { q, type, search }: GroupQuery, span: Span): Promise<Slice<Group>> {
  const expression = allOf([
    ...(q === undefined ? [] : [compare("profile.name", "co", q)]),
    ...(type === undefined ? [] : [compare("type", "eq", type)]),
    ...(search === undefined ? [] : [enclosed(search)]),
  ]);
  const condition = expression === "" ? {} : { search: expression };
  const query = { limit: Math.min(span.limit, PAGE), expand: "stats", ...condition };
  return slice(okta, "/api/v1/groups", { query }, span, toGroup);
}

/** The groups of a user. @throws OktaError */
export function groupsOfUser(okta: Okta, userId: string): Promise<Group[]> {
  return all(okta, "/api/v1/users/{id}/groups", { path: { id: userId } }, toGroup);
}

/** The members of a group, a slice at a time. @throws UserError for a cursor of another list, OktaError. */
export function membersOfGroup(okta: Okta, groupId: string, span: Span): Promise<Slice<User>> {
  const params = { path: { groupId }, query: { limit: Math.min(span.limit, PAGE) } };
  return slice(okta, "/api/v1/groups/{groupId}/users", params, span, (item) => toUser(item));
}

/** The apps that a group gives. @throws OktaError */
export function appsOfGroup(okta: Okta, groupId: string): Promise<App[]> {
  return all(okta, "/api/v1/groups/{groupId}/apps", { path: { groupId }, query: { limit: PAGE } }, toApp);
}

/** The admin roles that membership in a group gives. @throws OktaError, E0000006 where the token may not see roles. */
export async function rolesOfGroup(okta: Okta, groupId: string): Promise<AdminRole[]> {
  const result = await okta.api.GET("/api/v1/groups/{groupId}/roles", { params: { path: { groupId } } });
  return list(bodyOf(result)).map(toRole);
}

/** Somebody who answers for a group. */
export interface GroupOwner {
  id: string;
  /** `USER` or `GROUP`. */
  type: string;
  name: string;
}

/** The owners of a group. @throws OktaError, E0000015 where the org has no group owners. */
export function ownersOfGroup(okta: Okta, groupId: string): Promise<GroupOwner[]> {
  const params = { path: { groupId }, query: { limit: PAGE } };
  return all(okta, "/api/v1/groups/{groupId}/owners", params, (item) => {
    const { id, type, displayName } = object(item);
    return { id: text(id) ?? "", type: text(type) ?? "UNKNOWN", name: text(displayName) ?? text(id) ?? "" };
  });
}

/** A rule that puts users into groups. */
export interface GroupRule {
  id: string;
  name: string;
  /** `ACTIVE`, `INACTIVE`, or `INVALID` when something it needs is gone. */
  status: string;
  /** The condition in Okta Expression Language. */
  expression: string | null;
  groupIds: string[];
  /** Users whom the rule leaves out. */
  excludedUserIds: string[];
}

/** Every rule that puts users into groups, active or not. @throws OktaError */
export function groupRules(okta: Okta): Promise<GroupRule[]> {
  return all(okta, "/api/v1/groups/rules", { query: { limit: PAGE } }, toGroupRule);
}

/** The rules that put users into a group, active or not. @throws OktaError */
export async function rulesForGroup(okta: Okta, groupId: string): Promise<GroupRule[]> {
  return (await groupRules(okta)).filter((rule) => rule.groupIds.includes(groupId));
}

function toGroupRule(raw: unknown): GroupRule {
  const { id, name, status, conditions, actions } = object(raw);
  return {
    id: text(id) ?? "",
    name: text(name) ?? "",
    status: text(status) ?? "UNKNOWN",
    expression: text(object(object(conditions).expression).value),
    groupIds: texts(object(object(actions).assignUserToGroups).groupIds),
    excludedUserIds: texts(object(object(object(conditions).people).users).exclude),
  };
}

/** Puts a user into a group. @throws OktaError, for one thing where another directory keeps the members. */
export async function addMember(okta: Okta, groupId: string, userId: string): Promise<void> {
  await okta.api.PUT("/api/v1/groups/{groupId}/users/{userId}", { params: { path: { groupId, userId } } });
}

/** Takes a user out of a group, and with it the apps that only this group gave them. @throws OktaError */
export async function removeMember(okta: Okta, groupId: string, userId: string): Promise<void> {
  await okta.api.DELETE("/api/v1/groups/{groupId}/users/{userId}", { params: { path: { groupId, userId } } });
}
