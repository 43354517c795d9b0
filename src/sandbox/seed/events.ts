/**
 * The demo org's System Log: the kinds of event it knows and the builder that gives each its wire shape.
 * `displayMessage` is in our words; types, targets, outcomes and debug data follow the Management API's `LogEvent`.
 */

import type { AppRecord, EventRecord, FactorRecord, GroupRecord, PolicyRecord, PolicyRuleRecord } from "../state.ts";
import type { UserRecord } from "../state.ts";
import type { Origin } from "./origins.ts";
import type { Random } from "./random.ts";

interface Kind {
  message: string;
  /** The Events API's name for it; `[success, failure]` where they differ. Newer kinds have none. */
  legacy?: string | readonly [string, string];
  severity?: EventRecord["severity"];
}

/** Every event type in the demo org's log. */
export const EVENT_KINDS = {
  "app.generic.unauth_app_access_attempt": {
    message: "User tried to open an app that is not assigned",
    legacy: "app.generic.unauth_app_access_attempt",
    severity: "WARN",
  },
  "app.oauth2.token.grant.access_token": {
    message: "Access token granted to an OAuth client",
    legacy: "app.oauth2.token.grant.access_token_success",
  },
  "application.lifecycle.update": { message: "App changed", legacy: "application.lifecycle.update" },
  "application.policy.sign_on.deny_access": { message: "Access to app denied by its policy", severity: "WARN" },
  "application.provision.user.deactivate": { message: "User deactivated in the app by provisioning" },
  "application.provision.user.push": { message: "User pushed to the app by provisioning" },
  "application.user_membership.add": {
    message: "User assigned to app",
    legacy: "app.generic.provision.assign_user_to_app",
  },
  "application.user_membership.remove": {
    message: "User unassigned from app",
    legacy: "app.generic.provision.deactivate_user_from_app",
  },
  "device.enrollment.create": { message: "Device enrolled in Okta Verify" },
  "group.user_membership.add": { message: "User added to group", legacy: "core.user_group_member.user_add" },
  "group.user_membership.remove": { message: "User removed from group", legacy: "core.user_group_member.user_remove" },
  "policy.evaluate_sign_on": { message: "Sign-on policy evaluated" },
  "policy.rule.add": { message: "Policy rule added", legacy: "policy.rule.add" },
  "policy.rule.update": { message: "Policy rule changed", legacy: "policy.rule.update" },
  "security.attack.end": { message: "Attack on the org over" },
  "security.attack.start": { message: "Attack on the org detected", severity: "WARN" },
  "security.threat.detected": { message: "Request from an address that ThreatInsight suspects", severity: "WARN" },
  "system.agent.ad.connect": { message: "AD agent connection to Okta", legacy: "system.agent.ad.connect" },
  "system.agent.ad.start": { message: "AD agent started", legacy: "system.agent.ad.start" },
  "system.email.mfa_enroll_notification.sent_message": { message: "E-mail about a new authenticator sent" },
  "system.email.new_device_notification.sent_message": { message: "E-mail about a sign-in from a new device sent" },
  "system.email.password_reset.sent_message": { message: "Password reset e-mail sent" },
  "system.import.complete": { message: "Import finished", legacy: "app.user_management.import.complete" },
  "system.import.start": { message: "Import started", legacy: "app.user_management.import.start" },
  "system.org.rate_limit.violation": {
    message: "Rate limit exceeded",
    legacy: "core.framework.ratelimit.violation",
    severity: "WARN",
  },
  "system.org.rate_limit.warning": {
    message: "Rate limit nearly reached",
    legacy: "core.framework.ratelimit.warning",
    severity: "WARN",
  },
  "system.push.send_factor_verify_push": { message: "Okta Verify push sent" },
  "user.account.lock": {
    message: "Account locked after too many failed sign-ins",
    legacy: "core.user_auth.account_locked",
    severity: "DEBUG",
  },
  "user.account.privilege.grant": {
    message: "Admin role granted to user",
    legacy: "core.user.admin_privilege.granted",
  },
  "user.account.reset_password": {
    message: "Password reset started by an admin",
    legacy: "core.user.config.user_status.password_reset",
  },
  "user.account.unlock_by_admin": { message: "Account unlocked by an admin" },
  "user.account.update_password": {
    message: "User changed the Okta password",
    legacy: ["core.user.config.password_update.success", "core.user.config.password_update.failure"],
  },
  "user.account.update_profile": { message: "User profile changed", legacy: "core.user.config.profile_update.success" },
  "user.authentication.auth_via_AD_agent": {
    message: "Password checked by the AD agent",
    legacy: ["core.user_auth.ad_login.success", "core.user_auth.ad_login.failed"],
  },
  "user.authentication.auth_via_mfa": {
    message: "Authenticator checked",
    legacy: ["core.user.factor.attempt_success", "core.user.factor.attempt_fail"],
    severity: "INFO",
  },
  "user.authentication.auth_via_richclient": {
    message: "Sign-in by a client without a browser",
    legacy: ["app.rich_client.login_success", "app.rich_client.login_failure"],
  },
  "user.authentication.sso": { message: "User opened an app by single sign-on", legacy: "app.auth.sso" },
  "user.lifecycle.activate": {
    message: "User activation started",
    legacy: "core.user.config.user_activated",
  },
  "user.lifecycle.create": { message: "User created", legacy: "core.user.config.user_creation.success" },
  "user.lifecycle.deactivate": { message: "User deactivated", legacy: "core.user.config.user_deactivated" },
  "user.lifecycle.suspend": { message: "User suspended", legacy: "core.user.config.user_status.suspended" },
  "user.mfa.factor.activate": { message: "Authenticator enrolled", legacy: "core.user.factor.activate" },
  "user.session.access_admin_app": { message: "User opened the Admin Console", legacy: "app.admin.sso.login.success" },
  "user.session.clear": { message: "User's sessions ended", legacy: "core.user.admin_session_cleared" },
  "user.session.end": { message: "User signed out of Okta", legacy: "core.user_auth.logout_success" },
  "user.session.start": {
    message: "User sign-in to Okta",
    legacy: ["core.user_auth.login_success", "core.user_auth.login_failed"],
  },
  "zone.update": { message: "Network zone changed", legacy: "zone.update" },
} as const satisfies Record<string, Kind>;

export type EventType = keyof typeof EVENT_KINDS;

/** Somebody or something that an event names, as its actor or among its targets. */
export interface Entity {
  id: string;
  type: string;
  alternateId: string | null;
  displayName: string | null;
  detailEntry: Record<string, unknown> | null;
}

/** One HTTP request to Okta. Events that carry the same one have the same `transaction.id`. */
export interface Request {
  id: string;
  uri: string;
  query?: string;
  /** Id of the API token that the request was made with, if it was. */
  tokenId?: string;
}

/** Who causes events, from where, and in which session. */
export interface Sender {
  actor: Entity;
  /** Left out for Okta's own background work, which has no client. */
  origin?: Origin;
  session?: string;
  /** The sign-in that the events are steps of. */
  attempt?: { authnRequestId: string; deviceFingerprint: string; threatSuspected: string };
}

/** What the risk engine wrote down: text in debug data, whatever it means. */
export interface RiskDebug {
  behaviors: string;
  risk: string;
  logOnlySecurityData: string;
}

export interface Draft {
  at: number;
  type: EventType;
  by: Sender;
  request: Request;
  result?: "SUCCESS" | "FAILURE" | "ALLOW" | "CHALLENGE" | "DENY" | "UNANSWERED";
  reason?: string;
  targets?: Entity[];
  /** Which provider checked the credential, for events that check one. */
  provider?: "FACTOR_PROVIDER" | "ACTIVE_DIRECTORY";
  device?: Record<string, unknown> | null;
  debug?: Record<string, string>;
  /** Where the risk engine was asked. */
  risk?: RiskDebug;
}

const NO_CLIENT = { userAgent: null, zone: null, device: null, id: null, ipAddress: null, geographicalContext: null };
const NO_REQUEST = { ipChain: [] };
const NO_DETAIL = {};
const NO_SECURITY_CONTEXT: EventRecord["securityContext"] = {
  asNumber: null,
  asOrg: null,
  isp: null,
  domain: null,
  isProxy: null,
};

/** Collects events in any order and gives them back in the order of the log. */
export class EventLog {
  readonly #random: Random;
  readonly #until: number;
  readonly #events: { at: number; record: EventRecord }[] = [];
  readonly #uuidEnd: string;

  /** Whatever would happen after `until` has not happened yet, and is left out. */
  constructor(random: Random, until: number) {
    this.#random = random;
    this.#until = until;
    this.#uuidEnd = `-${random.hex(4)}-11f0-a${random.hex(3)}-${random.hex(12)}`;
  }

  /** An id of a request, or of a sign-in that takes several. */
  requestId(): string {
    return this.#random.hex(32);
  }

  request(uri: string, more: { query?: string; tokenId?: string } = {}): Request {
    return { id: this.requestId(), uri, ...more };
  }

  /** An id of an Okta session, or of an attempt at one. */
  session(): string {
    return `idx${this.#random.base62(22)}`;
  }

  add(draft: Draft): void {
    const { at, type, by, request } = draft;
    const { origin } = by;
    if (at > this.#until) return;
    const kind: Kind = EVENT_KINDS[type];
    const result = draft.result ?? "SUCCESS";
    const failed = result === "FAILURE" || result === "DENY";
    const legacy = kind.legacy ?? null;
    const record: EventRecord = {
      actor: by.actor,
      client: origin?.client ?? NO_CLIENT,
      device: draft.device ?? null,
      authenticationContext: {
        authenticationProvider: draft.provider ?? null,
        credentialProvider: draft.provider === "FACTOR_PROVIDER" ? "OKTA_CREDENTIAL_PROVIDER" : null,
        credentialType: null,
        issuer: null,
        interface: null,
        authenticationStep: 0,
        rootSessionId: by.session ?? "unknown",
        externalSessionId: by.session ?? "unknown",
      },
      displayMessage: kind.message,
      eventType: type,
      outcome: { result, reason: draft.reason ?? null },
      published: new Date(at).toISOString(),
      securityContext: origin?.securityContext ?? NO_SECURITY_CONTEXT,
      severity: kind.severity ?? (failed ? "WARN" : "INFO"),
      debugContext: { debugData: debugData(draft) },
      legacyEventType: typeof legacy === "object" && legacy ? legacy[failed ? 1 : 0] : legacy as string | null,
      transaction: {
        type: origin ? "WEB" : "JOB",
        id: request.id,
        detail: request.tokenId ? { requestApiTokenId: request.tokenId } : NO_DETAIL,
      },
      uuid: this.#uuid(),
      version: "0",
      request: origin?.request ?? NO_REQUEST,
      target: draft.targets ?? null,
    };
    this.#events.push({ at, record });
  }

  /** Oldest first; what happened in the same millisecond stays in the order in which it was added. */
  sorted(): EventRecord[] {
    return this.#events.sort((a, b) => a.at - b.at).map(({ record }) => record);
  }

  /** Version 1, whose first digits alone change from one to the next: the multiplier is odd, so they never repeat. */
  #uuid(): string {
    const digits = (Math.imul(this.#events.length + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, "0");
    return digits + this.#uuidEnd;
  }
}

function debugData({ by, request, risk, debug }: Draft): Record<string, string> {
  if (!by.origin) return debug ?? {};
  return {
    requestId: request.id,
    dtHash: by.origin.device.dtHash,
    requestUri: request.uri,
    url: `${request.uri}?${request.query ?? ""}`,
    ...by.attempt,
    ...risk,
    ...debug,
  };
}

/** A person whom Okta could not match to a user, known only by what was typed. */
export function unknownEntity(typed: string): Entity {
  return { id: "unknown", type: "User", alternateId: typed, displayName: "unknown", detailEntry: null };
}

export function displayName(user: UserRecord): string {
  return `${user.profile.firstName} ${user.profile.lastName}`;
}

export function userEntity(user: UserRecord): Entity {
  return {
    id: user.id,
    type: "User",
    alternateId: user.profile.login,
    displayName: displayName(user),
    detailEntry: null,
  };
}

export function groupEntity(group: GroupRecord): Entity {
  return {
    id: group.id,
    type: "UserGroup",
    alternateId: "unknown",
    displayName: group.profile.name,
    detailEntry: null,
  };
}

export function appEntity(app: AppRecord): Entity {
  return {
    id: app.id,
    type: "AppInstance",
    alternateId: app.label,
    displayName: app.label,
    detailEntry: app.signOnMode ? { signOnModeType: app.signOnMode } : null,
  };
}

/** The three targets of an event about a user's assignment to an app. */
export function assignmentEntities(user: UserRecord, app: AppRecord): Entity[] {
  return [accountEntity(user), appEntity(app), userEntity(user)];
}

/** A user's account in an app, which has an id of its own beside the user's. */
export function accountEntity(user: UserRecord): Entity {
  return {
    id: `0ua${user.id.slice(3)}`,
    type: "AppUser",
    alternateId: user.profile.login,
    displayName: displayName(user),
    detailEntry: null,
  };
}

/** A policy and the rule of it that decided. */
export function ruleEntities(policy: PolicyRecord, rule: PolicyRuleRecord): Entity[] {
  const policyType = policy.type === "OKTA_SIGN_ON" ? "OktaSignOn" : "AppSignOn";
  return [
    {
      id: policy.id,
      type: "PolicyEntity",
      alternateId: "unknown",
      displayName: policy.name,
      detailEntry: { policyType },
    },
    { id: rule.id, type: "PolicyRule", alternateId: policy.id, displayName: rule.name, detailEntry: null },
  ];
}

/** An enrolled authenticator, with the method of it that was used. */
export function enrollmentEntity(id: string, authenticator: string, methodTypeUsed: string): Entity {
  return {
    id,
    type: "AuthenticatorEnrollment",
    alternateId: "unknown",
    displayName: authenticator,
    detailEntry: { methodTypeUsed, methodUsedVerifiedProperties: "[USER_PRESENCE]" },
  };
}

export function factorEntity(factor: FactorRecord): Entity {
  const [authenticator, method] = FACTOR_NAMES[factor.factorType] ?? [factor.vendorName, factor.factorType];
  return enrollmentEntity(factor.id, authenticator, method);
}

/** Authenticator and method as the log names them, by factor type. */
const FACTOR_NAMES: Record<string, readonly [string, string]> = {
  "push": ["Okta Verify", "Get a push notification"],
  "signed_nonce": ["Okta Verify", "Use Okta FastPass"],
  "token:software:totp": ["Okta Verify", "Enter a code"],
  "sms": ["Phone", "SMS"],
  "email": ["Email", "Email"],
  "webauthn": ["Security Key or Biometric", "FIDO2 (WebAuthn)"],
  "question": ["Security Question", "Security Question"],
};
