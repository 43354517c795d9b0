/** Writes the System Log: every change made through the API leaves the events that Okta would write. */
import type { Context } from "./context.ts";
import type { AppRecord, EventRecord, GroupRecord, RoleRecord, UserRecord } from "./state.ts";

/** What each event says of itself. */
const MESSAGES = {
  "application.lifecycle.activate": "Activate application",
  "application.lifecycle.deactivate": "Deactivate application",
  "application.lifecycle.delete": "Delete application",
  "application.lifecycle.update": "Update application",
  "application.user_membership.add": "Add user to application membership",
  "application.user_membership.remove": "Remove user's application membership",
  "application.user_membership.update": "Update user's application membership",
  "group.application_assignment.add": "Assign application to group",
  "group.application_assignment.remove": "Remove application from group",
  "group.application_assignment.update": "Update application assignment of group",
  "group.lifecycle.create": "Create Okta group",
  "group.lifecycle.delete": "Delete Okta group",
  "group.privilege.grant": "Grant group privilege",
  "group.privilege.revoke": "Revoke group privilege",
  "group.profile.update": "Update Okta group profile",
  "group.user_membership.add": "Add user to group membership",
  "group.user_membership.remove": "Remove user from group membership",
  "group.user_membership.rule.add_exclusion": "Exclude user from group rule",
  "user.account.expire_password": "Expire Okta password",
  "user.account.privilege.grant": "Grant user privilege",
  "user.account.privilege.revoke": "Revoke user privilege",
  "user.account.reset_password": "Reset Okta password",
  "user.account.unlock_by_admin": "Unlock user account by admin",
  "user.account.update_password": "Update Okta password",
  "user.account.update_profile": "Update Okta user profile",
  "user.lifecycle.activate": "Activate Okta user",
  "user.lifecycle.create": "Create Okta user",
  "user.lifecycle.deactivate": "Deactivate Okta user",
  "user.lifecycle.delete.completed": "Delete Okta user",
  "user.lifecycle.delete.initiated": "Start deleting Okta user",
  "user.lifecycle.reactivate": "Reactivate Okta user",
  "user.lifecycle.suspend": "Suspend Okta user",
  "user.lifecycle.unsuspend": "Unsuspend Okta user",
  "user.mfa.factor.deactivate": "Reset factor for user",
  "user.mfa.factor.reset_all": "Reset all factors for user",
  "user.session.clear": "Clear user session",
  "zone.activate": "Activate network zone",
  "zone.create": "Create network zone",
  "zone.deactivate": "Deactivate network zone",
  "zone.update": "Update network zone",
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
