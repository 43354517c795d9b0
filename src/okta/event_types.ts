import { nearestTo } from "./lookup.ts";
import { UserError } from "../user_error.ts";

/** System Log event types that support work meets, each with the words a person would ask for it by. Okta has some 1,270. */
const EVENT_TYPES: Readonly<Record<string, string>> = {
  "user.session.start": "sign-in, login",
  "user.session.end": "sign-out, logout",
  "user.session.clear": "sessions cleared",
  "user.session.expire": "session expired",
  "user.session.context.change": "session context changed",
  "user.session.access_admin_app": "admin console opened",
  "user.session.impersonation.initiate": "impersonation started",
  "user.session.impersonation.end": "impersonation ended",
  "user.authentication.auth_via_mfa": "MFA challenge, second factor",
  "user.authentication.verify": "identity verified",
  "user.authentication.sso": "app opened, single sign-on",
  "user.authentication.auth_via_AD_agent": "Active Directory sign-in",
  "user.authentication.auth_via_LDAP_agent": "LDAP sign-in",
  "user.authentication.auth_via_IDP": "identity provider sign-in",
  "user.authentication.auth_via_inbound_SAML": "inbound SAML sign-in",
  "user.authentication.auth_via_iwa": "desktop single sign-on",
  "user.authentication.auth_via_radius": "RADIUS, VPN sign-in",
  "user.authentication.auth_via_richclient": "mail client, legacy authentication",
  "user.authentication.universal_logout": "universal logout",
  "user.account.lock": "account locked out, lockout",
  "user.account.lock.limit": "lockout limit reached",
  "user.account.unlock": "account unlocked by itself",
  "user.account.unlock_by_admin": "account unlocked by admin",
  "user.account.unlock_failure": "unlock failed",
  "user.account.unlock_token": "self-service unlock",
  "user.account.reset_password": "password reset",
  "user.account.update_password": "password changed",
  "user.account.expire_password": "password expired",
  "user.account.use_token": "recovery token used",
  "user.account.update_profile": "profile changed",
  "user.account.update_primary_email": "primary e-mail changed",
  "user.account.update_secondary_email": "secondary e-mail changed",
  "user.account.privilege.grant": "admin role granted",
  "user.account.privilege.revoke": "admin role revoked",
  "user.account.report_suspicious_activity_by_enduser": "suspicious activity reported",
  "user.lifecycle.create": "user created",
  "user.lifecycle.activate": "user activated, invited",
  "user.lifecycle.reactivate": "user reactivated, reinvited",
  "user.lifecycle.suspend": "user suspended",
  "user.lifecycle.unsuspend": "user unsuspended",
  "user.lifecycle.deactivate": "user deactivated, deprovisioned",
  "user.lifecycle.delete.initiated": "user deletion started",
  "user.lifecycle.delete.completed": "user deleted",
  "user.mfa.factor.activate": "factor enrolled",
  "user.mfa.factor.deactivate": "factor removed",
  "user.mfa.factor.reset_all": "all factors reset",
  "user.mfa.factor.suspend": "factor suspended",
  "user.mfa.factor.unsuspend": "factor unsuspended",
  "user.mfa.factor.update": "factor changed",
  "user.mfa.attempt_bypass": "MFA bypass attempted",
  "user.mfa.okta_verify": "Okta Verify checked",
  "user.mfa.okta_verify.deny_push": "push denied",
  "user.risk.detect": "user risk detected",
  "user.risk.change": "user risk changed",
  "system.push.send_factor_verify_push": "push sent",
  "system.sms.send_factor_verify_message": "SMS code sent",
  "system.voice.send_mfa_challenge_call": "voice call code sent",
  "system.email.send_factor_verify_message": "e-mail code sent",
  "system.email.password_reset.sent_message": "password reset e-mail sent",
  "system.email.account_unlock.sent_message": "unlock e-mail sent",
  "system.email.new_device_notification.sent_message": "new device e-mail sent",
  "system.email.delivery": "e-mail delivery, bounce",
  "policy.evaluate_sign_on": "sign-on policy evaluated",
  "policy.lifecycle.create": "policy created",
  "policy.lifecycle.update": "policy changed",
  "policy.lifecycle.delete": "policy deleted",
  "policy.rule.add": "policy rule added",
  "policy.rule.update": "policy rule changed",
  "policy.rule.delete": "policy rule deleted",
  "application.policy.sign_on.deny_access": "app access denied by policy",
  "app.generic.unauth_app_access_attempt": "unassigned app attempted",
  "app.oauth2.token.grant": "OAuth token granted",
  "app.oauth2.invalid_client_credentials": "OAuth client credentials wrong",
  "application.lifecycle.create": "app created",
  "application.lifecycle.update": "app settings changed",
  "application.lifecycle.activate": "app activated",
  "application.lifecycle.deactivate": "app deactivated",
  "application.lifecycle.delete": "app deleted",
  "application.configuration.update": "app configuration changed",
  "application.user_membership.add": "app assigned to user",
  "application.user_membership.remove": "app unassigned from user",
  "application.user_membership.update": "app assignment changed",
  "application.user_membership.change_username": "app username changed",
  "application.provision.user.push": "user provisioned to app",
  "application.provision.user.push_profile": "profile provisioned to app",
  "application.provision.user.deactivate": "user deprovisioned in app",
  "group.user_membership.add": "user added to group",
  "group.user_membership.remove": "user removed from group",
  "group.user_membership.rule.evaluation": "group rule evaluated",
  "group.application_assignment.add": "app assigned to group",
  "group.application_assignment.remove": "app unassigned from group",
  "group.lifecycle.create": "group created",
  "group.lifecycle.delete": "group deleted",
  "group.profile.update": "group renamed, group changed",
  "group.privilege.grant": "admin role granted to group",
  "group.privilege.revoke": "admin role revoked from group",
  "security.threat.detected": "threat, suspicious IP",
  "security.attack.start": "attack started",
  "security.attack.end": "attack ended",
  "security.password_spray.detected": "password spray",
  "security.breached_credential.detected": "breached password",
  "security.request.blocked": "request blocked, IP blocked",
  "security.session.detect_client_roaming": "session from another address",
  "system.org.rate_limit.warning": "rate limit nearly reached",
  "system.org.rate_limit.violation": "rate limit exceeded",
  "core.concurrency.org.limit.violation": "concurrency limit exceeded",
  "system.api_token.create": "API token created",
  "system.api_token.revoke": "API token revoked",
  "system.agent.ad.connect": "AD agent connection",
  "zone.create": "network zone created",
  "zone.update": "network zone changed",
  "zone.delete": "network zone deleted",
};

/** Words by dots, such as `user.session.start`; a prefix ends in `.*`. Some names have capitals and hyphens. */
const FORM = /^[A-Za-z]\w*(\.[\w-]+)*\.([\w-]+|\*)$/;

/** Whether this is an event type that support work meets; Okta has many more, so `false` does not mean wrong. */
export function isCommonEventType(type: string): boolean {
  return type.endsWith(".*")
    ? Object.keys(EVENT_TYPES).some((known) => known.startsWith(type.slice(0, -1)))
    : Object.hasOwn(EVENT_TYPES, type);
}

/** The event types that support work meets, each with what it stands for. */
export function commonEventTypes(): { event_type: string; meaning: string }[] {
  return Object.entries(EVENT_TYPES).map(([event_type, meaning]) => ({ event_type, meaning }));
}

/** The common event types that come nearest to a name, or to words such as "account locked", the nearest first. */
export function nearestEventTypes(name: string): string[] {
  const likely = nearestTo(name, Object.entries(EVENT_TYPES), ([type, words]) => [type, ...words.split(", ")]);
  return likely.map(([type]) => type);
}

/**
 * The event types and prefixes (`user.session.*`) of a list separated by commas or spaces.
 * @throws UserError for what cannot be an event type, with the nearest ones. A well-formed name that is not common
 *   passes: Okta adds event types every month.
 */
export function parseEventTypes(list: string): string[] {
  const types = list.split(/[\s,]+/).filter(Boolean);
  if (types.length > 0 && types.every((type) => FORM.test(type))) return types;
  const nearest = nearestEventTypes(list);
  throw new UserError(
    `Cannot search for the event type ${JSON.stringify(list)}: a type reads like user.session.start, a prefix like ` +
      "user.session.*, several are separated by commas." +
      (nearest.length > 0 ? ` The nearest: ${nearest.join(", ")}.` : ""),
  );
}
