import * as z from "zod";
import { findUser } from "../okta/find_user.ts";
import { clearSessions } from "../okta/users.ts";
import { defineWrite } from "./define.ts";
import { standingOf } from "./shared/guards.ts";
import { personNow } from "./shared/person.ts";
import { SESSIONS } from "./shared/sessions.ts";
import { userTarget } from "./shared/targets.ts";
import { UserError } from "../user_error.ts";

/** Statuses in which nobody can have a session. */
const SIGNED_OUT: Record<string, string> = {
  STAGED: "was never activated",
  PROVISIONED: "never finished activation",
  DEPROVISIONED: "was signed out when the account was deactivated",
};

const CHANGES = [
  { what: SESSIONS, before: "as they are", after: "ended" },
  { what: "OAuth tokens", before: "as they are", after: "revoked" },
  { what: "remembered devices", before: "as they are", after: "forgotten" },
];

export const clearUserSessions = defineWrite({
  name: "clear_user_sessions",
  title: "Sign a person out everywhere",
  description: "Ends all Okta sessions of a person, revokes their OAuth tokens and forgets their devices. For a lost " +
    "device or a stolen session. Whoever knows the password can sign in again: see reset_user_password, " +
    "change_user_status action=suspend.",
  toolset: "support",
  scopes: ["okta.users.manage"],
  helpfulScopes: ["okta.roles.read"],
  risk: "destructive",
  idempotent: true,
  bulk: true,
  input: z.object({ user: z.string() }),

  async plan({ user: ref }, { okta }) {
    const user = await findUser(okta, ref);
    const reason = SIGNED_OUT[user.status];
    if (reason !== undefined) {
      throw new UserError(`Nothing to end: ${personNow(user)} ${reason} and has no sessions.`);
    }
    const standing = await standingOf(okta, user);
    return {
      action: `End all sessions of ${personNow(user)}`,
      target: userTarget(user),
      changes: CHANGES,
      warnings: [
        "The person signs in anew on every device, with a factor where the policies ask for one; unsaved work may be lost.",
        ...standing.warnings,
        "Sessions inside apps go on until they end there.",
      ],
      reversible: "Cannot be taken back, and need not be: the person signs in again.",
      state: user,
    };
  },

  async act({ state: user }, { okta }) {
    await clearSessions(okta, user.id, true);
    return { changes: CHANGES, notes: ["Okta shows no list of sessions, so that none can be looked for afterwards."] };
  },
});
