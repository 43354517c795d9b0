/** Writes the System Log: every change made through the API leaves the events that Okta would write. */
import type { Context } from "./context.ts";
import type { AppRecord, EventRecord, GroupRecord, RoleRecord, UserRecord } from "./state.ts";

/** What each event says of itself, in our words. */
const MESSAGES = {
  "access.request.create": "Access requested",
  "application.lifecycle.activate": "App switched on",
  "application.lifecycle.deactivate": "App switched off",
  "application.lifecycle.delete": "App deleted",
  "application.lifecycle.update": "App changed",
  "application.user_membership.add": "User assigned to app",
  "application.user_membership.remove": "User unassigned from app",
  "application.user_membership.update": "User's assignment to app changed",
  "group.application_assignment.add": "App given to group",
  "group.application_assignment.remove": "App taken from group",
  "group.application_assignment.update": "Group's assignment to app changed",
  "group.lifecycle.create": "Group created",
  "group.lifecycle.delete": "Group deleted",
  "group.privilege.grant": "Admin role granted to group",
  "group.privilege.revoke": "Admin role taken from group",
  "group.profile.update": "Group's profile changed",
  "group.user_membership.add": "User added to group",
  "group.user_membership.remove": "User removed from group",
  "group.user_membership.rule.add_exclusion": "User excepted from group rule",
  "user.account.expire_password": "Password set to expire",
  "user.account.privilege.grant": "Admin role granted to user",
  "user.account.privilege.revoke": "Admin role taken from user",
  "user.account.reset_password": "Password reset started by an admin",
  "user.account.unlock_by_admin": "Account unlocked by an admin",
  "user.account.update_password": "User changed the Okta password",
  "user.account.update_profile": "User profile changed",
  "user.lifecycle.activate": "User activation started",
  "user.lifecycle.create": "User created",
  "user.lifecycle.deactivate": "User deactivated",
  "user.lifecycle.delete.completed": "User deleted for good",
  "user.lifecycle.delete.initiated": "User deletion started",
  "user.lifecycle.reactivate": "User invited again",
  "user.lifecycle.suspend": "User suspended",
  "user.lifecycle.unsuspend": "User's suspension ended",
  "user.mfa.factor.deactivate": "Authenticator taken from user",
  "user.mfa.factor.reset_all": "All authenticators taken from user",
  "user.session.clear": "User's sessions ended",
  "zone.activate": "Network zone switched on",
  "zone.create": "Network zone drawn",
  "zone.deactivate": "Network zone switched off",
  "zone.update": "Network zone changed",
} as const;

export type LoggedEvent = keyof typeof MESSAGES;

export type Target = NonNullable<EventRecord["target"]>[number];

export function userTarget(user: UserRecord): Target {
  return target(user.id, "User", user.profile.login, nameOf(user));
}

export function groupTarget(group: GroupRecord): Target {
  return target(group.id, "UserGroup", "unknown", group.profile.name);
}

export function appTarget(app: AppRecord): Target {
  return target(app.id, "AppInstance", app.label, app.label);
}

/** The account in the app, which has an id of its own beside the user's. */
export function appUserTarget(user: UserRecord): Target {
  return target(`0ua${user.id.slice(3)}`, "AppUser", user.profile.login, nameOf(user));
}

export function roleTarget(role: RoleRecord): Target {
  return target(role.id, "ROLE", role.type, role.label);
}

/** Any other thing that was touched. */
export function target(id: string, type: string, alternateId: string | null, displayName: string | null): Target {
  return { id, type, alternateId, displayName, detailEntry: null };
}

export function nameOf(user: UserRecord): string {
  return `${user.profile.firstName} ${user.profile.lastName}`;
}

/**
 * Writes one event of the caller's doing: actor, client, time and request are the request's own. `debugData` adds what
 * this kind of event tells beyond its targets; `reason` explains the outcome.
 */
export function writeEvent(
  context: Context,
  eventType: LoggedEvent,
  targets: Target[],
  debugData: Record<string, string> = {},
  reason: string | null = null,
): void {
  const owner = context.state.users.get(context.state.tokenOwnerId);
  const userAgent = context.headers.get("user-agent") ?? "";
  append(context.state.events, {
    uuid: context.ids.uuid(),
    published: context.now.toISOString(),
    eventType,
    version: "0",
    severity: "INFO",
    displayMessage: MESSAGES[eventType],
    actor: owner === undefined
      ? target(context.state.tokenOwnerId, "User", null, null)
      : target(owner.id, "User", owner.profile.login, nameOf(owner)),
    client: {
      userAgent: { rawUserAgent: userAgent, os: "Unknown", browser: "UNKNOWN" },
      zone: "null",
      device: "Unknown",
      id: null,
      ipAddress: context.remoteAddress,
      geographicalContext: null,
    },
    device: null,
    authenticationContext: {
      authenticationProvider: null,
      credentialProvider: null,
      credentialType: null,
      issuer: null,
      interface: null,
      authenticationStep: 0,
      externalSessionId: `trs${context.requestId.slice(0, 22)}`,
    },
    outcome: { result: "SUCCESS", reason },
    target: targets,
    transaction: {
      type: "WEB",
      id: context.requestId,
      detail: { requestApiTokenId: tokenIdOf(context.state.tokenOwnerId) },
    },
    debugContext: {
      debugData: {
        requestId: context.requestId,
        requestUri: context.url.pathname,
        url: `${context.url.pathname}?${context.url.searchParams}`,
        ...debugData,
      },
    },
    legacyEventType: null,
    request: { ipChain: [{ ip: context.remoteAddress, geographicalContext: null, version: "V4", source: null }] },
    securityContext: { asNumber: null, asOrg: null, isp: null, domain: null, isProxy: null },
  });
}

/** The id of the API token that belongs to a user. */
export function tokenIdOf(userId: string): string {
  return `00T${userId.slice(3)}`;
}

/** Keeps the log ordered by `published`, whatever clock the caller set. */
function append(events: EventRecord[], event: EventRecord): void {
  let index = events.length;
  while (index > 0 && events[index - 1]!.published > event.published) index--;
  events.splice(index, 0, event);
}
