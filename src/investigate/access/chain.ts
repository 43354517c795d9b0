import type { AppGroup, AppUser } from "../../okta/apps.ts";
import type { LogEvent } from "../../okta/log_event.ts";
import type { PolicyRule } from "../../okta/policies.ts";
import { object, texts } from "../../okta/read.ts";
import { ago, placeOf } from "../describe.ts";
import { appOf, isPolicyDenial } from "../events.ts";
import type { Evidence } from "../findings.ts";
import { code, listed, own, type Words, words } from "../words.ts";
import type { AccessFacts } from "./facts.ts";
import { history } from "./history.ts";

/** The links of the chain from a person to an app, in order: it breaks at the first that does not hold. */
export const LINKS = ["user", "app", "assignment", "account", "policy"] as const;
export type LinkId = typeof LINKS[number];

export interface Link {
  id: LinkId;
  /** `depends`: on the place or device, or on what could not be read. */
  holds: "yes" | "no" | "depends";
  says: Words;
}

/** Whether a person can use an app, and where it breaks or holds. */
export interface Access {
  verdict: "yes" | "no" | "depends";
  breaksAt?: LinkId;
  links: Link[];
  /** How the access came and went, and what the log says of its use; newest first. */
  history: Evidence[];
  /** The rules of the app's policy that are for this person, in Okta's order. */
  rules: PolicyRule[];
}

const CAN_SIGN_IN = new Set(["ACTIVE", "PASSWORD_EXPIRED", "RECOVERY"]);

/** Follows the chain. */
export function explainAccess(facts: AccessFacts): Access {
  const rules = rulesFor(facts);
  const links = [
    userLink(facts),
    appLink(facts),
    assignmentLink(facts),
    ...(facts.assignment === null ? [] : [accountLink(facts.assignment, facts)]),
    policyLink(facts, rules),
  ];
  const broken = links.find(({ holds }) => holds === "no");
  return {
    verdict: broken !== undefined ? "no" : links.some(({ holds }) => holds === "depends") ? "depends" : "yes",
    ...(broken === undefined ? {} : { breaksAt: broken.id }),
    links,
    history: history(facts, links.some(({ id, holds }) => id === "policy" && holds !== "yes")),
    rules,
  };
}

function userLink({ user }: AccessFacts): Link {
  const holds = user.status === "ACTIVE" ? "yes" : CAN_SIGN_IN.has(user.status) ? "depends" : "no";
  const more = holds === "depends" ? own(": they must set a new password first") : own("");
  return { id: "user", holds, says: words`the account is ${code(user.status)}${more}` };
}

function appLink({ app }: AccessFacts): Link {
  return { id: "app", holds: app.status === "ACTIVE" ? "yes" : "no", says: words`the app is ${code(app.status)}` };
}

/** The person's groups that give the app. */
export function givingGroups({ groups, appGroups }: AccessFacts): AppGroup[] {
  const mine = new Set(groups.map(({ id }) => id));
  return appGroups.filter(({ id }) => mine.has(id));
}

function assignmentLink(facts: AccessFacts): Link {
  const { assignment, appGroups, groupRules } = facts;
  const giving = givingGroups(facts);
  if (assignment === null) {
    const through = appGroups.length === 0
      ? own("no group gives it")
      : words`they are in no group that gives it (${listed(appGroups.map(({ name }) => name), 4)})`;
    return { id: "assignment", holds: "no", says: words`not assigned to them directly, and ${through}` };
  }
  const rules = (groupRules ?? []).filter(({ status, groupIds }) =>
    status === "ACTIVE" && giving.some(({ id }) => groupIds.includes(id))
  );
  const by = rules.length === 0 ? own("") : words`, which the rule ${listed(rules.map(({ name }) => name))} fills`;
  const says = assignment.scope === "USER"
    ? giving.length === 0
      ? own("assigned to them directly")
      : words`assigned to them directly, and also through ${listed(giving.map(({ name }) => name))}`
    : giving.length === 0
    ? own("assigned through a group")
    : words`assigned through the group ${listed(giving.map(({ name }) => name))}${by}`;
  return { id: "assignment", holds: "yes", says };
}

/** Statuses of an assignment whose account the app does not have, or not in use. */
const NO_ACCOUNT = new Set(["STAGED", "SUSPENDED", "DEPROVISIONED", "INACTIVE", "REVOKED", "UNASSIGNED"]);

function accountLink({ status, syncState, userName }: AppUser, { app, events }: AccessFacts): Link {
  const failure = events.findLast((event) =>
    event.eventType.startsWith("application.provision.user.") && event.outcome === "FAILURE"
  );
  const reason = failure?.reason === null || failure === undefined ? own("") : words`: ${failure.reason}`;
  if (syncState === "ERROR") {
    return { id: "account", holds: "no", says: words`provisioning to the app failed${reason}` };
  }
  const provisions = app.features.some((feature) => feature.startsWith("PUSH_"));
  if (NO_ACCOUNT.has(status) && provisions) {
    return { id: "account", holds: "depends", says: words`the account in the app is ${code(status)}${reason}` };
  }
  const named = userName === null ? own("") : words`, user name ${userName}`;
  return { id: "account", holds: "yes", says: words`the account in the app is ${code(status)}${named}` };
}

/** The policy's rules that are in force and for this person, as far as people and groups decide. */
function rulesFor({ policy, user, groups }: AccessFacts): PolicyRule[] {
  const mine = new Set(groups.map(({ id }) => id));
  return (policy?.rules ?? []).filter(({ status, conditions }) => {
    const people = object(conditions.people);
    const [groupPart, userPart] = [object(people.groups), object(people.users)];
    const included = [
      ...texts(groupPart.include).map((id) => mine.has(id)),
      ...texts(userPart.include).map((id) => id === user.id),
    ];
    const excluded = texts(groupPart.exclude).some((id) => mine.has(id)) || texts(userPart.exclude).includes(user.id);
    return status === "ACTIVE" && !excluded && (included.length === 0 || included.includes(true));
  });
}

function policyLink(facts: AccessFacts, rules: readonly PolicyRule[]): Link {
  const { policy, now } = facts;
  if (policy === null) return { id: "policy", holds: "yes", says: own("the app has no sign-on policy of its own") };
  const use = lastUse(facts);
  if (use !== undefined && isPolicyDenial(use)) {
    return {
      id: "policy",
      holds: "no",
      says: words`denied ${ago(use.time, now)}${use.rule === null ? own("") : words` by rule ${use.rule}`}${
        use.policy === null ? own("") : words` of policy ${use.policy}`
      }, from ${placeOf(use)}, ${use.zone === null ? own("in no named zone") : words`in zone ${use.zone}`}`,
    };
  }
  const name = policy === undefined ? own("the app's policy") : words`policy ${policy.name}`;
  if (use !== undefined) {
    return { id: "policy", holds: "yes", says: words`${name} let them in ${ago(use.time, now)}, from ${placeOf(use)}` };
  }
  const simulated = facts.simulation?.find(({ policyType }) => policyType === "ACCESS_POLICY");
  const decided = rules.find(({ name }) => name === simulated?.rule);
  if (decided !== undefined && simulated?.undecided.length === 0) {
    const denies = decided.access === "DENY";
    return {
      id: "policy",
      holds: denies ? "no" : "yes",
      says: words`by Okta's simulation rule ${decided.name} of ${name} ${
        denies ? own("denies it") : own("lets them in")
      }`,
    };
  }
  if (policy === undefined) return { id: "policy", holds: "depends", says: own("the app's policy could not be read") };
  const possible = rules.slice(0, rules.findIndex(isUnconditional) + 1 || rules.length);
  const denials = possible.filter(({ access }) => access === "DENY");
  if (denials.length === 0) {
    return { id: "policy", holds: "yes", says: words`no rule of ${name} that is for them denies` };
  }
  const all = denials.length === possible.length;
  return {
    id: "policy",
    holds: all ? "no" : "depends",
    says: all
      ? words`every rule of ${name} that is for them denies: ${listed(denials.map(({ name }) => name))}`
      : words`${name} depends on place and device: ${listed(denials.map(({ name }) => name))} denies, ${
        listed(possible.filter(({ access }) => access !== "DENY").map(({ name }) => name))
      } allows`,
  };
}

/** A rule that holds wherever the person is and with whatever device. */
function isUnconditional({ conditions }: PolicyRule): boolean {
  const { people: _, network, ...rest } = conditions;
  const anywhere = network === undefined || network === null || object(network).connection === "ANYWHERE";
  return anywhere &&
    Object.values(rest).every((value) =>
      value === null || value === undefined || Object.keys(object(value)).length === 0
    );
}

/** The last time that the person got into the app, or was denied by its policy; strangers left out. */
function lastUse({ events, app, baseline }: AccessFacts): LogEvent | undefined {
  const isUse = (event: LogEvent) =>
    appOf(event)?.id === app.id && !baseline.isStrange(event) &&
    (isPolicyDenial(event) || (event.eventType === "user.authentication.sso" && event.outcome === "SUCCESS"));
  const last = events.findLast(isUse);
  // Of the two events of a denial, the policy's own names the rule.
  const decision = events.findLast((event) =>
    event.eventType === "policy.evaluate_sign_on" && event.transactionId !== null &&
    event.transactionId === last?.transactionId && isUse(event)
  );
  return decision ?? last;
}
