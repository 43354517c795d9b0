/** Admin roles of people and groups. Only Okta's standard roles: the demo org has no custom ones. */
import { bodyObject, type Context, created, noContent, ok, param, type Reply, stamp } from "../context.ts";
import { invalid, notFound, OktaError } from "../errors.ts";
import { groupTarget, type LoggedEvent, roleTarget, type Target, userTarget, writeEvent } from "../log.ts";
import { findGroup, findUser } from "../lookup.ts";
import { groupsOf } from "../membership.ts";
import { paginate } from "../paging.ts";
import { routes } from "../router.ts";
import type { GroupRecord, RoleRecord, UserRecord } from "../state.ts";
import { wireRole } from "../wire/user.ts";

const OF_USER = "/api/v1/users/{userId}/roles";
const OF_GROUP = "/api/v1/groups/{groupId}/roles";

export const roleRoutes = routes("okta.roles", [
  ["GET", OF_USER, listUserRoles],
  ["POST", OF_USER, (context) => assign(context, holderUser(context))],
  ["DELETE", `${OF_USER}/{roleAssignmentId}`, (context) => unassign(context, holderUser(context))],
  ["GET", OF_GROUP, (context) => ok(wireRoles(holderGroup(context)))],
  ["POST", OF_GROUP, (context) => assign(context, holderGroup(context))],
  ["DELETE", `${OF_GROUP}/{roleAssignmentId}`, (context) => unassign(context, holderGroup(context))],
  ["GET", "/api/v1/iam/roles", listCustomRoles],
  ["GET", "/api/v1/iam/assignees/users", listAssignees],
]);

const LABELS: Record<string, string> = {
  SUPER_ADMIN: "Super Administrator",
  ORG_ADMIN: "Organization Administrator",
  APP_ADMIN: "Application Administrator",
  USER_ADMIN: "Group Administrator",
  GROUP_MEMBERSHIP_ADMIN: "Group Membership Administrator",
  HELP_DESK_ADMIN: "Help Desk Administrator",
  READ_ONLY_ADMIN: "Read-Only Administrator",
  REPORT_ADMIN: "Report Administrator",
  MOBILE_ADMIN: "Mobile Administrator",
  API_ACCESS_MANAGEMENT_ADMIN: "API Access Management Administrator",
};

/** A person or a group, as far as roles go. */
interface Holder {
  record: { roles: RoleRecord[] };
  type: "USER" | "GROUP";
  href: string;
  target: Target;
  granted: LoggedEvent;
  revoked: LoggedEvent;
}

function holderUser(context: Context, user: UserRecord = findUser(context, "userId")): Holder {
  return {
    record: user,
    type: "USER",
    href: `${context.url.origin}/api/v1/users/${user.id}`,
    target: userTarget(user),
    granted: "user.account.privilege.grant",
    revoked: "user.account.privilege.revoke",
  };
}

function holderGroup(context: Context, group: GroupRecord = findGroup(context, "groupId")): Holder {
  return {
    record: group,
    type: "GROUP",
    href: `${context.url.origin}/api/v1/groups/${group.id}`,
    target: groupTarget(group),
    granted: "group.privilege.grant",
    revoked: "group.privilege.revoke",
  };
}

function wireRoles({ record, type, href }: Holder): unknown[] {
  return record.roles.map((role) => wireRole(role, type, href));
}

/** The person's own roles, then those that their groups give. */
function listUserRoles(context: Context): Reply {
  const user = findUser(context, "userId");
  const groups = groupsOf(context.state, user.id).map((group) => holderGroup(context, group));
  return ok([holderUser(context, user), ...groups].flatMap(wireRoles));
}

function assign(context: Context, holder: Holder): Reply {
  const type = bodyObject(context)["type"];
  const label = typeof type === "string" && Object.hasOwn(LABELS, type) ? LABELS[type] : undefined;
  if (typeof type !== "string" || label === undefined) {
    throw invalid("type", `type: expected one of ${Object.keys(LABELS).join(", ")}, found ${JSON.stringify(type)}`);
  }
  if (holder.record.roles.some((role) => role.type === type)) throw new OktaError("E0000090");
  const time = stamp(context.now);
  const role: RoleRecord = {
    id: context.ids.id("ra1"),
    type,
    label,
    status: "ACTIVE",
    created: time,
    lastUpdated: time,
  };
  holder.record.roles.push(role);
  writeEvent(context, holder.granted, [holder.target, roleTarget(role)], { privilegeGranted: label });
  return created(wireRole(role, holder.type, holder.href));
}

function unassign(context: Context, holder: Holder): Reply {
  const id = param(context, "roleAssignmentId");
  const role = holder.record.roles.find((each) => each.id === id);
  if (role === undefined) throw notFound(id, "RoleAssignment");
  holder.record.roles = holder.record.roles.filter((each) => each !== role);
  writeEvent(context, holder.revoked, [holder.target, roleTarget(role)], { privilegeRevoked: role.label });
  return noContent();
}

function listCustomRoles({ url }: Context): Reply {
  return ok({ roles: [], _links: { self: { href: `${url.origin}/api/v1/iam/roles` } } });
}

/** Everyone with an admin role, their own or a group's. */
function listAssignees(context: Context): Reply {
  const { state, url } = context;
  const admins = [...state.users.values()].filter(({ id, roles }) =>
    roles.length > 0 || groupsOf(state, id).some((group) => group.roles.length > 0)
  );
  const page = paginate(context, admins, { defaultLimit: 100, maxLimit: 200, keyOf: ({ id }) => id });
  const value = page.items.map(({ id }) => ({
    id,
    orn: `orn:okta:directory:${state.id}:users:${id}`,
    _links: { self: { href: `${url.origin}/api/v1/users/${id}` } },
  }));
  return ok({ value, _links: {} });
}
