/** What admins and automations do to people, as the log tells it. */

import type { AppRecord, GroupRecord, UserRecord } from "../state.ts";
import { assignmentEntities, groupEntity, userEntity } from "./events.ts";
import type { Draft, Entity, EventType, Request, Sender } from "./events.ts";
import type { Persona, Stage } from "./stage.ts";

/** An admin at work, in a session or with an API token. */
export interface Admin extends Sender {
  tokenId?: string;
}

export function atConsole(stage: Stage, key: string): Admin {
  return { ...work(stage.person(key)), session: stage.log.session() };
}

function work({ user, office, home }: Persona): Sender {
  return { actor: userEntity(user), origin: office ?? home };
}

/** The account that the API token of the support tools and of the Workday sync belongs to. */
export function automation(stage: Stage): Admin {
  return { ...work(stage.person("it.automation")), tokenId: `00T${stage.state.tokenOwnerId.slice(3)}` };
}

export function adminRequest(stage: Stage, admin: Admin, uri: string, query?: string): Request {
  return stage.log.request(uri, {
    ...(query ? { query } : {}),
    ...(admin.tokenId ? { tokenId: admin.tokenId } : {}),
  });
}

export function act(
  stage: Stage,
  admin: Admin,
  at: number,
  type: EventType,
  request: Request,
  targets: Entity[],
  more: Pick<Draft, "debug" | "reason"> = {},
): void {
  stage.log.add({ at, type, by: admin, request, targets, ...more });
}

/** An action on a person that the Users API has a lifecycle operation for. */
export function changeLifecycle(
  stage: Stage,
  admin: Admin,
  at: number,
  type: EventType,
  operation: string,
  user: UserRecord,
  query?: string,
): Request {
  const request = adminRequest(stage, admin, `/api/v1/users/${user.id}/lifecycle/${operation}`, query);
  act(stage, admin, at, type, request, [userEntity(user)]);
  return request;
}

/** Puts a new person into Okta. */
export function createUser(stage: Stage, admin: Admin, at: number, user: UserRecord): void {
  act(stage, admin, at, "user.lifecycle.create", adminRequest(stage, admin, "/api/v1/users", "activate=false"), [
    userEntity(user),
  ]);
}

/** Group rules and imports put a person into a group, without any admin's hand. */
export function joinByRule(stage: Stage, at: number, user: UserRecord, group: GroupRecord): void {
  stage.log.add({
    at,
    type: "group.user_membership.add",
    by: stage.okta,
    request: stage.log.request(""),
    targets: [userEntity(user), groupEntity(group)],
    debug: { triggeredByGroupRule: "true" },
  });
}

export function leaveGroup(
  stage: Stage,
  admin: Admin,
  at: number,
  user: UserRecord,
  group: GroupRecord,
  request: Request,
): void {
  act(stage, admin, at, "group.user_membership.remove", request, [userEntity(user), groupEntity(group)]);
}

export function loseApp(
  stage: Stage,
  admin: Admin,
  at: number,
  user: UserRecord,
  app: AppRecord,
  request: Request,
): void {
  const targets = assignmentEntities(user, app);
  act(stage, admin, at, "application.user_membership.remove", request, targets);
}

/** Okta tells a person by e-mail what somebody's request did. */
export function notify(
  stage: Stage,
  at: number,
  type: EventType,
  user: UserRecord,
  cause: Sender,
  request: Request,
): void {
  stage.log.add({
    at,
    type,
    by: { ...cause, actor: stage.okta.actor },
    request,
    targets: [userEntity(user)],
  });
}
