/** A person's status: every transition, with the statuses it may start from. */
import { appsOf, withAccessEvents } from "../assignments.ts";
import { type Context, flag, noContent, ok, query, type Reply, stamp } from "../context.ts";
import { invalid, OktaError } from "../errors.ts";
import { type LoggedEvent, userTarget, writeEvent } from "../log.ts";
import { findUser } from "../lookup.ts";
import { withRules } from "../membership.ts";
import { routes } from "../router.ts";
import type { UserRecord, UserStatus } from "../state.ts";
import { wireUser } from "../wire/user.ts";

const PATH = "/api/v1/users/{id}/lifecycle";

export const lifecycleRoutes = routes("okta.users", [
  ["POST", `${PATH}/activate`, activate],
  ["POST", `${PATH}/reactivate`, reactivate],
  ["POST", `${PATH}/deactivate`, deactivate],
  ["POST", `${PATH}/suspend`, suspend],
  ["POST", `${PATH}/unsuspend`, unsuspend],
  ["POST", `${PATH}/unlock`, unlock],
  ["POST", `${PATH}/expire_password`, expirePassword],
  ["POST", `${PATH}/expire_password_with_temp_password`, expirePasswordWithTempPassword],
  ["POST", `${PATH}/reset_password`, resetPassword],
  ["POST", `${PATH}/reset_factors`, resetFactors],
  ["DELETE", "/api/v1/users/{id}", deleteUser],
]);

/** What the token mailed or handed out to a person looks like. */
const TOKEN_LENGTH = 20;
const TEMP_PASSWORD_LENGTH = 8;

function activate(context: Context): Reply {
  const user = findUser(context, "id");
  const sendEmail = flag(context, "sendEmail", true);
  if (user.status !== "STAGED" && user.status !== "DEPROVISIONED") throw new OktaError("E0000016");
  withAccessEvents(context, [...context.state.apps.values()], () =>
    withRules(context, user, () => {
      user.activated = stamp(context.now);
      // Without a password the person has to follow the link first.
      move(
        context,
        user,
        user.credentials.password === undefined ? "PROVISIONED" : "ACTIVE",
        "user.lifecycle.activate",
      );
    }));
  return ok(sendEmail ? {} : activationLink(context));
}

function reactivate(context: Context): Reply {
  const user = findUser(context, "id");
  const sendEmail = flag(context, "sendEmail", false);
  requireStatus(user, ["PROVISIONED", "RECOVERY"]);
  user.lastUpdated = stamp(context.now);
  writeEvent(context, "user.lifecycle.reactivate", [userTarget(user)]);
  return ok(sendEmail ? {} : activationLink(context));
}

function activationLink(context: Context): Record<string, string> {
  const activationToken = context.ids.token(TOKEN_LENGTH);
  return { activationUrl: `${context.url.origin}/welcome/${activationToken}`, activationToken };
}

function deactivate(context: Context): Reply {
  const user = findUser(context, "id");
  if (user.status === "DEPROVISIONED") throw new OktaError("E0000038");
  deprovision(context, user);
  return ok({});
}

/** The first call only deactivates, the second one deletes. */
function deleteUser(context: Context): Reply {
  const user = findUser(context, "id");
  const { state } = context;
  if (user.status !== "DEPROVISIONED") {
    deprovision(context, user);
    return noContent();
  }
  writeEvent(context, "user.lifecycle.delete.initiated", [userTarget(user)]);
  state.users.delete(user.id);
  for (const group of state.groups.values()) {
    group.members.delete(user.id);
    group.owners = group.owners.filter((id) => id !== user.id);
  }
  for (const app of state.apps.values()) app.syncErrors.delete(user.id);
  writeEvent(context, "user.lifecycle.delete.completed", [userTarget(user)]);
  return noContent();
}

/** Access, password and sessions go; groups stay, as Okta leaves them. */
function deprovision(context: Context, user: UserRecord): void {
  const apps = appsOf(context.state, user);
  withAccessEvents(context, apps, () => {
    move(context, user, "DEPROVISIONED", "user.lifecycle.deactivate");
    for (const app of apps) app.users.delete(user.id);
  });
  delete user.credentials.password;
  user.sessions = [];
}

function suspend(context: Context): Reply {
  const user = findUser(context, "id");
  if (!["ACTIVE", "PASSWORD_EXPIRED", "PROVISIONED"].includes(user.status)) {
    throw invalid("suspendUser", `Cannot suspend a user that is not active: the status is ${user.status}`);
  }
  move(context, user, "SUSPENDED", "user.lifecycle.suspend");
  user.sessions = [];
  return ok({});
}

function unsuspend(context: Context): Reply {
  const user = findUser(context, "id");
  if (user.status !== "SUSPENDED") {
    throw invalid("unsuspendUser", `Cannot unsuspend a user that is not suspended: the status is ${user.status}`);
  }
  move(context, user, "ACTIVE", "user.lifecycle.unsuspend");
  return ok({});
}

function unlock(context: Context): Reply {
  const user = findUser(context, "id");
  const { type, name } = user.credentials.provider;
  if (type !== "OKTA") throw new OktaError("E0000032", { causes: [`The account is locked in ${name}, not in Okta.`] });
  if (user.status !== "LOCKED_OUT") throw new OktaError("E0000032", { causes: ["The user is not locked out."] });
  move(context, user, "ACTIVE", "user.account.unlock_by_admin");
  return ok({});
}

function expirePassword(context: Context): Reply {
  const user = findUser(context, "id");
  expire(context, user);
  return ok(wireUser(user, context.url.origin, "full"));
}

function expirePasswordWithTempPassword(context: Context): Reply {
  const user = findUser(context, "id");
  const revokeSessions = flag(context, "revokeSessions", false);
  expire(context, user);
  if (revokeSessions) clearSessions(context, user);
  return ok({ tempPassword: context.ids.token(TEMP_PASSWORD_LENGTH) });
}

/** Okta leaves `statusChanged` as it was here. */
function expire(context: Context, user: UserRecord): void {
  requireOktaPassword(user);
  requireStatus(user, ["ACTIVE", "PASSWORD_EXPIRED", "RECOVERY", "LOCKED_OUT"]);
  user.status = "PASSWORD_EXPIRED";
  user.lastUpdated = stamp(context.now);
  writeEvent(context, "user.account.expire_password", [userTarget(user)]);
}

function resetPassword(context: Context): Reply {
  const user = findUser(context, "id");
  if (query(context, "sendEmail") === undefined) {
    throw invalid("sendEmail", "sendEmail: The field cannot be left blank");
  }
  const sendEmail = flag(context, "sendEmail", true);
  const revokeSessions = flag(context, "revokeSessions", false);
  requireOktaPassword(user);
  requireStatus(user, ["PROVISIONED", "ACTIVE", "PASSWORD_EXPIRED", "RECOVERY", "LOCKED_OUT"]);
  move(context, user, "RECOVERY", "user.account.reset_password");
  if (revokeSessions) clearSessions(context, user);
  if (sendEmail) return ok({});
  return ok({ resetPasswordUrl: `${context.url.origin}/reset_password/${context.ids.token(TOKEN_LENGTH)}` });
}

function resetFactors(context: Context): Reply {
  const user = findUser(context, "id");
  if (user.status === "DEPROVISIONED") throw new OktaError("E0000038");
  user.factors = [];
  user.lastUpdated = stamp(context.now);
  writeEvent(context, "user.mfa.factor.reset_all", [userTarget(user)]);
  return ok({});
}

/** Ends every session of the person, with the event. */
export function clearSessions(context: Context, user: UserRecord): void {
  user.sessions = [];
  writeEvent(context, "user.session.clear", [userTarget(user)]);
}

function move(context: Context, user: UserRecord, status: UserStatus, event: LoggedEvent): void {
  user.status = status;
  user.statusChanged = user.lastUpdated = stamp(context.now);
  writeEvent(context, event, [userTarget(user)]);
}

function requireStatus(user: UserRecord, allowed: readonly UserStatus[]): void {
  if (!allowed.includes(user.status)) throw new OktaError("E0000038");
}

function requireOktaPassword(user: UserRecord): void {
  const { type, name } = user.credentials.provider;
  if (type !== "OKTA") throw new OktaError("E0000017", { causes: [`The password is kept by ${name}, not by Okta.`] });
}
