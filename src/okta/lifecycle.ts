import { quote } from "../quote.ts";
import { bodyOf, type Okta } from "./client.ts";
import { OktaError } from "./errors.ts";
import { list } from "./read.ts";
import { systemClock } from "./clock.ts";
import { getUser, type User } from "./users.ts";

/** What can be done to a user's status. */
export const LIFECYCLE_ACTIONS = [
  "activate",
  "reactivate",
  "suspend",
  "unsuspend",
  "unlock",
  "expire_password",
  "reset_password",
  "deactivate",
] as const;
export type LifecycleAction = typeof LIFECYCLE_ACTIONS[number];

/** From which statuses Okta allows each action. */
const ALLOWED_FROM: Record<LifecycleAction, readonly string[]> = {
  activate: ["STAGED", "DEPROVISIONED"],
  reactivate: ["PROVISIONED", "RECOVERY"],
  suspend: ["PROVISIONED", "ACTIVE", "PASSWORD_EXPIRED"],
  unsuspend: ["SUSPENDED"],
  unlock: ["LOCKED_OUT"],
  expire_password: ["ACTIVE", "PASSWORD_EXPIRED"],
  reset_password: ["PROVISIONED", "ACTIVE", "PASSWORD_EXPIRED", "RECOVERY", "LOCKED_OUT"],
  deactivate: ["STAGED", "PROVISIONED", "ACTIVE", "PASSWORD_EXPIRED", "RECOVERY", "LOCKED_OUT", "SUSPENDED"],
};

/** What to do first about a status that stands in the way. */
const WAY_OUT: Record<string, string> = {
  STAGED: "activate the user first",
  PROVISIONED: "the user has yet to accept the invitation: reactivate sends it again",
  ACTIVE: "the user is active already",
  RECOVERY: "the user has a password reset to finish: reactivate or reset_password sends a new e-mail",
  PASSWORD_EXPIRED: "the user only has to set a new password: reset_password sends an e-mail for that",
  LOCKED_OUT: "unlock the user first",
  SUSPENDED: "unsuspend the user first",
  DEPROVISIONED: "activate the user first; app assignments do not come back by that",
};

/** What is done to a password is done by whoever keeps it. */
const ON_PASSWORD: Partial<Record<LifecycleAction, string>> = {
  unlock: "unlock the account",
  expire_password: "expire the password",
  reset_password: "reset the password",
};

/** Who keeps a user's password where Okta does not; `undefined` where it does. */
export function passwordKeeper({ provider }: User): string | undefined {
  const name = provider?.name ? ` (${quote(provider.name)})` : "";
  switch (provider?.type) {
    case "ACTIVE_DIRECTORY":
      return `Active Directory${name}`;
    case "LDAP":
      return `the LDAP directory${name}`;
    case "FEDERATION":
    case "SOCIAL":
      return `the identity provider${name}`;
    default:
      return undefined;
  }
}

/**
 * Why an action cannot be done to this user, with the way out; `undefined` where nothing is known to forbid it (Okta
 * still may).
 * @param blocked Whether `isBlocked`: then an active user can be unlocked, too.
 */
export function refusalOf(action: LifecycleAction, user: User, blocked = false): string | undefined {
  const { status, transitioningToStatus } = user;
  const keeper = passwordKeeper(user);
  if (keeper !== undefined && ON_PASSWORD[action] !== undefined) {
    return `the user's password is kept in ${keeper}: ${ON_PASSWORD[action]} there`;
  }
  if (transitioningToStatus !== null) {
    return `the user is on the way from ${status} to ${transitioningToStatus}: try again when that is done`;
  }
  const allowed = ALLOWED_FROM[action].includes(status) || (action === "unlock" && status === "ACTIVE" && blocked);
  if (!allowed && Object.hasOwn(WAY_OUT, status)) {
    return `Okta does not allow ${action} in status ${status}: ${WAY_OUT[status]}`;
  }
  return undefined;
}

/**
 * Whether an active user is kept from signing in on some devices, mostly unknown ones, after too many failures: locked
 * out in effect though not in status. `false` where the org does not have this.
 * @throws OktaError
 */
export async function isBlocked(okta: Okta, userId: string): Promise<boolean> {
  try {
    const result = await okta.api.GET("/api/v1/users/{id}/blocks", { params: { path: { id: userId } } });
    return list(bodyOf(result)).length > 0;
  } catch (error) {
    if (error instanceof OktaError && error.code === "E0000015") return false;
    throw error;
  }
}

/** What each action needs said, so that Okta mails the person instead of answering with a one-time link. */
const QUERY = { activate: { sendEmail: true }, reactivate: { sendEmail: true }, deactivate: { sendEmail: false } };

/**
 * Moves a user through the lifecycle.
 * @returns The user afterwards, re-read; `transitioningToStatus` says that Okta is still at it.
 * @throws OktaError, E0000038 where the status forbids it.
 */
export async function changeLifecycle(
  okta: Okta,
  userId: string,
  action: Exclude<LifecycleAction, "reset_password">,
): Promise<User> {
  const path = { id: userId };
  switch (action) {
    case "activate":
    case "reactivate":
    case "deactivate":
      await okta.api.POST(`/api/v1/users/{id}/lifecycle/${action}`, { params: { path, query: QUERY[action] } });
      break;
    default:
      await okta.api.POST(`/api/v1/users/{id}/lifecycle/${action}`, { params: { path } });
  }
  return await getUser(okta, userId);
}

/**
 * Mails the person a link to set a new password; until then the status is RECOVERY.
 * @param revokeSessions Whether to end the person's Okta sessions at once.
 * @returns The user afterwards, re-read.
 * @throws OktaError, E0000038 where the status forbids it.
 */
export async function resetPassword(okta: Okta, userId: string, revokeSessions: boolean): Promise<User> {
  await okta.api.POST("/api/v1/users/{id}/lifecycle/reset_password", {
    params: { path: { id: userId }, query: { sendEmail: true, revokeSessions } },
  });
  return await getUser(okta, userId);
}

/** Waits between two looks at a user whom Okta is moving, in milliseconds; some eight seconds in all. */
const LOOKS = [500, 1_000, 2_000, 4_000];

/**
 * Follows a user whom Okta is still moving to another status, for as long as a call can wait.
 * @returns The user when that is done, or as far as it had come; `transitioningToStatus` tells which.
 * @throws OktaError, the signal's reason.
 */
export async function settled(okta: Okta, user: User, signal: AbortSignal, clock = systemClock): Promise<User> {
  for (const wait of LOOKS) {
    if (user.transitioningToStatus === null) break;
    await clock.sleep(wait, signal);
    user = await getUser(okta, user.id);
  }
  return user;
}
