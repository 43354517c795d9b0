import * as z from "zod";
import { findUser } from "../okta/find_user.ts";
import { resetPassword, settled } from "../okta/lifecycle.ts";
import { defineWrite } from "./define.ts";
import { allow, standingOf } from "./shared/guards.ts";
import { mailbox, secondMailbox } from "./shared/mailbox.ts";
import { personNow, userArgument } from "./shared/person.ts";
import { SESSIONS } from "./shared/sessions.ts";
import { userTarget } from "./shared/targets.ts";

export const resetUserPassword = defineWrite({
  name: "reset_user_password",
  title: "Reset a password",
  description: "Mails a one-time link to set a new password; until then the person cannot sign in (RECOVERY). Open " +
    "sessions stay unless revoke_sessions. For a locked account whose password is known use unlock_user_account.",
  toolset: "core",
  scopes: ["okta.users.manage"],
  helpfulScopes: ["okta.roles.read"],
  risk: "destructive",
  idempotent: false,
  bulk: true,
  input: z.object({ user: z.string(), revoke_sessions: z.boolean().default(false) }),

  async plan({ user: ref, revoke_sessions }, { okta }) {
    const user = await findUser(okta, ref);
    allow("reset_password", user);
    const email = mailbox(user);
    const standing = await standingOf(okta, user);
    const changes = [
      { what: "status", before: user.status, after: "RECOVERY" },
      { what: "password reset e-mail", before: null, after: email },
      ...revoke_sessions ? [{ what: SESSIONS, before: "as they are", after: "ended" }] : [],
    ].filter(({ before, after }) => before !== after);
    return {
      action: `Reset the password of ${personNow(user)}`,
      target: userTarget(user),
      changes,
      warnings: [
        `${
          user.status === "RECOVERY" ? "Links of earlier mails stop" : "The old password stops"
        } working now; only the ` +
        "link in the mail lets the person in again: be sure that they can read it without signing in to Okta.",
        ...standing.warnings,
        ...user.status === "PROVISIONED"
          ? [`The invitation was never accepted: reinvite_user ${userArgument(user)} sends that again instead.`]
          : [],
        ...user.status === "LOCKED_OUT" ? ["This also ends the lock."] : [],
        revoke_sessions
          ? "Every Okta session of the person ends at once."
          : "Whoever is signed in stays signed in. If somebody else may know the password, set revoke_sessions.",
        ...secondMailbox(user),
      ],
      reversible: "Cannot be taken back: the old password does not return.",
      state: { user, revoke_sessions },
    };
  },

  async act({ changes, state: { user, revoke_sessions } }, { okta, signal }) {
    const after = await settled(okta, await resetPassword(okta, user.id, revoke_sessions), signal);
    return {
      changes: changes.map((change) => change.what === "status" ? { ...change, after: after.status } : change),
      notes: ["Ask the person to follow the link; the mail comes from Okta, maybe into the junk folder."],
    };
  },
});
