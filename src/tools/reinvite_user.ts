import * as z from "zod";
import { quote } from "../mcp/output.ts";
import type { Okta } from "../okta/client.ts";
import { findUser } from "../okta/find_user.ts";
import { changeLifecycle } from "../okta/lifecycle.ts";
import { logFilter } from "../okta/log_filter.ts";
import { readLogs, withinRetention } from "../okta/logs.ts";
import type { User } from "../okta/users.ts";
import { defineWrite } from "./define.ts";
import { allow, standingOf } from "./shared/guards.ts";
import { mailbox, secondMailbox } from "./shared/mailbox.ts";
import { stamp } from "./shared/moment.ts";
import { personNow, userArgument } from "./shared/person.ts";
import { readable } from "./shared/readable.ts";
import { userTarget } from "./shared/targets.ts";
import { UserError } from "../user_error.ts";

/** Why a person in this status is not invited again, and what to do instead. */
const INSTEAD: Record<string, (user: string) => string> = {
  STAGED: (user) => `nobody has invited this person yet. Next: change_user_status ${user} action=activate`,
  ACTIVE: (user) => `the invitation was accepted. If signing in fails: investigate_user ${user}`,
  RECOVERY: (user) => `the invitation was accepted, and a password reset is open. Next: reset_user_password ${user}`,
  PASSWORD_EXPIRED: (user) =>
    `the invitation was accepted, the password has expired. Next: reset_user_password ${user}`,
  LOCKED_OUT: (user) => `the invitation was accepted, the account is locked. Next: investigate_user ${user}`,
  SUSPENDED: (user) => `the account is suspended. Next: find_changes ${user.replace("user=", "target=")} tells by whom`,
  DEPROVISIONED: (user) => `the account is deactivated. Next: change_user_status ${user} action=activate invites anew`,
};

export const reinviteUser = defineWrite({
  name: "reinvite_user",
  title: "Send the invitation again",
  description:
    "Mails a new activation link to somebody who was invited and never finished (PROVISIONED). The link goes " +
    "to the person only. For a forgotten password use reset_user_password; for a first invitation change_user_status.",
  toolset: "core",
  scopes: ["okta.users.manage"],
  helpfulScopes: ["okta.roles.read", "okta.logs.read"],
  risk: "write",
  idempotent: false,
  bulk: true,
  input: z.object({ user: z.string() }),

  async plan({ user: ref }, { okta, now }) {
    const user = await findUser(okta, ref);
    const instead = INSTEAD[user.status];
    if (instead !== undefined) {
      throw new UserError(`Cannot reinvite ${personNow(user)}: ${instead(userArgument(user))}`);
    }
    allow("reactivate", user);
    const email = mailbox(user);
    const [standing, bounces] = await Promise.all([standingOf(okta, user), bouncesOf(okta, user, now())]);
    return {
      action: `Mail a new invitation to ${personNow(user)}`,
      target: userTarget(user),
      changes: [{ what: "activation e-mail", before: null, after: email }],
      warnings: [
        ...bounces,
        ...standing.warnings,
        "The links of earlier invitations stop working.",
        ...secondMailbox(user),
      ],
      reversible: "Cannot be taken back: a mail that is sent is sent.",
      state: user,
    };
  },

  async act({ changes, state: user }, { okta }) {
    const { status } = await changeLifecycle(okta, user.id, "reactivate");
    return {
      changes,
      notes: [
        `The account stays ${status} until the person follows the link; it comes from Okta, maybe into the junk folder.`,
      ],
    };
  },
});

/** Mails of the last weeks that did not arrive: another one to the same address will not either. */
async function bouncesOf(okta: Okta, user: User, now: Date): Promise<string[]> {
  const since = new Date(user.activated ?? user.created ?? now);
  if (since >= now) return [];
  const filter = logFilter({
    eventTypes: ["system.email.delivery"],
    targetIds: [user.id],
    filter: 'outcome.result ne "SUCCESS"',
  });
  const window = withinRetention({ since, until: now }, now);
  const query = { ...window, ...filter && { filter }, sortOrder: "DESCENDING" as const, limit: 1 };
  const { value: events = [] } = await readable(Array.fromAsync(readLogs(okta, query)));
  return events.map(({ time, outcome, reason }) =>
    `A mail to this person did not arrive on ${stamp(time)} (${
      quote([outcome, reason].filter(Boolean).join(": "))
    }): ` +
    `check the address first; update_user_profile ${userArgument(user)} corrects it.`
  );
}
