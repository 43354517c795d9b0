import * as z from "zod";
import { findUser } from "../okta/find_user.ts";
import { changeLifecycle, isBlocked, settled } from "../okta/lifecycle.ts";
import type { User } from "../okta/users.ts";
import { defineWrite } from "./define.ts";
import { allow, standingOf } from "./shared/guards.ts";
import { lockCause } from "./shared/lock_cause.ts";
import { personNow, userArgument } from "./shared/person.ts";
import { userTarget } from "./shared/targets.ts";

export const unlockUserAccount = defineWrite({
  name: "unlock_user_account",
  title: "Unlock an account",
  description:
    "Unlocks a LOCKED_OUT account; the password stays as it is. Investigate first (investigate_user): a device " +
    "with an old password locks the account again, and an attack must not be helped. For a forgotten password use " +
    "reset_user_password.",
  toolset: "core",
  scopes: ["okta.users.manage"],
  helpfulScopes: ["okta.roles.read", "okta.logs.read"],
  risk: "write",
  idempotent: true,
  bulk: true,
  input: z.object({ user: z.string() }),

  async plan({ user: ref }, { okta, thresholds, now }) {
    const user = await findUser(okta, ref);
    const blocked = user.status === "ACTIVE" && await isBlocked(okta, user.id);
    allow("unlock", user, blocked);
    const [cause, standing] = await Promise.all([
      blocked ? [blockCause(user)] : lockCause({ okta, thresholds }, user, now()),
      standingOf(okta, user),
    ]);
    return {
      action: `Unlock ${personNow(user)}`,
      target: userTarget(user),
      changes: [blocked ? { ...BLOCKED, after: null } : { what: "status", before: user.status, after: "ACTIVE" }],
      warnings: [...cause, ...standing.warnings],
      reversible: "Cannot be taken back, and need not be: wrong passwords lock the account again.",
      state: { user, blocked },
    };
  },

  async act({ state: { user, blocked } }, { okta, signal }) {
    const after = await settled(okta, await changeLifecycle(okta, user.id, "unlock"), signal);
    const locked = blocked ? await isBlocked(okta, user.id) : after.status === "LOCKED_OUT";
    return {
      changes: [
        blocked
          ? { ...BLOCKED, after: locked ? BLOCKED.before : null }
          : { what: "status", before: user.status, after: after.status },
      ],
      notes: locked
        ? [`Okta shows the account as locked still or again. Next: investigate_user ${userArgument(user)}`]
        : [],
    };
  },
});

/** How Okta locks out an active account: only where it does not know the device, so that the person's own keep working. */
const BLOCKED = { what: "sign-in from devices that Okta does not know", before: "blocked" };

function blockCause(user: User): string {
  return "The account is active, but too many wrong passwords from devices that Okta does not know shut these out: " +
    `investigate_user ${userArgument(user)} tells whose they are. Somebody else's must stay out.`;
}
