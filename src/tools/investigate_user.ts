import * as z from "zod";
import { plain, quote } from "../mcp/output.ts";
import { changesByOthers } from "../investigate/changes.ts";
import { CAUSE_RULES, concludeSignIn } from "../investigate/sign_in.ts";
import { CAUSES, type Finding } from "../investigate/rules/rule.ts";
import { explains, readSymptom, type Symptom } from "../investigate/symptom.ts";
import type { Thresholds } from "../investigate/thresholds.ts";
import { callFor } from "../investigate/describe.ts";
import type { Step } from "../investigate/findings.ts";
import { words } from "../investigate/words.ts";
import { appsOfUser, listApps } from "../okta/apps.ts";
import type { Okta } from "../okta/client.ts";
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

/** How many of the org's apps are compared with a report: one page. */
const APPS = 200;

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
  helpfulScopes: ["okta.policies.read", "okta.networkZones.read", "okta.apps.read"],
  input: z.object({
    user: z.string().describe("Login, e-mail, id or full name"),
    symptom: z.string().exactOptional().describe("What the person reports"),
    since: z.string().default("7d"),
  }),
  output: z.object({
    user: z.object({ id: z.string(), login: z.string(), name: z.string(), status: z.string() }),
    verdict: finding,
    report_fits: z.boolean().optional().describe("Whether the verdict explains the symptom"),
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

  async run({ user: ref, symptom, since }, call) {
    const window = logWindow({ since }, call.now());
    const user = await findUser(call.okta, ref);
    const from = runUpOf(user, window.since, call.thresholds);
    const [{ opened, notes }, groups, apps] = await Promise.all([
      readCase(call, user, from),
      readable(groupsOfUser(call.okta, user.id)),
      symptom === undefined ? { theirs: [], all: [] } : appLabels(call.okta, user),
    ]);
    const reported = symptom === undefined ? undefined : readSymptom(symptom, apps.all);
    const { findings, ruledOut, unchecked } = concludeSignIn(opened, reported);
    const [first, ...also] = findings;
    const verdict = { ...first, next: withApps(first, user, reported?.apps ?? [], apps.theirs) };
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
    const close = ruledOut.filter(({ close }) => close);
    const reasons = (list: typeof unchecked) =>
      list.map(({ id, because }) => ({ title: TITLES.get(id) ?? id, because }));
    return {
      text: [
        `Verdict for ${personNow(user)}: ${say(verdict.headline)}. This is ${verdict.confidence}.`,
        ...reported === undefined ? [] : [`Reported ${quote(symptom)}: ${fit(reported, findings)}.`],
        "Evidence:",
        ...verdict.evidence.map(evidenceLine),
        "Next:",
        ...stepLines(verdict.next),
        `What would refute it: ${verdict.refutedBy}`,
        ...also.flatMap((other) => [
          `Also, ${other.severity} and ${other.confidence}: ${say(other.headline)}.`,
          ...other.evidence.slice(0, 3).map(evidenceLine),
          ...stepLines(other.id === "nothing_wrong" ? [] : other.next.slice(0, 2)),
        ]),
        ...changes.length === 0 ? [] : ["What others changed about the account:", ...changes.map(evidenceLine)],
        `Ruled out: ${ruledOut.filter(({ close }) => !close).map(({ id }) => TITLES.get(id) ?? id).join(", ")}.`,
        ...close.length === 0 ? [] : ["Ruled out in spite of some sign:", ...reasonLines(reasons(close))],
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
        ...reported !== undefined && { report_fits: explains(reported, first) },
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
function runUpOf({ status, statusChanged }: User, since: Date, thresholds: Thresholds): Date {
  if (status !== "LOCKED_OUT" || statusChanged === null) return since;
  const runUp = Date.parse(statusChanged) - thresholds.lockRunUpHours * 3_600_000;
  return new Date(Math.min(runUp, since.getTime()));
}

/** The labels of the person's apps and of all that there are; none where the token may not list apps. */
async function appLabels(okta: Okta, user: User): Promise<{ theirs: string[]; all: string[] }> {
  const { value } = await readable(Promise.all([appsOfUser(okta, user.id), listApps(okta, {}, { limit: APPS })]));
  const theirs = value?.[0].map(({ label }) => label) ?? [];
  return { theirs, all: [...new Set([...theirs, ...value?.[1].items.map(({ label }) => label) ?? []])] };
}

/** What to do, and where the person names an app, how to see whether they may use it. */
function withApps({ id, next }: Finding, user: User, apps: readonly string[], theirs: readonly string[]): Step[] {
  const asked = new Set(
    next.flatMap(({ call }) => call?.tool === "explain_app_access" ? call.arguments.app ?? [] : []),
  );
  const steps: Step[] = apps.filter((app) => !asked.has(app)).slice(0, 2).map((app) => ({
    what: theirs.includes(app)
      ? words`${app} is assigned to them: see whether they may use it, and where that breaks`
      : words`${app} is not among their apps: see why, and the shortest way to it`,
    call: callFor(user, "explain_app_access", { app }),
  }));
  // The report has answered the question which app it is.
  return id === "nothing_wrong" && steps.length > 0 ? steps : [...next, ...steps];
}

/** How a report and what was found go together. */
function fit(symptom: Symptom, [verdict, ...also]: readonly Finding[]): string {
  if (symptom.causes.size === 0) return "that names nothing to look at first, so the causes come in their usual order";
  if (verdict !== undefined && explains(symptom, verdict)) return "the verdict explains that";
  const fitting = also.find((finding) => explains(symptom, finding));
  if (fitting !== undefined) return `${TITLES.get(fitting.id)}, below, explains that, but the verdict comes before it`;
  if (verdict?.id !== "nothing_wrong") return "the evidence points elsewhere";
  return symptom.apps.length === 0
    ? "nothing of that holds now"
    : "signing in to Okta works, and the next step tells about the app";
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
