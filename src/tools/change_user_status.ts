import * as z from "zod";
import { plain, quote } from "../mcp/output.ts";
import { appsOfUser, type AssignedApp } from "../okta/apps.ts";
import type { Okta } from "../okta/client.ts";
import { findUser } from "../okta/find_user.ts";
import { groupsOfUser } from "../okta/groups.ts";
import { changeLifecycle, settled } from "../okta/lifecycle.ts";
import type { User } from "../okta/users.ts";
import { defineWrite } from "./define.ts";
import { allow, keepSuperAdmin, type Standing, standingOf } from "./shared/guards.ts";
import { amount } from "./shared/listing.ts";
import { mailbox } from "./shared/mailbox.ts";
import { names } from "./shared/names.ts";
import { personNow } from "./shared/person.ts";
import { readable } from "./shared/readable.ts";
import { userTarget } from "./shared/targets.ts";
import { UNDOABLE } from "./shared/undoable.ts";
import { UserError } from "../user_error.ts";

const ACTIONS = ["activate", "deactivate", "suspend", "unsuspend", "expire_password"] as const;
type Action = typeof ACTIONS[number];

/** Where each action leads, and how to get back from there. */
const ACTION_FACTS: Record<Action, { verb: string; to: string; back?: Action; reversible: string }> = {
  activate: {
    verb: "Activate",
    to: "PROVISIONED",
    reversible: "Cannot be taken back as such: action=deactivate ends the account again.",
  },
  deactivate: {
    verb: "Deactivate",
    to: "DEPROVISIONED",
    reversible:
      "Cannot be taken back whole: action=activate brings the account back, but neither the password nor the " +
      "apps that were assigned directly, nor what apps deleted meanwhile.",
  },
  suspend: { verb: "Suspend", to: "SUSPENDED", back: "unsuspend", reversible: UNDOABLE },
  unsuspend: { verb: "Unsuspend", to: "ACTIVE", back: "suspend", reversible: UNDOABLE },
  expire_password: {
    verb: "Expire the password of",
    to: "PASSWORD_EXPIRED",
    reversible: "Cannot be taken back: the person chooses a new password at the next sign-in.",
  },
};

export const changeUserStatus = defineWrite({
  name: "change_user_status",
  title: "Change a user's status",
  description: "Activates (sends the first invitation), deactivates, suspends or unsuspends a person, or expires the " +
    "password. Suspend to shut out for now; deactivate only who leaves: it takes the apps away. To unlock use " +
    "unlock_user_account, to send an invitation again reinvite_user.",
  toolset: "support",
  scopes: ["okta.users.manage"],
  helpfulScopes: ["okta.apps.read", "okta.roles.read"],
  risk: "destructive",
  idempotent: false,
  bulk: true,
  input: z.object({ user: z.string(), action: z.enum(ACTIONS) }),

  async plan({ user: ref, action }, { okta }) {
    const user = await findUser(okta, ref);
    const { verb, to, reversible } = ACTION_FACTS[action];
    if (user.status === to && action !== "activate") {
      throw new UserError(`Nothing to do: ${personNow(user)} has this status already.`);
    }
    allow(action, user);
    const standing = await standingOf(okta, user);
    return {
      action: `${verb} ${personNow(user)}`,
      target: userTarget(user),
      changes: [{ what: "status", before: user.status, after: to }],
      warnings: [...await consequences(okta, user, action, standing), ...standing.warnings],
      reversible,
      state: { user, action },
    };
  },

  async act({ state: { user, action } }, { okta, signal }) {
    const after = await settled(okta, await changeLifecycle(okta, user.id, action), signal);
    const { back } = ACTION_FACTS[action];
    return {
      changes: [{ what: "status", before: user.status, after: after.status }],
      notes: after.transitioningToStatus === null
        ? []
        : [`Okta is still moving the account to ${plain(after.transitioningToStatus)}: look again in a minute.`],
      ...back && { undo: { tool: "change_user_status", args: { user: user.id, action: back } } },
    };
  },
});

/** What an action does besides changing the status. @throws UserError where it would do too much */
async function consequences(okta: Okta, user: User, action: Action, standing: Standing): Promise<string[]> {
  switch (action) {
    case "activate":
      return [
        `Okta mails ${
          quote(mailbox(user))
        } a link to set up the account; with a password set already the account is ACTIVE ` +
        "at once and no mail goes out.",
        ...user.status === "DEPROVISIONED"
          ? ["Groups give their apps again; apps that were assigned directly must be assigned anew."]
          : [],
      ];
    case "expire_password":
      return ["The person must choose a new password at the next sign-in, and needs the present one for that."];
    case "unsuspend":
      return ["Password, factors, groups and apps are as they were before."];
    case "suspend":
    case "deactivate":
      return await shutOut(okta, user, action, standing);
  }
}

async function shutOut(
  okta: Okta,
  user: User,
  action: "suspend" | "deactivate",
  standing: Standing,
): Promise<string[]> {
  if (standing.self) {
    throw new UserError(
      `Cannot ${action} ${personNow(user)}: it is the account that this server itself works with, so nothing could ` +
        "take it back. Have another administrator do it in the Admin Console.",
    );
  }
  const superAdmin = await keepSuperAdmin(okta, user, standing, `${action} ${personNow(user)}`);
  const alike = [
    ...superAdmin,
    ...(standing.roles?.length ?? 0) > 0
      ? ["API tokens that this person created stop working, and with them whatever uses them."]
      : [],
    ...user.provider?.type === "ACTIVE_DIRECTORY" || user.provider?.type === "LDAP"
      ? ["The account comes from a directory: do it there too, or an import may bring it back."]
      : [],
  ];
  if (action === "suspend") {
    return [
      "Signs the person out of Okta at once and keeps them out; apps and groups stay assigned. Sessions inside apps go " +
      "on until they end.",
      ...alike,
    ];
  }
  const [apps, groups] = await Promise.all([
    readable(appsOfUser(okta, user.id)),
    readable(groupsOfUser(okta, user.id)),
  ]);
  const counts = [
    ...apps.value ? [amount(apps.value.length, "app")] : [],
    ...groups.value ? [amount(groups.value.length, "group")] : [],
  ];
  return [
    `Signs the person out of Okta and takes all apps away${
      counts.length === 0 ? "" : `: they have ${counts.join(" and ")}`
    }. ` +
    "The groups stay.",
    ...deprovisioned(apps.value ?? []),
    "The password is deleted.",
    ...alike,
  ];
}

/** Apps in which Okta deactivates the account too. */
function deprovisioned(apps: readonly AssignedApp[]): string[] {
  const reached = apps.filter(({ features }) => features.includes("PUSH_USER_DEACTIVATION"));
  if (reached.length === 0) return [];
  return [`Accounts in these apps are deactivated as well: ${names(reached.map(({ label }) => label))}.`];
}
