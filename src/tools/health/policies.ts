import { accessPolicies, type Policy, type PolicyRule, signOnPolicies } from "../../okta/policies.ts";
import { object, text } from "../../okta/read.ts";
import { callText } from "../shared/say.ts";
import { type Check, concern } from "./check.ts";

/** A rule and the policy that it belongs to. */
interface Placed {
  policy: Policy;
  rule: PolicyRule;
}

/** Rules that let people in too easily. */
export const checkPolicies: Check = async ({ okta }) => {
  const [apps, sessions] = await Promise.all([accessPolicies(okta), signOnPolicies(okta)]);
  const allowing = (policies: readonly Policy[]): Placed[] =>
    policies.filter(({ status }) => status === "ACTIVE").flatMap((policy) =>
      policy.rules.filter(({ status, access }) => status === "ACTIVE" && access === "ALLOW").map((rule) => ({
        policy,
        rule,
      }))
    );
  const toApps = allowing(apps);
  const easy = toApps.filter(takesOneFactor);
  const open = allowing(sessions).filter(isOpenSession);
  const changes = ({ policy }: Placed) => callText({ tool: "find_changes", arguments: { target: policy.id } });
  return {
    concerns: [
      ...concern(
        "high",
        "the catch-all rule lets everybody into apps with one factor",
        easy.filter(({ rule }) => rule.system),
        placed,
        changes,
      ),
      ...concern(
        "medium",
        "rules that ask for one factor, mostly the password alone",
        easy.filter(({ rule }) => !rule.system),
        placed,
        changes,
      ),
      ...concern(
        "low",
        "the catch-all rule allows, if with two factors: who fits no rule should be denied",
        toApps.filter((each) => each.rule.system && !takesOneFactor(each)),
        placed,
        changes,
      ),
      ...concern(
        "low",
        "an Okta session without a second factor, from anywhere: only the policies of the apps protect then",
        open,
        placed,
        changes,
      ),
    ],
    looked: `${apps.length} app policies and ${sessions.length} sign-on policies`,
  };
};

function takesOneFactor({ rule }: Placed): boolean {
  return text(object(object(rule.actions.appSignOn).verificationMethod).factorMode) === "1FA";
}

function isOpenSession({ rule: { actions, conditions } }: Placed): boolean {
  return object(actions.signon).requireFactor === false && text(object(conditions.network).connection) !== "ZONE";
}

function placed({ policy, rule }: Placed): string {
  return `${rule.name} of ${policy.name}`;
}
