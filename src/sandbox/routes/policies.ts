/** Policies and their rules: read, and simulate. */
import { type Context, ok, param, query, type Reply } from "../context.ts";
import { invalid, notFound, OktaError } from "../errors.ts";
import { isObject, type Json, objectAt, strings } from "../json.ts";
import { findPolicy } from "../lookup.ts";
import { paginate } from "../paging.ts";
import { type Route, routes } from "../router.ts";
import { simulate } from "../simulation.ts";
import type { PolicyRecord } from "../state.ts";
import { wirePolicy, wirePolicyRule } from "../wire/policy.ts";

export const policyRoutes: Route[] = [
  ...routes("okta.policies", [
    ["GET", "/api/v1/policies", listPolicies],
    ["GET", "/api/v1/policies/{policyId}", getPolicy],
    ["GET", "/api/v1/policies/{policyId}/rules", listRules],
    ["GET", "/api/v1/policies/{policyId}/rules/{ruleId}", getRule],
    ["GET", "/api/v1/policies/{policyId}/mappings", listMappings],
  ]),
  // A POST that changes nothing.
  { method: "POST", path: "/api/v1/policies/simulate", scope: "okta.policies.read", handler: simulatePolicies },
];

function listPolicies(context: Context): Reply {
  const type = query(context, "type");
  if (type === undefined) throw invalid("type", "type: The field cannot be left blank");
  const [status, q] = [query(context, "status"), query(context, "q")?.toLowerCase() ?? ""];
  const policies = [...context.state.policies.values()]
    .filter((policy) => policy.type === type && (status === undefined || policy.status === status))
    .filter((policy) => policy.name.toLowerCase().startsWith(q))
    .sort((a, b) => query(context, "sortBy") === "name" ? a.name.localeCompare(b.name) : a.priority - b.priority);
  const page = paginate(context, policies, { defaultLimit: 200, maxLimit: 200, keyOf: ({ id }) => id });
  return ok(page.items.map((policy) => wire(context, policy)), page.headers);
}

function getPolicy(context: Context): Reply {
  return ok(wire(context, findPolicy(context, "policyId")));
}

function wire(context: Context, policy: PolicyRecord): Json {
  const { origin } = context.url;
  const expanded = query(context, "expand") === "rules"
    ? { _embedded: { rules: policy.rules.map((rule) => wirePolicyRule(policy, rule, origin)) } }
    : {};
  return { ...wirePolicy(policy, origin), ...expanded };
}

function listRules(context: Context): Reply {
  const policy = findPolicy(context, "policyId");
  const rules = policy.rules.toSorted((a, b) => a.priority - b.priority);
  return ok(rules.map((rule) => wirePolicyRule(policy, rule, context.url.origin)));
}

function getRule(context: Context): Reply {
  const policy = findPolicy(context, "policyId");
  const id = param(context, "ruleId");
  const rule = policy.rules.find((each) => each.id === id);
  if (rule === undefined) throw notFound(id, "PolicyRule");
  return ok(wirePolicyRule(policy, rule, context.url.origin));
}

/** The apps that an authentication policy guards. */
function listMappings(context: Context): Reply {
  const policy = findPolicy(context, "policyId");
  const { origin } = context.url;
  const hints = { hints: { allow: ["GET", "PUT", "DELETE"] } };
  const href = `${origin}/api/v1/policies/${policy.id}`;
  return ok(
    [...context.state.apps.values()].filter((app) => app.accessPolicyId === policy.id).map((app) => ({
      id: `rsm${app.id.slice(3)}`,
      _links: {
        application: { href: `${origin}/api/v1/apps/${app.id}`, ...hints },
        self: { href: `${href}/mappings/rsm${app.id.slice(3)}`, ...hints },
        policy: { href, ...hints },
      },
    })),
  );
}

/** Takes one object: an array, which the contract asks for, is refused as Okta refuses it. */
function simulatePolicies(context: Context): Reply {
  const { body, state } = context;
  if (!isObject(body)) throw new OktaError("E0000003");
  const app = state.apps.get(String(body["appInstance"]));
  if (app === undefined) throw notFound(String(body["appInstance"]), "AppInstance");
  const policyContext = objectAt(body, "policyContext");
  const userId = objectAt(policyContext, "user")["id"];
  const user = typeof userId === "string" ? state.users.get(userId) : undefined;
  if (typeof userId === "string" && user === undefined) throw notFound(userId, "User");
  const groupIds = strings(objectAt(policyContext, "groups")["ids"]);
  if ((user === undefined) === (groupIds.length === 0)) {
    throw invalid("policyContext", "policyContext: expected either a user or groups");
  }
  const expand = query(context, "expand")?.split(",") ?? [];
  return ok({
    evaluation: simulate(state, { app, user, groupIds, policyContext, policyTypes: strings(body["policyTypes"]) }, {
      evaluated: expand.includes("EVALUATED"),
      rules: expand.includes("RULE"),
    }),
  });
}
