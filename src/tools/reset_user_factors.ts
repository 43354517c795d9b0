import * as z from "zod";
import { factorsOfUser, removedWith, resetAllFactors, resetFactor } from "../okta/factors.ts";
import { findUser } from "../okta/find_user.ts";
import { defineWrite } from "./define.ts";
import { factorChange, factorMeant, factorName } from "./shared/factors.ts";
import { standingOf } from "./shared/guards.ts";
import { personNow, userArgument } from "./shared/person.ts";
import { userTarget } from "./shared/targets.ts";
import { UserError } from "../user_error.ts";

export const resetUserFactors = defineWrite({
  name: "reset_user_factors",
  title: "Reset factors",
  description:
    "Removes one enrolled factor of a person, or all of them, so that they enrol anew: for a lost, broken or " +
    "replaced phone. Be sure who asks: it is what attackers ask help desks for. get_user_details include=factors " +
    "lists them.",
  toolset: "support",
  scopes: ["okta.users.manage"],
  helpfulScopes: ["okta.roles.read"],
  risk: "destructive",
  idempotent: false,
  bulk: true,
  input: z.object({
    user: z.string(),
    factor: z.string().exactOptional().describe("Id, factorType or device; all if left out"),
  }),

  async plan({ user: ref, factor: wanted }, { okta }) {
    const user = await findUser(okta, ref);
    if (user.status === "DEPROVISIONED") {
      throw new UserError(`Cannot reset factors of ${personNow(user)}: a deactivated account has none that count.`);
    }
    const [factors, standing] = await Promise.all([factorsOfUser(okta, user.id), standingOf(okta, user)]);
    if (factors.length === 0) {
      throw new UserError(
        `Nothing to reset: ${personNow(user)} has no factor enrolled. At the next sign-in a policy that asks for one ` +
          `has them enrol it. If that fails: investigate_user ${userArgument(user)}`,
      );
    }
    const factor = wanted === undefined ? undefined : factorMeant(factors, wanted, user);
    const gone = factor === undefined ? factors : removedWith(factor, factors);
    const left = factors.filter((other) => !gone.includes(other));
    return {
      action: `Reset ${factor === undefined ? "all factors" : factorName(factor)} of ${personNow(user)}`,
      target: userTarget(user),
      changes: gone.map((each) => factorChange(each, null)),
      warnings: [
        ...left.length === 0
          ? [
            "No factor is left: until the person has enrolled one, the password alone may do, and whoever has it could " +
            "enrol a factor of their own. Be sure that it is really this person who asks.",
          ]
          : [],
        ...standing.warnings,
        ...factor !== undefined && gone.length > 1
          ? ["It belongs to Okta Verify: all that the app has enrolled goes together."]
          : [],
        ...left.length > 0 ? [`Left: ${left.map(factorName).join(", ")}.`] : [],
        `Open sessions stay; clear_user_sessions ${userArgument(user)} ends them.`,
      ],
      reversible: "Cannot be taken back: the person enrols anew.",
      state: { user, factor, gone },
    };
  },

  async act({ state: { user, factor, gone } }, { okta }) {
    if (factor === undefined) await resetAllFactors(okta, user.id);
    else await resetFactor(okta, user.id, factor.id);
    const now = new Map((await factorsOfUser(okta, user.id)).map((each) => [each.id, each.status]));
    const kept = gone.filter(({ id }) => now.has(id));
    return {
      changes: gone.map((each) => factorChange(each, now.get(each.id) ?? null)),
      notes: [
        ...kept.length > 0 ? [`Okta kept ${kept.map(factorName).join(", ")}.`] : [],
        now.size === 0
          ? "The person now has no factor, and enrols one at the next sign-in that asks for it."
          : "The person signs in with what is left, and enrols the new factor in the settings of the Okta dashboard.",
      ],
    };
  },
});
