import { z } from "zod";
import { plain, quote } from "../mcp/output.ts";
import { changesByOthers } from "../investigate/changes.ts";
import { CAUSE_RULES, concludeSignIn } from "../investigate/sign_in.ts";
import { CAUSES, type Finding } from "../investigate/rules/rule.ts";
import { THRESHOLDS } from "../investigate/thresholds.ts";
import { findUser } from "../okta/find_user.ts";
import { groupsOfUser } from "../okta/groups.ts";
import type { User } from "../okta/users.ts";
import { defineTool } from "./define.ts";
import {
  evidenceData,
  evidenceLine,
  evidenceSchema,
  reasonLines,
  stepData,
  stepLines,
  stepSchema,
} from "./shared/case_answer.ts";
import { readCase } from "./shared/case_facts.ts";
import { amount } from "./shared/listing.ts";
import { logWindow } from "./shared/log_window.ts";
import { stamp } from "./shared/moment.ts";
import { personNow } from "./shared/person.ts";
import { present } from "./shared/present.ts";
import { readable } from "./shared/readable.ts";
import { say } from "./shared/say.ts";

const TITLES = new Map(CAUSE_RULES.map(({ id, title }) => [id, title]));

/** The most changes by others that are told: what changed last is what matters. */
const CHANGES = 4;

const finding = z.object({
  cause: z.enum(CAUSES),
  headline: z.string(),
  severity: z.enum(["critical", "blocking", "hindering", "notice"]),
  confidence: z.enum(["certain", "likely", "possible"]),
  evidence: z.array(evidenceSchema),
  next: z.array(stepSchema),
  refuted_by: z.string(),
});

export const investigateUser = defineTool({
  name: "investigate_user",
  title: "Investigate a person's sign-in",
  description:
    "Why a person cannot sign in: the verdict with evidence, how sure it is, what was ruled out, and the next " +
    "call. Use it first for any sign-in or lockout trouble. For one app use explain_app_access, for a suspected attack " +
    "review_user_security.",
  toolset: "core",
  scopes: ["okta.users.read", "okta.logs.read", "okta.groups.read"],
  helpfulScopes: ["okta.policies.read", "okta.networkZones.read"],
  input: z.object({
    user: z.string().describe("Login, e-mail, id or full name"),
    since: z.string().default("7d").describe("48h, 3 days ago, ISO 8601"),
  }),
  output: z.object({
    user: z.object({ id: z.string(), login: z.string(), name: z.string(), status: z.string() }),
    verdict: finding,
    also: z.array(finding).describe("Further causes, the gravest first"),
    ruled_out: z.array(z.object({ cause: z.enum(CAUSES), because: z.string() })),
    unchecked: z.array(z.object({ cause: z.enum(CAUSES), because: z.string() })).optional(),
    changes: z.array(evidenceSchema).optional().describe("By others, newest first"),
    factors: z.array(z.string()).optional(),
    groups: z.array(z.string()).optional(),
    since: z.string(),
    until: z.string(),
    events: z.int(),
    notes: z.array(z.string()).optional(),
  }),

  async run({ user: ref, since }, call) {
    const window = logWindow({ since }, call.now());
    const user = await findUser(call.okta, ref);
    const from = runUpOf(user, window.since);
    const [{ opened, notes }, groups] = await Promise.all([
      readCase(call, user, from),
      readable(groupsOfUser(call.okta, user.id)),
    ]);
    const { findings, ruledOut, unchecked } = concludeSignIn(opened);
    const [verdict, ...also] = findings;
    const cited = new Set(findings.flatMap(({ evidence }) => evidence.flatMap(({ events = [] }) => events)));
    const changes = changesByOthers(opened, CHANGES).filter(({ events = [] }) => !events.some((id) => cited.has(id)));
    const told = [
      ...window.note === undefined ? [] : [window.note],
      ...from < window.since
        ? [`The account was locked before that: looked from ${stamp(from.toISOString())} on.`]
        : [],
      ...notes,
    ];
    const factors = opened.factors?.map(({ factorType, device }) =>
      device === null ? factorType : `${factorType} (${device})`
    );
    const reasons = (list: typeof ruledOut) =>
      list.map(({ id, because }) => ({ title: TITLES.get(id) ?? id, because }));
    return {
      text: [
        `Verdict for ${personNow(user)}: ${say(verdict.headline)}. This is ${verdict.confidence}.`,
        ...evidenceOf(verdict),
        "Next:",
        ...stepLines(verdict.next),
        `What would refute it: ${verdict.refutedBy}`,
        ...also.flatMap((other) => [
          `Also, ${other.severity} and ${other.confidence}: ${say(other.headline)}.`,
          ...other.evidence.slice(0, 3).map(evidenceLine),
          ...stepLines(other.next.slice(0, 2)),
        ]),
        ...changes.length === 0 ? [] : ["What others changed about the account:", ...changes.map(evidenceLine)],
        "Ruled out:",
        ...reasonLines(reasons(ruledOut)),
        ...unchecked.length === 0 ? [] : ["Could not be checked:", ...reasonLines(reasons(unchecked))],
        `Account: ${
          [
            user.lastLogin === null ? "never signed in" : `last sign-in ${stamp(user.lastLogin)}`,
            ...user.passwordChanged === null ? [] : [`password changed ${stamp(user.passwordChanged)}`],
            ...factors === undefined
              ? []
              : [factors.length === 0 ? "no factors" : `factors ${factors.map(quote).join(", ")}`],
            ...groups.value === undefined ? [] : [amount(groups.value.length, "group")],
          ].join("; ")
        }.`,
        `Looked at ${opened.recent.length} events ${window.text}.`,
        ...told.map(plain),
      ].join("\n"),
      data: {
        user: { id: user.id, login: user.login, name: user.name, status: user.status },
        verdict: findingData(verdict),
        also: also.map(findingData),
        ruled_out: ruledOut.map(({ id, because }) => ({ cause: id, because: say(because) })),
        ...present({
          unchecked: unchecked.length === 0
            ? null
            : unchecked.map(({ id, because }) => ({ cause: id, because: say(because) })),
          changes: changes.length === 0 ? null : changes.map(evidenceData),
          factors,
          groups: groups.value?.map(({ name }) => name),
          notes: told.length === 0 ? null : told,
        }),
        ...window.data,
        events: opened.recent.length,
      },
    };
  },
});

/** An account that has been locked for longer is looked at from before the lock. */
function runUpOf({ status, statusChanged }: User, since: Date): Date {
  if (status !== "LOCKED_OUT" || statusChanged === null) return since;
  const runUp = Date.parse(statusChanged) - THRESHOLDS.lockRunUpHours * 3_600_000;
  return new Date(Math.min(runUp, since.getTime()));
}

function evidenceOf({ evidence }: Finding): string[] {
  return ["Evidence:", ...evidence.map(evidenceLine)];
}

function findingData(
  { id, headline, severity, confidence, evidence, next, refutedBy }: Finding,
): z.infer<typeof finding> {
  return {
    cause: id,
    headline: say(headline),
    severity,
    confidence,
    evidence: evidence.map(evidenceData),
    next: next.map(stepData),
    refuted_by: refutedBy,
  };
}
