/**
 * Which policy and which rule would decide a sign-in: the answer of `POST /api/v1/policies/simulate`. Each condition
 * matches, does not match, or is undefined where the request does not say enough (no IP address, no device).
 */
import { isObject, type Json, objectAt, strings, valuesAt } from "./json.ts";
import { groupsOf } from "./membership.ts";
import type { AppRecord, OrgState, PolicyRecord, PolicyRuleRecord, UserRecord } from "./state.ts";
import { isInZone } from "./zone.ts";

export type MatchStatus = "MATCH" | "UNMATCHED" | "UNDEFINED";

export interface SimulationRequest {
  app: AppRecord;
  /** Either a user or groups. */
  user: UserRecord | undefined;
  groupIds: readonly string[];
  /** `device`, `ip`, `risk`, `zones` as far as the caller knows them. */
  policyContext: Json;
  /** Empty for all. */
  policyTypes: readonly string[];
}

/** What Okta adds with `expand`. */
export interface Expansion {
  /** Policies that were looked at and did not match. */
  evaluated: boolean;
  /** The rules within each policy. */
  rules: boolean;
}

const POLICY_TYPES = ["OKTA_SIGN_ON", "MFA_ENROLL", "ACCESS_POLICY", "PROFILE_ENROLLMENT"];

interface Condition {
  type: string;
  status: MatchStatus;
}

interface Evaluated {
  id: string;
  name: string;
  status: MatchStatus;
  conditions: Condition[];
  rules: Evaluated[];
}

/** One evaluation for each policy type. */
export function simulate(state: OrgState, request: SimulationRequest, expansion: Expansion): Json[] {
  const types = request.policyTypes.length === 0 ? POLICY_TYPES : request.policyTypes;
  return types.map((policyType) => {
    const policies = candidates(state, request, policyType).map((policy) => evaluatePolicy(state, request, policy));
    const decided = policies.findIndex(({ status }) => status === "MATCH");
    const matched = decided < 0 ? [] : [policies[decided]!];
    // Behind the policy that matches nothing is looked at any more.
    const before = decided < 0 ? policies : policies.slice(0, decided);
    const wire = (list: Evaluated[]) => ({
      policies: expansion.rules ? list : list.map(({ rules: _, ...policy }) => policy),
    });
    return {
      status: null,
      policyType,
      result: wire(matched.map((policy) => ({ ...policy, rules: deciding(policy, "MATCH") }))),
      undefined: wire(
        [...before, ...matched].filter((policy) => deciding(policy, "UNDEFINED").length > 0)
          .map((policy) => ({ ...policy, rules: deciding(policy, "UNDEFINED") })),
      ),
      evaluated: wire(
        expansion.evaluated
          ? [...before, ...matched].map((policy) => ({ ...policy, rules: deciding(policy, "UNMATCHED") }))
          : [],
      ),
    };
  });
}

/** The policies that could apply, first the one that would be asked first. */
function candidates(state: OrgState, { app }: SimulationRequest, type: string): PolicyRecord[] {
  return [...state.policies.values()]
    .filter((policy) => policy.type === type && policy.status === "ACTIVE")
    .filter((policy) => type !== "ACCESS_POLICY" || policy.id === app.accessPolicyId)
    .sort((a, b) => a.priority - b.priority);
}

/** A policy applies where its own conditions do and one of its rules may. */
function evaluatePolicy(state: OrgState, request: SimulationRequest, policy: PolicyRecord): Evaluated {
  const conditions = evaluateConditions(state, request, policy.conditions);
  const own = combine(conditions);
  const rules: Evaluated[] = [];
  for (const rule of activeRules(policy)) {
    const evaluated = evaluateRule(state, request, rule);
    rules.push(evaluated);
    if (evaluated.status === "MATCH") break;
  }
  const status = own === "MATCH" && !rules.some((rule) => rule.status === "MATCH")
    ? rules.some((rule) => rule.status === "UNDEFINED") ? "UNDEFINED" : "UNMATCHED"
    : own;
  return { id: policy.id, name: policy.name, status, conditions, rules };
}

function activeRules({ rules }: PolicyRecord): PolicyRuleRecord[] {
  return rules.filter(({ status }) => status === "ACTIVE").sort((a, b) => a.priority - b.priority);
}

function evaluateRule(state: OrgState, request: SimulationRequest, rule: PolicyRuleRecord): Evaluated {
  const conditions = evaluateConditions(state, request, rule.conditions);
  return { id: rule.id, name: rule.name, status: combine(conditions), conditions, rules: [] };
}

function deciding({ rules }: Evaluated, status: MatchStatus): Evaluated[] {
  return rules.filter((rule) => rule.status === status);
}

function combine(conditions: readonly Condition[]): MatchStatus {
  const has = (wanted: MatchStatus) => conditions.some(({ status }) => status === wanted);
  return has("UNMATCHED") ? "UNMATCHED" : has("UNDEFINED") ? "UNDEFINED" : "MATCH";
}

/** Conditions that hold for everyone, or of which the demo org has nothing to say, are left out. */
function evaluateConditions(state: OrgState, request: SimulationRequest, conditions: Json | null): Condition[] {
  const { user, policyContext } = request;
  const groupIds = user === undefined ? request.groupIds : groupsOf(state, user.id).map(({ id }) => id);
  const found: Condition[] = [];
  const people = (path: string, ids: readonly string[] | undefined) => {
    const listed = valuesAt(conditions, path);
    if (listed.length === 0) return;
    const listsOne = ids?.some((id) => listed.includes(id));
    const status = listsOne === undefined ? "UNDEFINED" : matched(listsOne !== path.endsWith("exclude"));
    found.push({ type: path, status });
  };
  const userIds = user === undefined ? undefined : [user.id];
  people("people.groups.include", groupIds);
  people("people.groups.exclude", groupIds);
  people("people.users.include", userIds);
  people("people.users.exclude", userIds);

  const network = objectAt(conditions, "network");
  for (const side of ["include", "exclude"] as const) {
    const zoneIds = strings(network[side]);
    if (network["connection"] !== "ZONE" || zoneIds.length === 0) continue;
    const inside = isInAnyZone(state, policyContext, zoneIds);
    const status = inside === undefined ? "UNDEFINED" : matched(inside === (side === "include"));
    found.push({ type: `network.${side}`, status });
  }

  const device = objectAt(conditions, "device");
  for (const key of ["registered", "managed"]) {
    const wanted = device[key];
    if (typeof wanted !== "boolean") continue;
    const actual = objectAt(policyContext, "device")[key];
    found.push({
      type: `device.${key}`,
      status: typeof actual === "boolean" ? matched(actual === wanted) : "UNDEFINED",
    });
  }

  const level = objectAt(conditions, "riskScore")["level"];
  if (typeof level === "string" && level !== "ANY") {
    const actual = objectAt(policyContext, "risk")["level"];
    found.push({ type: "riskScore", status: typeof actual === "string" ? matched(actual === level) : "UNDEFINED" });
  }
  // Expressions ask about the client, of which a simulation knows nothing.
  if (isObject(conditions?.["elCondition"])) found.push({ type: "elCondition", status: "UNDEFINED" });
  return found;
}

function matched(isMatch: boolean): MatchStatus {
  return isMatch ? "MATCH" : "UNMATCHED";
}

/** Undefined where neither an IP address nor zones are given, or where a zone cannot be told from an address. */
function isInAnyZone(state: OrgState, policyContext: Json, zoneIds: readonly string[]): boolean | undefined {
  const given = strings(objectAt(policyContext, "zones")["ids"]);
  if (given.length > 0) return zoneIds.some((id) => given.includes(id));
  const ip = policyContext["ip"];
  if (typeof ip !== "string") return undefined;
  const inside = zoneIds.map((id) => isInZone(state.zones.get(id), ip));
  return inside.includes(true) ? true : inside.includes(undefined) ? undefined : false;
}
