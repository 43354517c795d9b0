import type { LogEvent, LogTarget } from "../okta/log_event.ts";

/**
 * What an event means, judged by what Okta's servers state (type, outcome, reason, endpoint, target) and never by what
 * a client can write (user agent, typed login, display name).
 */

/** Sign-ins without a page to type in: mail programs, RADIUS (VPN, Wi-Fi), LDAP. They send what they have stored. */
const PROGRAM_TYPES = new Set(["user.authentication.auth_via_richclient", "user.authentication.auth_via_radius"]);

/** Endpoints that only programs use: WS-Trust's active profile, RADIUS, the LDAP interface. */
const PROGRAM_ENDPOINT = /\/(sso\/wsfed\/active|wstrust|radius|ldap)/i;

const PASSWORD_CHECKS = new Set([
  ...PROGRAM_TYPES,
  "user.session.start",
  "user.authentication.auth",
  "user.authentication.auth_via_AD_agent",
  "user.authentication.auth_via_LDAP_agent",
]);

/** Checks of an authenticator; in Identity Engine the password is one. */
const FACTOR_CHECKS = new Set([
  "user.authentication.auth_via_mfa",
  "user.authentication.verify",
  "user.mfa.okta_verify",
]);

/** `VERIFICATION_ERROR` at a sign-in may mean anything but a wrong password; of a factor it means a wrong code. */
const WRONG_PASSWORD = /^INVALID_(CREDENTIALS|PASSWORD)$/;
const WRONG_CODE = /^(INVALID_CREDENTIALS|VERIFICATION_ERROR)$/;

/** A sign-in that succeeded. */
export function isSignIn({ eventType, outcome }: LogEvent): boolean {
  return outcome === "SUCCESS" && (eventType === "user.session.start" || PROGRAM_TYPES.has(eventType));
}

/** A password that was wrong. */
export function isWrongPassword(event: LogEvent): boolean {
  return event.outcome === "FAILURE" && WRONG_PASSWORD.test(event.reason ?? "") &&
    (PASSWORD_CHECKS.has(event.eventType) || (FACTOR_CHECKS.has(event.eventType) && isPasswordFactor(event)));
}

/** A sign-in refused because the account was locked already: whoever it was goes on trying. */
export function isRefusedLocked({ eventType, outcome, reason }: LogEvent): boolean {
  return outcome === "FAILURE" && reason === "LOCKED_OUT" && PASSWORD_CHECKS.has(eventType);
}

/** A try with a login that Okta does not know: the log has it under what was typed. */
export function isUnknownLogin({ eventType, outcome, actor }: LogEvent): boolean {
  return eventType === "user.session.start" && outcome === "FAILURE" && actor.login !== null &&
    (actor.id === null || actor.id === "unknown");
}

/** A password that was right, whatever came of the sign-in. */
export function isRightPassword(event: LogEvent): boolean {
  return event.outcome === "SUCCESS" &&
    (FACTOR_CHECKS.has(event.eventType)
      ? isPasswordFactor(event)
      : PASSWORD_CHECKS.has(event.eventType) && event.eventType !== "user.session.start");
}

/** The account was locked. */
export function isLock({ eventType }: LogEvent): boolean {
  return eventType === "user.account.lock" || eventType === "user.account.lock.limit";
}

/** A code or another factor that was wrong; not the password. */
export function isWrongCode(event: LogEvent): boolean {
  return event.outcome === "FAILURE" && WRONG_CODE.test(event.reason ?? "") &&
    FACTOR_CHECKS.has(event.eventType) && !isPasswordFactor(event) && !isDenied(event);
}

/** A factor, other than the password, that was accepted. */
export function isFactorAccepted(event: LogEvent): boolean {
  return event.outcome === "SUCCESS" && FACTOR_CHECKS.has(event.eventType) && !isPasswordFactor(event);
}

/** A factor prompt that the person refused. */
export function isDenied({ eventType, outcome, debugData }: LogEvent): boolean {
  return eventType === "user.mfa.okta_verify.deny_push" ||
    (FACTOR_CHECKS.has(eventType) && outcome === "FAILURE" && debugData.pushOnlyResponseType === "OV_RESPONSE_DENY");
}

/** A factor prompt that ran out without an answer. */
export function isUnanswered({ eventType, outcome, reason }: LogEvent): boolean {
  return FACTOR_CHECKS.has(eventType) &&
    (outcome === "UNANSWERED" || outcome === "ABANDONED" ||
      (outcome === "FAILURE" && /TIME_?D?_?OUT|EXPIRED|UNANSWERED/i.test(reason ?? "")));
}

/** A prompt that was sent to the person's device. */
export function isPrompt({ eventType, outcome }: LogEvent): boolean {
  return eventType === "system.push.send_factor_verify_push" && outcome === "SUCCESS";
}

/** A step of a factor's check, which the phone may answer from elsewhere. */
export function isFactorStep(event: LogEvent): boolean {
  return isPrompt(event) || isDenied(event) || FACTOR_CHECKS.has(event.eventType);
}

/** A policy turned the person away. */
export function isPolicyDenial({ eventType, outcome }: LogEvent): boolean {
  return (eventType === "policy.evaluate_sign_on" && outcome === "DENY") ||
    eventType === "application.policy.sign_on.deny_access";
}

/** Okta refused the request before any sign-in: a blocked zone, or an address that ThreatInsight blocks. */
export function isBlock({ eventType, outcome }: LogEvent): boolean {
  return eventType === "security.request.blocked" || (eventType === "security.threat.detected" && outcome === "DENY");
}

/** Whether a program, not a person at a page, sent the password. */
export function isByProgram({ eventType, requestUri }: LogEvent): boolean {
  return PROGRAM_TYPES.has(eventType) || PROGRAM_ENDPOINT.test(requestUri ?? "");
}

/** The target of this type, such as `AppInstance` or `PolicyRule`. */
export function targetOf(event: LogEvent, type: RegExp): LogTarget | undefined {
  return event.targets.find((target) => type.test(target.type ?? ""));
}

/** The app an event is about. */
export function appOf(event: LogEvent): LogTarget | undefined {
  return targetOf(event, /^AppInstance$/);
}

function isPasswordFactor(event: LogEvent): boolean {
  return /PASSWORD/i.test(event.factor ?? "") || targetOf(event, /^Authenticator/)?.name === "Password";
}
