import assert from "node:assert/strict";
import { explainAccess } from "../../src/investigate/access/chain.ts";
import { type AccessFacts, strangersDenials } from "../../src/investigate/access/facts.ts";
import { lostGroup, waysIn } from "../../src/investigate/access/ways.ts";
import { learnBaseline } from "../../src/investigate/baseline.ts";
import { THRESHOLDS } from "../../src/investigate/thresholds.ts";
import { type AppUser, toApp } from "../../src/okta/apps.ts";
import { type Group, type GroupRule, toGroup } from "../../src/okta/groups.ts";
import type { Policy, PolicyRule, Simulation } from "../../src/okta/policies.ts";
import { ADMIN, ago, hotel, laptop, onPerson, type Raw, type Source, Story, stranger } from "./scenarios/story.ts";

const app = toApp({ id: "0oaCRM", name: "crm", label: "CRM", status: "ACTIVE", features: ["PUSH_NEW_USERS"] });
const sales: Group = toGroup({ id: "00gSALES", type: "OKTA_GROUP", profile: { name: "Sales" } });
const directory: Group = toGroup({ id: "00gAD", type: "APP_GROUP", profile: { name: "AD Sales" } });
const appGroup = ({ id, name }: Group) => ({ id, name, priority: 0, lastUpdated: null });
const assigned: AppUser = {
  id: "00uNORA",
  scope: "GROUP",
  status: "ACTIVE",
  syncState: "SYNCHRONIZED",
  created: null,
  lastUpdated: null,
  statusChanged: null,
  lastSync: null,
  userName: "nora",
  profile: {},
  user: null,
};
const onApp = { id: app.id, type: "AppInstance", displayName: "CRM" };
const onGroup = (group: Group) => ({ id: group.id, type: "UserGroup", displayName: group.name });

function rule(name: string, access: string, conditions: Record<string, unknown> = {}, status = "ACTIVE"): PolicyRule {
  return { id: `rul${name}`, name, status, priority: 1, system: false, access, conditions, actions: {} };
}

function policy(...rules: PolicyRule[]): Policy {
  return { id: "rstCRM", type: "ACCESS_POLICY", name: "Data", status: "ACTIVE", priority: 1, conditions: {}, rules };
}

const inZone = { network: { connection: "ZONE", include: ["nzoOFFICE"] } };
const forGroup = (...ids: string[]) => ({ people: { groups: { include: ids } } });

/** Somebody who has the app through Sales and got in yesterday, but for what a test changes. */
function facts(changes: Partial<AccessFacts> = {}, ...raw: Raw[]): AccessFacts {
  const story = Story.withHistory();
  const { now, user, events } = story.facts();
  return {
    now,
    user,
    app,
    assignment: assigned,
    groups: [sales],
    appGroups: [appGroup(sales)],
    groupRules: [],
    policy: policy(rule("Catch-all", "ALLOW")),
    simulation: null,
    baseline: learnBaseline(events, THRESHOLDS),
    events: raw.map((each) => story.wire(each)),
    ...changes,
  };
}

const opened = (from: Source, when: string): Raw => ({
  type: "user.authentication.sso",
  at: ago(when),
  from,
  targets: [onApp],
});
const denied = (from: Source, when: string): Raw => ({
  type: "policy.evaluate_sign_on",
  at: ago(when),
  from,
  result: "DENY",
  targets: [onApp, { id: "rulX", type: "PolicyRule", displayName: "Abroad" }],
});

function judged(given: AccessFacts): [verdict: string, breaksAt: string | undefined] {
  const { verdict, breaksAt } = explainAccess(given);
  return [verdict, breaksAt];
}

Deno.test("the chain holds", () => {
  assert.deepEqual(judged(facts()), ["yes", undefined]);
  assert.deepEqual(judged(facts({ policy: null })), ["yes", undefined]);
  assert.deepEqual(judged(facts({}, opened(laptop, "2h"))), ["yes", undefined]);
});

Deno.test("it breaks at the first link that does not hold", () => {
  const { user } = facts();
  assert.deepEqual(judged(facts({ user: { ...user, status: "SUSPENDED" }, assignment: null })), ["no", "user"]);
  assert.deepEqual(judged(facts({ app: { ...app, status: "INACTIVE" } })), ["no", "app"]);
  assert.deepEqual(judged(facts({ assignment: null, groups: [] })), ["no", "assignment"]);
  assert.deepEqual(judged(facts({ assignment: { ...assigned, syncState: "ERROR" } })), ["no", "account"]);
  assert.deepEqual(judged(facts({}, denied(laptop, "2h"))), ["no", "policy"]);
});

Deno.test("what is not certain is not said to be", () => {
  const { user } = facts();
  assert.deepEqual(judged(facts({ user: { ...user, status: "PASSWORD_EXPIRED" } })), ["depends", undefined]);
  assert.deepEqual(judged(facts({ assignment: { ...assigned, status: "STAGED" } })), ["depends", undefined]);
  assert.deepEqual(judged(facts({ policy: undefined })), ["depends", undefined]);
});

Deno.test("the rules are read in order, as far as they are for the person", () => {
  const own = (...rules: PolicyRule[]) => judged(facts({ policy: policy(...rules) }));
  assert.deepEqual(own(rule("Office", "ALLOW", inZone), rule("Catch-all", "DENY")), ["depends", undefined]);
  assert.deepEqual(own(rule("Others", "ALLOW", forGroup("00gOTHER")), rule("Catch-all", "DENY")), ["no", "policy"]);
  assert.deepEqual(own(rule("Sales", "ALLOW", forGroup(sales.id)), rule("Catch-all", "DENY")), ["yes", undefined]);
  assert.deepEqual(own(rule("Off", "ALLOW", {}, "INACTIVE"), rule("Catch-all", "DENY")), ["no", "policy"]);
  const excluded = { people: { users: { exclude: [facts().user.id] } } };
  assert.deepEqual(own(rule("All but", "ALLOW", excluded), rule("Catch-all", "DENY")), ["no", "policy"]);
});

Deno.test("the last decision counts, then Okta's simulation, then the reading of the rules", () => {
  const decided: Simulation = {
    policyType: "ACCESS_POLICY",
    policy: "Data",
    rule: "Catch-all",
    passedOver: [],
    undecided: [],
  };
  const strict = policy(rule("Office", "ALLOW", inZone), rule("Catch-all", "DENY"));
  assert.deepEqual(judged(facts({ policy: strict, simulation: [decided] })), ["no", "policy"]);
  const unsure = { ...decided, undecided: [{ policy: "Data", rule: "Office", conditions: ["network.include"] }] };
  assert.deepEqual(judged(facts({ policy: strict, simulation: [unsure] })), ["depends", undefined]);
  assert.deepEqual(judged(facts({ policy: strict, simulation: [decided] }, opened(laptop, "2h"))), ["yes", undefined]);
  assert.deepEqual(judged(facts({ policy: strict }, opened(laptop, "9h"), denied(hotel, "2h"))), ["no", "policy"]);
});

Deno.test("a stranger's denial says nothing about the person, and is told", () => {
  const given = facts({}, opened(laptop, "9h"), denied(stranger, "2h"));
  const access = explainAccess(given);
  assert.equal(access.verdict, "yes");
  assert.equal(strangersDenials(given).length, 1);
  assert.equal(waysIn(given, access, undefined)[0]?.call?.tool, "review_user_security");
});

const removed: Raw = {
  type: "group.user_membership.remove",
  at: ago("3d"),
  from: laptop,
  by: ADMIN,
  targets: [onPerson, onGroup(sales)],
};
const without = { assignment: null, groups: [] };

Deno.test("a lost group is the way back, after asking who took it away", () => {
  const given = facts(without, removed);
  assert.equal(lostGroup(given)?.name, "Sales");
  const steps = waysIn(given, explainAccess(given), sales);
  assert.deepEqual(steps.map(({ call }) => call?.tool), [undefined, "add_user_to_group", "request_app_access"]);
  assert(explainAccess(given).history.some(({ events }) => events?.[0] === given.events[0]?.uuid));
});

Deno.test("a group that a directory keeps is not to be changed in Okta", () => {
  const given = facts({ ...without, appGroups: [appGroup(directory)] }, {
    ...removed,
    targets: [onPerson, onGroup(directory)],
  });
  const steps = waysIn(given, explainAccess(given), directory);
  assert(!steps.some(({ call }) => call?.tool === "add_user_to_group"));
});

Deno.test("a rule that leaves the person out is named", () => {
  const by: GroupRule = {
    id: "0prS",
    name: "Sales by department",
    status: "ACTIVE",
    expression: 'user.department=="Sales"',
    groupIds: [sales.id],
    excludedUserIds: [facts().user.id],
  };
  const given = facts({ ...without, groupRules: [by] }, removed);
  const said = waysIn(given, explainAccess(given), sales).map(({ what }) => what.parts.join("…"));
  assert(said.some((text) => text.includes("leaves this person out")));
});

Deno.test("never had it: request it, and no group is made up", () => {
  const given = facts(without);
  assert.equal(lostGroup(given), undefined);
  const calls = waysIn(given, explainAccess(given), undefined).flatMap(({ call }) => call ?? []);
  assert.deepEqual(calls.map(({ tool }) => tool), ["request_app_access", "add_user_to_group", "assign_application"]);
  assert.equal(calls[1]?.arguments.group, given.appGroups[0]?.name);

  const many = facts({ ...without, appGroups: [...given.appGroups, ...given.appGroups] });
  const steps = waysIn(many, explainAccess(many), undefined);
  assert(steps.every(({ call }) => call?.tool !== "add_user_to_group"), "which group is for a person to say");
});
