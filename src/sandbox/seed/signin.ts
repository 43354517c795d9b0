/**
 * Sign-ins as the log tells them on Okta Identity Engine. Each step is one HTTP request: the events that a request
 * causes share its transaction id, and the steps of a sign-in share `authnRequestId` and the session's id.
 */

import type { AppRecord, FactorRecord } from "../state.ts";
import { accountEntity, appEntity, enrollmentEntity, factorEntity, ruleEntities, userEntity } from "./events.ts";
import type { Draft, Entity, Request, RiskDebug, Sender } from "./events.ts";
import type { Origin } from "./origins.ts";
import { ANY_TWO_FACTORS, ELSEWHERE_RULE, OFFICE_RULE, STAFF_SESSION } from "./policies.ts";
import type { Persona, Stage } from "./stage.ts";
import { factorOf } from "./stage.ts";
import { SECOND } from "./time.ts";

/** Okta's behaviour detections, in the order in which it writes them. */
const BEHAVIORS = [
  "New Geo-Location",
  "New Device",
  "New IP",
  "New State",
  "New Country",
  "Velocity",
  "New City",
] as const;

export type Behavior = typeof BEHAVIORS[number];

/** How a sign-in looks against what Okta knows of the person. */
export interface Oddity {
  behaviors: readonly Behavior[];
  level: "LOW" | "MEDIUM" | "HIGH";
  /** What Okta says against it, e.g. `Anomalous Location`. */
  reasons?: string;
  /** Whether ThreatInsight suspects the address. */
  threat?: boolean;
}

const ORDINARY: Oddity = { behaviors: [], level: "LOW" };
const ORDINARY_RISK = riskText(ORDINARY);

/** One person's attempt to get in from one place, from the first step to the last. */
export interface SignIn extends Sender {
  persona: Persona;
  origin: Origin;
  /** What the risk engine makes of it. */
  risk: RiskDebug;
}

export function beginSignIn(stage: Stage, persona: Persona, origin: Origin, oddity: Oddity = ORDINARY): SignIn {
  return {
    persona,
    actor: userEntity(persona.user),
    origin,
    session: stage.log.session(),
    attempt: {
      authnRequestId: stage.log.requestId(),
      deviceFingerprint: origin.device.fingerprint,
      threatSuspected: String(oddity.threat ?? false),
    },
    risk: oddity === ORDINARY ? ORDINARY_RISK : riskText(oddity),
  };
}

/** Two kinds of map, and JSON. */
function riskText({ behaviors, level, reasons }: Oddity): RiskDebug {
  const verdicts = BEHAVIORS.map((name) => [name, behaviors.includes(name) ? "POSITIVE" : "NEGATIVE"] as const);
  const risk = reasons ? { reasons, level } : { level };
  return {
    behaviors: `{${verdicts.map(([name, verdict]) => `${name}=${verdict}`).join(", ")}}`,
    risk: `{${Object.entries(risk).map(([key, value]) => `${key}=${value}`).join(", ")}}`,
    logOnlySecurityData: JSON.stringify({ risk, behaviors: Object.fromEntries(verdicts) }),
  };
}

function passwordEntity({ user }: Persona): Entity {
  return enrollmentEntity(`lae${user.id.slice(3)}`, "Password", "Password");
}

/** A wrong password: Okta writes one event for the authenticator and one for the sign-in, in the same transaction. */
export function wrongPassword(stage: Stage, signIn: SignIn, at: number, uri = "/idp/idx/identify"): void {
  const request = stage.log.request(uri);
  const { persona } = signIn;
  const password = passwordEntity(persona);
  stage.log.add({
    at,
    by: signIn,
    type: "user.authentication.auth_via_mfa",
    request,
    result: "FAILURE",
    reason: "INVALID_CREDENTIALS",
    provider: "FACTOR_PROVIDER",
    targets: [signIn.actor, password],
    debug: { factor: "PASSWORD_AS_FACTOR", factorIntent: "AUTHENTICATION" },
  });
  refuse(stage, signIn, at + 3, "INVALID_CREDENTIALS", request, [password]);
}

/** A sign-in that ends in failure. */
export function refuse(
  stage: Stage,
  signIn: SignIn,
  at: number,
  reason: string,
  request: Request = stage.log.request("/idp/idx/identify"),
  targets: Entity[] = [signIn.actor],
): void {
  stage.log.add({
    at,
    by: signIn,
    type: "user.session.start",
    request,
    result: "FAILURE",
    reason,
    targets,
  });
}

/** The lock that one failed sign-in too many caused. */
export function lockAccount(stage: Stage, signIn: SignIn, at: number, uri = "/idp/idx/identify"): void {
  stage.log.add({
    at,
    by: signIn,
    type: "user.account.lock",
    request: stage.log.request(uri),
    result: "FAILURE",
    reason: "LOCKED_OUT",
    targets: [signIn.actor],
  });
}

/** A right password, after which the session policy asks for more. */
export function rightPassword(stage: Stage, signIn: SignIn, at: number): void {
  const request = stage.log.request("/idp/idx/identify");
  passwordAccepted(stage, signIn, at, request);
  evaluate(stage, signIn, at + 40, "CHALLENGE", request);
}

function passwordAccepted(stage: Stage, signIn: SignIn, at: number, request: Request): void {
  const { persona } = signIn;
  if (persona.user.credentials.provider.type === "ACTIVE_DIRECTORY") {
    stage.log.add({
      at,
      by: signIn,
      type: "user.authentication.auth_via_AD_agent",
      request,
      provider: "ACTIVE_DIRECTORY",
      targets: [signIn.actor, agentEntity(stage)],
    });
    return;
  }
  stage.log.add({
    at,
    by: signIn,
    type: "user.authentication.auth_via_mfa",
    request,
    provider: "FACTOR_PROVIDER",
    targets: [signIn.actor, passwordEntity(persona)],
    debug: { factor: "PASSWORD_AS_FACTOR", factorIntent: "AUTHENTICATION" },
  });
}

/** The one AD agent of the org. */
export function agentEntity(stage: Stage): Entity {
  return {
    id: stage.id("a53", "HARBOR-DC01"),
    type: "AGENT",
    alternateId: "unknown",
    displayName: "HARBOR-DC01",
    detailEntry: null,
  };
}

type PushAnswer = "APPROVE" | "DENY" | "NONE";

/** A push prompt and what became of it: `answeredAfter` later the person answers, or Okta stops waiting. */
export function push(stage: Stage, signIn: SignIn, at: number, answer: PushAnswer, answeredAfter: number): void {
  const factor = factorOf(signIn.persona, "push");
  stage.log.add({
    at,
    by: signIn,
    type: "system.push.send_factor_verify_push",
    request: stage.log.request("/idp/idx/challenge"),
    targets: [signIn.actor, factorEntity(factor)],
  });
  const request = stage.log.request("/idp/idx/authenticators/poll");
  const debug = answer === "NONE" ? {} : { pushOnlyResponseType: `OV_RESPONSE_${answer}` };
  factorChecked(stage, signIn, at + answeredAfter, factor, "OKTA_VERIFY_PUSH", request, {
    result: answer === "APPROVE" ? "SUCCESS" : answer === "DENY" ? "FAILURE" : "UNANSWERED",
    ...(answer === "DENY" ? { reason: "INVALID_CREDENTIALS" } : {}),
    debug,
  });
  if (answer === "APPROVE") enter(stage, signIn, at + answeredAfter + 30, request);
}

/** Other second factors, by factor type: the name that the log gives and the request that checks it. */
const OTHER_FACTORS: Record<string, readonly [string, string]> = {
  "signed_nonce": ["SIGNED_NONCE", "/idp/idx/authenticators/poll"],
  "sms": ["SMS_FACTOR", "/idp/idx/challenge/answer"],
  "webauthn": ["FIDO_WEBAUTHN", "/idp/idx/challenge/answer"],
};

/** A second factor that the person answers at once. */
function otherFactor(stage: Stage, signIn: SignIn, at: number, factorType: string): Request {
  const [name, uri] = OTHER_FACTORS[factorType] ?? [factorType, "/idp/idx/challenge/answer"];
  const request = stage.log.request(uri);
  factorChecked(stage, signIn, at, factorOf(signIn.persona, factorType), name, request, {});
  return request;
}

function factorChecked(
  stage: Stage,
  signIn: SignIn,
  at: number,
  factor: FactorRecord,
  name: string,
  request: Request,
  outcome: Pick<Draft, "result" | "reason" | "debug">,
): void {
  stage.log.add({
    at,
    by: signIn,
    type: "user.authentication.auth_via_mfa",
    request,
    ...outcome,
    provider: "FACTOR_PROVIDER",
    device: name === "SIGNED_NONCE" ? signIn.origin.device.record : null,
    targets: [signIn.actor, factorEntity(factor)],
    risk: signIn.risk,
    debug: {
      factor: name,
      factorIntent: "AUTHENTICATION",
      promptingPolicyTypes: signIn.origin.network.zone ? "[ACCESS]" : "[OKTA_SIGN_ON]",
      ...outcome.debug,
    },
  });
}

/** The session policy lets the person in. */
function enter(stage: Stage, signIn: SignIn, at: number, request: Request): void {
  evaluate(stage, signIn, at, "ALLOW", request);
  stage.log.add({
    at: at + 25,
    by: signIn,
    type: "user.session.start",
    request,
    device: signIn.origin.device.record,
    targets: [signIn.actor],
    risk: signIn.risk,
  });
}

function evaluate(stage: Stage, signIn: SignIn, at: number, result: "ALLOW" | "CHALLENGE", request: Request): void {
  const { policy, rule } = !signIn.origin.network.zone
    ? stage.rule(STAFF_SESSION, ELSEWHERE_RULE)
    : result === "CHALLENGE" // in the offices it is the dashboard's own policy that asks for a second factor
    ? stage.rule(ANY_TWO_FACTORS, "Catch-all Rule")
    : stage.rule(STAFF_SESSION, OFFICE_RULE);
  stage.log.add({
    at,
    by: signIn,
    type: "policy.evaluate_sign_on",
    request,
    result,
    reason: `The policy says ${result}`,
    targets: ruleEntities(policy, rule),
    risk: signIn.risk,
  });
}

export type Way = "fastpass" | "push" | "sms" | "webauthn" | "password";

/** The ways in that a person's factors allow from a device, the handiest first. */
export function waysIn({ factors }: Persona, origin: Origin): [Way, ...Way[]] {
  const has = (type: string) => factors.some(({ factorType }) => factorType === type);
  const ways: Way[] = [];
  if (has("signed_nonce") && origin.device.record) ways.push("fastpass");
  if (has("push")) ways.push("push");
  if (has("webauthn") && origin.device.kind === "Computer") ways.push("webauthn");
  if (has("sms")) ways.push("sms");
  const [first = "password", ...others] = ways;
  return [first, ...others];
}

/** A sign-in that succeeds. Returns when the session starts. */
export function signInBy(stage: Stage, signIn: SignIn, at: number, way: Way): number {
  if (way === "fastpass") {
    const request = otherFactor(stage, signIn, at + 2 * SECOND, "signed_nonce");
    enter(stage, signIn, at + 2 * SECOND + 60, request);
    return at + 3 * SECOND;
  }
  if (way === "password") {
    const request = stage.log.request("/idp/idx/identify");
    passwordAccepted(stage, signIn, at, request);
    enter(stage, signIn, at + 60, request);
    return at + SECOND;
  }
  rightPassword(stage, signIn, at);
  if (way === "push") {
    push(stage, signIn, at + 2 * SECOND, "APPROVE", 9 * SECOND);
    return at + 12 * SECOND;
  }
  const request = otherFactor(stage, signIn, at + 14 * SECOND, way);
  enter(stage, signIn, at + 14 * SECOND + 60, request);
  return at + 15 * SECOND;
}

/** Where single sign-on into an app begins, by sign-on mode. */
function appUri(app: AppRecord): string {
  switch (app.signOnMode) {
    case "SAML_2_0":
      return `/app/${app.name}/${app.id}/sso/saml`;
    case "WS_FEDERATION":
      return `/app/${app.name}/${app.id}/sso/wsfed/passive`;
    case "OPENID_CONNECT":
      return "/oauth2/v1/authorize";
    default:
      return `/home/${app.name}/${app.id}`;
  }
}

/** Single sign-on into an app from an open session. */
export function openApp(stage: Stage, signIn: SignIn, at: number, app: AppRecord): void {
  const { user } = signIn.persona;
  const account = accountEntity(user);
  stage.log.add({
    at,
    by: signIn,
    type: "user.authentication.sso",
    request: stage.log.request(appUri(app)),
    device: signIn.origin.device.record,
    targets: [appEntity(app), account],
    debug: { signOnMode: String(app.signOnMode) },
  });
}

/** An app whose policy has a rule that turns the person away. */
export function denyApp(
  stage: Stage,
  signIn: SignIn,
  at: number,
  app: AppRecord,
  policyName: string,
  ruleName: string,
): void {
  const { policy, rule } = stage.rule(policyName, ruleName);
  const request = stage.log.request(appUri(app));
  stage.log.add({
    at,
    by: signIn,
    type: "policy.evaluate_sign_on",
    request,
    result: "DENY",
    reason: "The policy says DENY",
    targets: [appEntity(app), ...ruleEntities(policy, rule)],
    risk: signIn.risk,
  });
  stage.log.add({
    at: at + 20,
    by: signIn,
    type: "application.policy.sign_on.deny_access",
    request,
    result: "FAILURE",
    reason: `Rule "${rule.name}" of policy "${policy.name}" denies access`,
    targets: [appEntity(app), signIn.actor],
  });
}

/** An app that is not assigned to the person. */
export function openUnassignedApp(stage: Stage, signIn: SignIn, at: number, app: AppRecord): void {
  stage.log.add({
    at,
    by: signIn,
    type: "app.generic.unauth_app_access_attempt",
    request: stage.log.request(appUri(app)),
    result: "FAILURE",
    reason: "The app is not assigned to the user",
    targets: [appEntity(app), signIn.actor],
  });
}

export function signOut(stage: Stage, signIn: SignIn, at: number): void {
  stage.log.add({
    at,
    by: signIn,
    type: "user.session.end",
    request: stage.log.request("/login/signout"),
  });
}

/** The person's own change to the account, made in an open session. */
export function changePassword(stage: Stage, signIn: SignIn, at: number): void {
  stage.log.add({
    at,
    by: signIn,
    type: "user.account.update_password",
    request: stage.log.request("/idp/idx/challenge/answer"),
    targets: [signIn.actor],
  });
}
