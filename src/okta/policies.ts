import type { App } from "./apps.ts";
import { bodyOf, type Okta } from "./client.ts";
import { OktaError } from "./errors.ts";
import { all } from "./list.ts";
import { type Document, list, number, object, text } from "./read.ts";

/** A policy with its rules, first to last as Okta tries them. */
export interface Policy {
  id: string;
  /** `ACCESS_POLICY` guards apps (app sign-in), `OKTA_SIGN_ON` the Okta session itself. */
  type: string;
  name: string;
  status: string;
  priority: number | null;
  /** Whom and what the policy is for. */
  conditions: Document;
  rules: PolicyRule[];
}

/** One rule of a policy. The first active one whose conditions all hold decides. */
export interface PolicyRule {
  id: string;
  name: string;
  /** `ACTIVE`, or `INACTIVE`: skipped. */
  status: string;
  priority: number | null;
  /** The catch-all rule that Okta keeps at the end. */
  system: boolean;
  /** `ALLOW`, `DENY`, or `null` where the rule is not about access. */
  access: string | null;
  /** People, groups, network zones, devices, platforms, risk: a part that is absent holds for everybody. */
  conditions: Document;
  actions: Document;
}

/** The policy that decides who may sign in to an app, or `null` where the app has none. @throws OktaError */
export async function accessPolicyOf(okta: Okta, app: App): Promise<Policy | null> {
  return app.accessPolicyId === null ? null : await getPolicy(okta, app.accessPolicyId);
}

/** The policy with this id. @throws OktaError, with status 404 where there is none. */
export async function getPolicy(okta: Okta, policyId: string): Promise<Policy> {
  const result = await okta.api.GET("/api/v1/policies/{policyId}", { params: { path: { policyId } } });
  return await withRules(okta, bodyOf(result));
}

/** The policies for signing in to Okta itself, by priority. @throws OktaError */
export function signOnPolicies(okta: Okta): Promise<Policy[]> {
  return policiesOf(okta, "OKTA_SIGN_ON");
}

/** The policies that guard apps; none on Classic Engine. @throws OktaError */
export function accessPolicies(okta: Okta): Promise<Policy[]> {
  return policiesOf(okta, "ACCESS_POLICY");
}

async function policiesOf(okta: Okta, type: "OKTA_SIGN_ON" | "ACCESS_POLICY"): Promise<Policy[]> {
  const raw = await all(okta, "/api/v1/policies", { query: { type } }, (item) => item);
  const policies = await Promise.all(raw.map((policy) => withRules(okta, policy)));
  return policies.sort(byPriority);
}

async function withRules(okta: Okta, raw: unknown): Promise<Policy> {
  const { id, type, name, status, priority, conditions } = object(raw);
  const policyId = text(id) ?? "";
  const rules = await all(okta, "/api/v1/policies/{policyId}/rules", { path: { policyId } }, toRule);
  return {
    id: policyId,
    type: text(type) ?? "UNKNOWN",
    name: text(name) ?? "",
    status: text(status) ?? "UNKNOWN",
    priority: number(priority),
    conditions: object(conditions),
    rules: rules.sort(byPriority),
  };
}

function toRule(raw: unknown): PolicyRule {
  const { id, name, status, priority, system, conditions, actions } = object(raw);
  const { appSignOn, signon } = object(actions);
  return {
    id: text(id) ?? "",
    name: text(name) ?? "",
    status: text(status) ?? "UNKNOWN",
    priority: number(priority),
    system: system === true,
    access: text(object(appSignOn).access) ?? text(object(signon).access),
    conditions: object(conditions),
    actions: object(actions),
  };
}

/** Okta's catch-all rules come last whatever number they carry; most have none or 99. */
function byPriority<T extends { priority: number | null; system?: boolean }>(a: T, b: T): number {
  return Number(a.system ?? false) - Number(b.system ?? false) || (a.priority ?? Infinity) - (b.priority ?? Infinity);
}

/** A sign-in to think through. */
export interface SignIn {
  appId: string;
  userId: string;
  ip?: string;
}

/** A rule that did not decide, and the conditions because of which. */
export interface TriedRule {
  policy: string;
  rule: string;
  /** As Okta names them: `network.include`, `people.groups.include`, … */
  conditions: string[];
}

/** How Okta would decide on a sign-in, for one type of policy. */
export interface Simulation {
  policyType: string;
  /** The policy and the rule that would decide; `null` where none can be told. */
  policy: string | null;
  rule: string | null;
  /** Rules that do not hold for this sign-in. */
  passedOver: TriedRule[];
  /** Rules of which Okta cannot tell, for want of facts such as the device or the address. */
  undecided: TriedRule[];
}

/**
 * What Okta's own policy engine says about a sign-in; `null` where the org has no simulation (it is a limited
 * feature of Identity Engine). Okta looks the user's groups up itself, and refuses to be given them besides.
 * @throws OktaError
 */
export async function simulate(okta: Okta, { appId, userId, ip }: SignIn): Promise<Simulation[] | null> {
  try {
    const result = await okta.api.POST("/api/v1/policies/simulate", {
      params: { query: { expand: "EVALUATED,RULE" } },
      body: {
        appInstance: appId,
        policyTypes: ["OKTA_SIGN_ON", "ACCESS_POLICY"],
        policyContext: { user: { id: userId }, groups: { ids: [] }, ...(ip === undefined ? {} : { ip }) },
      },
    });
    // A bare list by the contract; wrapped in an object by the contract's own example, and in truth.
    const answer: unknown = bodyOf(result);
    return (Array.isArray(answer) ? answer : list(object(answer).evaluation)).map(toSimulation);
  } catch (error) {
    if (error instanceof OktaError && (error.code === "E0000015" || error.status === 404 || error.status === 405)) {
      return null;
    }
    throw error;
  }
}

function toSimulation(raw: unknown): Simulation {
  const { policyType, result, evaluated, undefined: unknown } = object(raw);
  const matched = object(list(object(result).policies)[0]);
  return {
    policyType: text(list(policyType)[0] ?? policyType) ?? "UNKNOWN",
    policy: text(matched.name),
    rule: text(object(list(matched.rules)[0]).name),
    passedOver: tried(evaluated),
    undecided: tried(unknown),
  };
}

function tried(part: unknown): TriedRule[] {
  return list(object(part).policies).map(object).flatMap((policy) =>
    list(policy.rules).map(object).map((rule) => ({
      policy: text(policy.name) ?? "",
      rule: text(rule.name) ?? "",
      conditions: list(rule.conditions).map(object)
        .filter(({ status }) => status !== "MATCH").map(({ type }) => text(type) ?? ""),
    }))
  );
}
