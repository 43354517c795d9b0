import * as z from "zod";
import { quote } from "../mcp/output.ts";
import type { Call, Change } from "../mcp/tool.ts";
import type { Okta } from "../okta/client.ts";
import { type Factor, factorsOfUser, removedWith, resetAllFactors, resetFactor } from "../okta/factors.ts";
import { findUser } from "../okta/find_user.ts";
import { changeLifecycle, resetPassword, settled } from "../okta/lifecycle.ts";
import { clearSessions, type User } from "../okta/users.ts";
import { defineWrite, type Services } from "./define.ts";
import { factorChange, factorMeant, factorName } from "./shared/factors.ts";
import { allow, keepSuperAdmin, type Standing, standingOf } from "./shared/guards.ts";
import { mailbox, secondMailbox } from "./shared/mailbox.ts";
import { stamp } from "./shared/moment.ts";
import { personNow, userArgument } from "./shared/person.ts";
import { readable } from "./shared/readable.ts";
import { SESSIONS } from "./shared/sessions.ts";
import { userTarget } from "./shared/targets.ts";
import { UserError } from "../user_error.ts";

/** In the order in which they are done: what shuts an intruder out soonest comes first. */
const STEPS = ["end_sessions", "suspend", "reset_password", "reset_factors"] as const;
type StepName = typeof STEPS[number];

/** One thing that shuts an intruder out, as it would be done to this person. */
interface Step {
  changes: Change[];
  warnings: string[];
  run(okta: Okta, signal: AbortSignal): Promise<{ changes: Change[]; notes: string[] }>;
}

/** Whom the steps are planned for. */
interface Subject {
  user: User;
  standing: Standing;
  /** Absent where the token may not see them. */
  factors?: readonly Factor[];
  /** Those to reset; all where left out. */
  chosen?: readonly Factor[];
}

export const secureUserAccount = defineWrite({
  name: "secure_user_account",
  title: "Secure an account",
  description: "For a stolen account: ends sessions, resets password, factors, suspends, on one consent. " +
    "review_user_security first.",
  toolset: "support",
  scopes: ["okta.users.manage"],
  helpfulScopes: ["okta.roles.read"],
  risk: "destructive",
  idempotent: false,
  input: z.object({
    user: z.string(),
    steps: z.array(z.enum(STEPS)).default(["end_sessions", "reset_password"]),
    factors: z.array(z.string()).exactOptional().describe("Id or type"),
  }),

  async plan({ user: ref, steps, factors: named }, { okta }) {
    const user = await findUser(okta, ref);
    const [standing, factors] = await Promise.all([standingOf(okta, user), readable(factorsOfUser(okta, user.id))]);
    const chosen = factors.value && named?.map((wanted) => factorMeant(factors.value, wanted, user));
    const subject = { user, standing, ...factors.value && { factors: factors.value }, ...chosen && { chosen } };
    const wanted = new Set<StepName>(named === undefined ? steps : [...steps, "reset_factors"]);
    const planned = new Map<StepName, Step>();
    const leftOut: string[] = [];
    for (const name of STEPS.filter((step) => wanted.has(step))) {
      try {
        const suspended = planned.has("suspend") || user.status === "SUSPENDED";
        if (name === "reset_password" && suspended) throw new UserError(PASSWORD_LATER);
        planned.set(name, await PLANNERS[name](okta, subject));
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        leftOut.push(`Left out, ${name}: ${error.message}`);
      }
    }
    if (planned.size === 0) throw new UserError(`Cannot secure ${personNow(user)}.\n${leftOut.join("\n")}`);
    const all = [...planned.values()];
    return {
      action: `Secure ${personNow(user)}: ${[...planned.keys()].join(", ")}`,
      target: userTarget(user),
      changes: all.flatMap(({ changes }) => changes),
      warnings: [
        ...leftOut,
        ...standing.warnings,
        ...all.flatMap(({ warnings }) => warnings),
        ...planned.has("reset_factors") ? [] : factorsStay(subject),
      ],
      reversible: planned.has("suspend")
        ? `The suspension ends with change_user_status ${
          userArgument(user)
        } action=unsuspend; the rest cannot be taken back.`
        : "Cannot be taken back: the person signs in anew.",
      state: { user, planned },
    };
  },

  act: ({ state: { user, planned } }, call) => runAll(user, planned, call),
});

const PASSWORD_LATER = "a suspended account's password cannot be reset. Whoever is suspended cannot sign in with the " +
  "old one; reset it after unsuspending, with reset_user_password.";

/** Takes one step after the other; one that fails leaves the rest. @throws where the first fails, so that nothing was done */
async function runAll(user: User, planned: ReadonlyMap<StepName, Step>, { okta, signal, progress }: Call<Services>) {
  const changes: Change[] = [];
  const notes: string[] = [];
  const names = [...planned.keys()];
  for (const [index, [name, step]] of [...planned].entries()) {
    progress(name, index, names.length);
    try {
      const done = await step.run(okta, signal);
      changes.push(...done.changes);
      notes.push(...done.notes);
    } catch (error) {
      if (index === 0) throw error;
      const left = JSON.stringify(names.slice(index));
      const reason = error instanceof Error ? error.message : String(error);
      const failed = `Done: ${names.slice(0, index).join(", ")}. ${name} failed: ${reason} To do what is left: ` +
        `secure_user_account ${userArgument(user)} steps=${left}`;
      return { changes, notes, failed };
    }
  }
  const undo = { tool: "change_user_status", args: { user: user.id, action: "unsuspend" } };
  return { changes, notes, ...planned.has("suspend") && { undo } };
}

/** Plans a step by reading only. @throws UserError where the account's state does not allow it */
type Planner = (okta: Okta, subject: Subject) => Promise<Step> | Step;

const PLANNERS: Record<StepName, Planner> = {
  end_sessions(_, { user, standing }) {
    if (["STAGED", "PROVISIONED", "DEPROVISIONED"].includes(user.status)) {
      throw new UserError(`nobody has a session in status ${user.status}.`);
    }
    const changes = [
      { what: SESSIONS, before: "as they are", after: "ended" },
      { what: "OAuth tokens", before: "as they are", after: "revoked" },
      { what: "remembered devices", before: "as they are", after: "forgotten" },
    ];
    return {
      changes,
      warnings: [
        ...standing.self ? ["Revoking its tokens may cut this server itself off from Okta."] : [],
        "Sessions inside apps go on until they end there.",
      ],
      async run(okta) {
        await clearSessions(okta, user.id, true);
        return { changes, notes: [] };
      },
    };
  },

  async suspend(okta, { user, standing }) {
    if (standing.self) {
      throw new UserError("this server itself works with this account, so nothing could take it back.");
    }
    if (user.status === "SUSPENDED") throw new UserError("the account is suspended already.");
    allow("suspend", user);
    const warnings = await keepSuperAdmin(okta, user, standing, `suspend ${personNow(user)}`);
    return {
      changes: [{ what: "status", before: user.status, after: "SUSPENDED" }],
      warnings: [
        ...warnings,
        "Nobody can sign in to the account until it is unsuspended, the person included; apps and groups stay assigned.",
        ...(standing.roles ?? []).length > 0 ? ["API tokens that this person created stop working."] : [],
      ],
      async run(okta, signal) {
        const after = await settled(okta, await changeLifecycle(okta, user.id, "suspend"), signal);
        return { changes: [{ what: "status", before: user.status, after: after.status }], notes: [] };
      },
    };
  },

  reset_password(_, { user }) {
    allow("reset_password", user);
    const email = mailbox(user);
    const changes = (status: string) =>
      [
        { what: "status", before: user.status, after: status },
        { what: "password reset e-mail", before: null, after: email },
      ].filter(({ before, after }) => before !== after);
    return {
      changes: changes("RECOVERY"),
      warnings: [
        `The old password stops working now; only the link in the mail to ${quote(email)} lets anybody in. Where ` +
        "somebody else may read that mailbox, suspend instead.",
        ...secondMailbox(user),
      ],
      async run(okta, signal) {
        const after = await settled(okta, await resetPassword(okta, user.id, true), signal);
        return {
          changes: changes(after.status),
          notes: ["Tell the person by phone that a mail from Okta is theirs to follow."],
        };
      },
    };
  },

  reset_factors(_, { user, factors, chosen }) {
    if (factors === undefined) throw new UserError("the factors cannot be seen with this credential.");
    if (user.status === "DEPROVISIONED") throw new UserError("a deactivated account has no factors that count.");
    if (factors.length === 0) throw new UserError("the account has no factor.");
    const gone = chosen
      ? factors.filter((each) => chosen.some((one) => removedWith(one, factors).includes(each)))
      : factors;
    const left = factors.filter((factor) => !gone.includes(factor));
    const alongside = chosen ? gone.filter((factor) => !chosen.includes(factor)) : [];
    return {
      changes: gone.map((factor) => factorChange(factor, null)),
      warnings: [
        ...alongside.length === 0 ? [] : [
          `Not named, but they go too: ${
            alongside.map(enrolled).join(", ")
          }. Okta resets Okta Verify as a whole; the ` +
          "person enrols their own phone again.",
        ],
        left.length === 0
          ? "No factor is left: until the person has enrolled one, the password alone may do, and whoever has it could " +
            "enrol a factor of their own."
          : `Factors that stay: ${left.map(enrolled).join(", ")}.`,
      ],
      async run(okta) {
        if (chosen === undefined) await resetAllFactors(okta, user.id);
        const removed = new Set<Factor>();
        for (const factor of chosen ?? []) {
          if (removed.has(factor)) continue; // went with another of the same Okta Verify
          await resetFactor(okta, user.id, factor.id);
          for (const each of removedWith(factor, factors)) removed.add(each);
        }
        const now = new Map((await factorsOfUser(okta, user.id)).map(({ id, status }) => [id, status]));
        const kept = gone.filter(({ id }) => now.has(id));
        return {
          changes: gone.map((factor) => factorChange(factor, now.get(factor.id) ?? null)),
          notes: kept.length > 0 ? [`Okta kept ${kept.map(factorName).join(", ")}.`] : [],
        };
      },
    };
  },
};

/** What an intruder may have enrolled stays good unless it is reset. */
function factorsStay({ factors }: Subject): string[] {
  if (factors === undefined || factors.length === 0) return [];
  const newestFirst = factors.toSorted((a, b) => Date.parse(b.created ?? "") - Date.parse(a.created ?? ""));
  return [
    `Factors stay: ${
      newestFirst.map(enrolled).join(", ")
    }. Ask the person which are theirs, and give the others as factors.`,
  ];
}

function enrolled(factor: Factor): string {
  return `${factorName(factor)}${factor.created === null ? "" : ` of ${stamp(factor.created)}`}`;
}
