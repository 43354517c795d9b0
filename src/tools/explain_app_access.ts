import * as z from "zod";
import { plain, quote } from "../mcp/output.ts";
import type { Call } from "../mcp/tool.ts";
import { type Access, explainAccess, LINKS } from "../investigate/access/chain.ts";
import type { AccessFacts } from "../investigate/access/facts.ts";
import { lostGroup, waysIn } from "../investigate/access/ways.ts";
import { learnBaseline } from "../investigate/baseline.ts";
import type { App } from "../okta/apps.ts";
import { getAppUser, groupsOfApp } from "../okta/apps.ts";
import { findApp } from "../okta/find_app.ts";
import { findManager } from "../okta/find_manager.ts";
import { findUser } from "../okta/find_user.ts";
import { getGroup, groupRules, groupsOfUser, ownersOfGroup } from "../okta/groups.ts";
import { ifFound } from "../okta/if_found.ts";
import type { LogEvent } from "../okta/log_event.ts";
import { readLogs, RETENTION_DAYS, withinRetention } from "../okta/logs.ts";
import { accessPolicyOf, type PolicyRule, simulate } from "../okta/policies.ts";
import { anyOf, compare } from "../okta/scim.ts";
import type { User } from "../okta/users.ts";
import { defineTool, type Services } from "./define.ts";
import { evidenceData, evidenceLine, evidenceSchema, stepData, stepLines, stepSchema } from "./shared/case_answer.ts";
import { person, personNow } from "./shared/person.ts";
import { present } from "./shared/present.ts";
import { readable } from "./shared/readable.ts";
import { conditionsOf, namesIn } from "./shared/rule_conditions.ts";
import { say } from "./shared/say.ts";

const DAY = 86_400_000;

/** The newest events that are read of each kind: one page. */
const EVENTS = 1_000;

/** The most rules of the policy that are shown. */
const RULES = 6;

export const explainAppAccess = defineTool({
  name: "explain_app_access",
  title: "Explain a person's access to an app",
  description:
    "Whether a person can use an app, and where it breaks or holds: account, app, assignment and the group or " +
    "rule behind it, provisioning, sign-on policy; who gave or removed it and when; the shortest fix and whom to ask. " +
    "For sign-in trouble as such use investigate_user.",
  toolset: "support",
  scopes: ["okta.users.read", "okta.apps.read", "okta.groups.read"],
  helpfulScopes: ["okta.policies.read", "okta.networkZones.read", "okta.logs.read"],
  input: z.object({ user: z.string(), app: z.string().describe("Id or label") }),
  output: z.object({
    access: z.enum(["yes", "no", "depends"]),
    breaks_at: z.enum(LINKS).optional(),
    user: z.object({ id: z.string(), login: z.string(), name: z.string(), status: z.string() }),
    app: z.object({ id: z.string(), label: z.string(), status: z.string() }),
    links: z.array(z.object({ link: z.enum(LINKS), holds: z.enum(["yes", "no", "depends"]), says: z.string() })),
    rules: z.array(z.object({ name: z.string(), access: z.string().optional(), conditions: z.array(z.string()) })),
    history: z.array(evidenceSchema).describe("Newest first"),
    next: z.array(stepSchema),
    ask: z.array(z.string()).optional().describe("Owners of the group, the manager"),
    notes: z.array(z.string()).optional(),
  }),

  async run({ user: userRef, app: appRef }, call) {
    const [user, app] = await Promise.all([findUser(call.okta, userRef), findApp(call.okta, appRef)]);
    const { facts, notes } = await readFacts(call, user, app);
    const access = explainAccess(facts);
    const [ways, rules] = await Promise.all([waysOf(call, facts, access), describedRules(call, facts, access)]);
    const next = waysIn(facts, access, ways.group);
    return {
      text: [
        headline(user, app, access),
        ...access.breaksAt === undefined ? [] : [`It breaks at the ${NAMES[access.breaksAt]}.`],
        "The chain:",
        ...access.links.map(({ id, holds, says }) => `- ${NAMES[id]} ${HOLDS[holds]}: ${say(says)}`),
        ...rules.length === 0 ? [] : [
          `Rules of the app's policy that are for them, in order:`,
          ...rules.map(({ name, access, conditions }, i) =>
            `${i + 1}. ${quote(name)} ${access === undefined ? "" : plain(access)}: ${
              conditions.length === 0 ? "everybody else" : conditions.join(", ")
            }`
          ),
        ],
        ...access.history.length === 0 ? [`The log of ${RETENTION_DAYS} days has nothing of them and this app.`] : [
          "History, newest first:",
          ...access.history.map(evidenceLine),
        ],
        "Next:",
        ...stepLines(next),
        ...ways.ask.length === 0 ? [] : [`Whom to ask: ${ways.ask.join("; ")}.`],
        ...notes,
      ].join("\n"),
      data: {
        access: access.verdict,
        ...present({ breaks_at: access.breaksAt }),
        user: { id: user.id, login: user.login, name: user.name, status: user.status },
        app: { id: app.id, label: app.label, status: app.status },
        links: access.links.map(({ id, holds, says }) => ({ link: id, holds, says: say(says) })),
        rules,
        history: access.history.map(evidenceData),
        next: next.map(stepData),
        ...present({ ask: ways.ask.length === 0 ? null : ways.ask, notes: notes.length === 0 ? null : notes }),
      },
    };
  },
});

const NAMES: Record<typeof LINKS[number], string> = {
  user: "account",
  app: "app",
  assignment: "assignment",
  account: "account in the app",
  policy: "sign-on policy",
};

const HOLDS = { yes: "holds", no: "BREAKS", depends: "depends" };

function headline(user: User, app: App, { verdict }: Access): string {
  const what = `${quote(app.label)} (${plain(app.id)})`;
  switch (verdict) {
    case "yes":
      return `Yes: ${personNow(user)} can use ${what}.`;
    case "no":
      return `No: ${personNow(user)} cannot use ${what}.`;
    case "depends":
      return `It depends: whether ${personNow(user)} can use ${what} is not certain.`;
  }
}

/** What the explanation needs: some ten requests, most of them side by side. */
async function readFacts({ okta, thresholds, now: clock }: Call<Services>, user: User, app: App) {
  const now = clock();
  const notes: string[] = [];
  const noted = async <T>(what: string, read: Promise<T>): Promise<T | undefined> => {
    const { value, refused } = await readable(read);
    if (refused !== undefined) notes.push(`Not readable with this token: ${what} (${refused}).`);
    return value;
  };
  const read = (filter: string) => {
    const window = withinRetention({ since: new Date(now.getTime() - RETENTION_DAYS * DAY), until: now }, now);
    return Array.fromAsync(readLogs(okta, { ...window, filter, sortOrder: "DESCENDING", limit: EVENTS }));
  };
  const target = (id: string) => compare("target.id", "eq", id);
  const theirs = anyOf([compare("actor.id", "eq", user.id), target(user.id)]);
  const ofPolicy = `${compare("eventType", "sw", "policy.rule.")} and ${target(app.accessPolicyId ?? "")}`;
  const ofApp = anyOf([
    compare("eventType", "sw", "group.application_assignment."),
    compare("eventType", "sw", "application.lifecycle."),
  ]);

  const [assignment, groups, appGroups, rules, policy, events, signIns] = await Promise.all([
    getAppUser(okta, app.id, user.id),
    groupsOfUser(okta, user.id),
    groupsOfApp(okta, app.id),
    noted("group rules", groupRules(okta)),
    noted("the app's policy", accessPolicyOf(okta, app)),
    noted(
      "the System Log",
      Promise.all([
        read(`${target(app.id)} and ${anyOf([theirs, ofApp])}`),
        read(`${target(user.id)} and ${compare("eventType", "sw", "group.user_membership.")}`),
        app.accessPolicyId === null ? [] : read(ofPolicy),
      ]),
    ),
    noted(
      "sign-ins",
      read(`${compare("actor.id", "eq", user.id)} and ${compare("eventType", "eq", "user.session.start")}`),
    ),
  ]);
  const log = merged(events?.flat() ?? []);
  const baseline = learnBaseline(merged(signIns ?? []), thresholds);
  const place = signIns?.find((event) => event.outcome === "SUCCESS" && !baseline.isStrange(event));
  const simulation = await noted(
    "a simulation of the policies",
    simulate(okta, { appId: app.id, userId: user.id, ...place?.ip ? { ip: place.ip } : {} }),
  );
  const facts: AccessFacts = {
    now,
    user,
    app,
    assignment,
    groups,
    appGroups,
    groupRules: rules ?? null,
    policy,
    simulation: simulation ?? null,
    events: log,
    baseline,
  };
  return { facts, notes };
}

/** Oldest first, no event twice. */
function merged(events: readonly LogEvent[]): LogEvent[] {
  return [...new Map(events.map((event) => [event.uuid, event])).values()].sort((a, b) => a.time.localeCompare(b.time));
}

/** The group that was lost, and whom to ask, where the assignment is what is missing. */
async function waysOf({ okta }: Call<Services>, facts: AccessFacts, { breaksAt }: Access) {
  if (breaksAt !== "assignment") return { ask: [] };
  const lost = lostGroup(facts);
  const answerable = lost ?? facts.appGroups[0];
  const [group, owners, manager] = await Promise.all([
    lost === undefined ? undefined : ifFound(getGroup(okta, lost.id)),
    answerable === undefined ? undefined : readable(ownersOfGroup(okta, answerable.id)),
    findManager(okta, facts.user),
  ]);
  const ask = [
    ...(owners?.value ?? []).slice(0, 3).map(({ name }) => `${quote(name)}, owner of ${quote(answerable?.name)}`),
    ...manager === null ? [] : [`${manager.user === null ? quote(manager.stated) : person(manager.user)}, the manager`],
  ];
  return { ask, ...group === undefined ? {} : { group } };
}

async function describedRules(
  { okta }: Call<Services>,
  { policy, groups, appGroups, user }: AccessFacts,
  { rules }: Access,
) {
  if (policy === null || policy === undefined) return [];
  const known = new Map([...groups, ...appGroups, user].map(({ id, name }) => [id, name]));
  const shown: PolicyRule[] = rules.slice(0, RULES);
  const names = await namesIn(okta, { ...policy, rules: shown }, known);
  return shown.map((rule) => present({ name: rule.name, access: rule.access, conditions: conditionsOf(rule, names) }));
}
