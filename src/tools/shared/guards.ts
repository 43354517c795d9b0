import { hasOtherSuperAdmin, isSuperAdmin } from "../../okta/administrators.ts";
import type { Okta } from "../../okta/client.ts";
import { OktaError } from "../../okta/errors.ts";
import { type LifecycleAction, refusalOf } from "../../okta/lifecycle.ts";
import { type AdminRole, getUser, rolesOfUser, type User } from "../../okta/users.ts";
import { names } from "./names.ts";
import { once } from "./once.ts";
import { personNow, userArgument } from "./person.ts";
import { readable } from "./readable.ts";
import { UserError } from "../../user_error.ts";

/** What makes a change to a person graver than to others. */
export interface Standing {
  /** It is the account whose credential this server works with. */
  self: boolean;
  /** Absent where the token may not see them. */
  roles?: readonly AdminRole[];
  /** A sentence each, for the preview. */
  warnings: string[];
}

/** Reads what must be known of a person before anything of theirs is changed. @throws OktaError */
export async function standingOf(okta: Okta, user: User): Promise<Standing> {
  const [me, roles] = await Promise.all([
    once(okta, "me", () => callingAccount(okta)),
    readable(rolesOfUser(okta, user.id)),
  ]);
  const self = me?.id === user.id;
  const labels = [...new Set(roles.value?.map(({ label }) => label))];
  const warnings = [
    ...self ? ["This is the account that this server itself works with."] : [],
    ...labels.length > 0
      ? [`An administrator: ${names(labels)}. Be sure that whoever asks for this is who they say they are.`]
      : [],
    ...roles.refused === undefined ? [] : [`Whether this is an administrator cannot be seen: ${roles.refused}.`],
  ];
  return { self, warnings, ...roles.value && { roles: roles.value } };
}

/** The user whose token this is; none for an OAuth service app. */
async function callingAccount(okta: Okta): Promise<User | undefined> {
  try {
    return await getUser(okta, "me");
  } catch (error) {
    if (error instanceof OktaError && error.kind === "okta") return undefined;
    throw error;
  }
}

/**
 * Refuses what would leave the org without anybody who can mend everything: to shut out its last active super
 * administrator.
 * @param act What is asked for, such as `suspend "Marcus Webb" (…)`.
 * @returns A warning where it cannot be told whether another one is left.
 * @throws UserError, OktaError
 */
export async function keepSuperAdmin(okta: Okta, user: User, standing: Standing, act: string): Promise<string[]> {
  if (!isSuperAdmin(standing.roles ?? [])) return [];
  const other = await readable(hasOtherSuperAdmin(okta, user));
  if (other.value === false) {
    throw new UserError(
      `Cannot ${act}: no other active super administrator was found, and without one nobody could take it back. ` +
        "Give another person the role first (Admin Console, Security > Administrators).",
    );
  }
  return other.refused === undefined
    ? []
    : [`Whether another super administrator is left cannot be seen: ${other.refused}.`];
}

/** The tool that helps somebody out of a status. */
const WAY_OUT: Record<string, string> = {
  STAGED: "change_user_status action=activate",
  PROVISIONED: "reinvite_user",
  ACTIVE: "investigate_user",
  RECOVERY: "reset_user_password",
  PASSWORD_EXPIRED: "reset_user_password",
  LOCKED_OUT: "unlock_user_account",
  SUSPENDED: "change_user_status action=unsuspend",
  DEPROVISIONED: "change_user_status action=activate",
};

/** What a refusal says cannot be done to the person. */
const PHRASES: Record<LifecycleAction, string> = {
  activate: "activate",
  reactivate: "reinvite",
  suspend: "suspend",
  unsuspend: "unsuspend",
  unlock: "unlock",
  expire_password: "expire the password of",
  reset_password: "reset the password of",
  deactivate: "deactivate",
};

/**
 * Refuses an action that the person's status forbids, or that is not Okta's to do.
 * @param blocked Whether an active person is kept out on some devices, which unlocking ends.
 * @throws UserError with the way out
 */
export function allow(action: LifecycleAction, user: User, blocked = false): void {
  const reason = refusalOf(action, user, blocked);
  if (reason === undefined) return;
  throw new UserError(`Cannot ${PHRASES[action]} ${personNow(user)}: ${reason}.${wayOut(reason, user)}`);
}

/** The next call where the status is what stands in the way. */
function wayOut(reason: string, user: User): string {
  const [tool, ...more] = WAY_OUT[user.status]?.split(" ") ?? [];
  if (tool === undefined || !reason.includes(` in status ${user.status}`)) return "";
  return ` Next: ${[tool, userArgument(user), ...more].join(" ")}`;
}
