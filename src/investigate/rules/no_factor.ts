import type { LogEvent } from "../../okta/log_event.ts";
import { sinceLastSignIn } from "../case.ts";
import { actorOf, callFor, shownBy } from "../describe.ts";
import { count, own, type Words, words } from "../words.ts";
import type { Rule } from "./rule.ts";
import { namesOf, usableFactors } from "./shared/factors.ts";

export const noFactor: Rule = {
  id: "no_factor",
  title: "No factor left",
  looksFor:
    "No active factor beside the password and the security question, and since the last sign-in a policy that " +
    "asked for one or an admin's reset of the factors.",
  concludes:
    "Where a policy asks for a second factor and there is none, the sign-in ends in enrolment, or in a refusal " +
    "where enrolment is not allowed from there. Without such a demand a person needs no factor.",
  refutedBy: "The person signs in without being asked for a factor.",
  judge(opened) {
    if (opened.factors === null) return { unchecked: own("the factors could not be read") };
    const usable = usableFactors(opened.factors);
    if (usable.length > 0) return { ruledOut: words`${count(usable.length, "active factor")}: ${namesOf(usable)}` };
    const lasting = sinceLastSignIn(opened.recent, opened);
    const demand = lasting.findLast(({ eventType, outcome }) =>
      eventType === "policy.evaluate_sign_on" && outcome === "CHALLENGE"
    );
    const removed = opened.recent.findLast(({ eventType, outcome }) =>
      ["user.mfa.factor.reset_all", "user.mfa.factor.deactivate"].includes(eventType) && outcome !== "FAILURE"
    );
    const resetSince = removed !== undefined && lasting.includes(removed);
    if (demand === undefined && !resetSince) {
      return { ruledOut: own("no factor, and no policy asked for one since the last sign-in") };
    }
    if (!["ACTIVE", "LOCKED_OUT", "PASSWORD_EXPIRED", "RECOVERY"].includes(opened.user.status)) {
      return { ruledOut: own("the account cannot sign in at all") };
    }
    const pending = opened.factors.filter(({ status }) => status === "PENDING_ACTIVATION");
    return {
      found: {
        severity: demand === undefined ? "hindering" : "blocking",
        confidence: demand === undefined ? "possible" : "likely",
        headline: words`no factor left to sign in with${
          demand === undefined ? own("") : own(", and a policy asks for one")
        }`,
        evidence: [
          ...(removed === undefined ? [] : [shownBy(removed, words`factors removed by ${actorOf(removed.actor)}`)]),
          ...(demand === undefined ? [] : [shownBy(demand, words`a second factor was asked for${ruleOf(demand)}`)]),
          ...(pending.length === 0 ? [] : [{ what: words`enrolment begun and not finished: ${namesOf(pending)}` }]),
        ],
        next: [{
          what: own(
            "the person enrols a factor at the next sign-in, from where enrolment is allowed (an office or VPN), once you know that it is them",
          ),
        }, {
          what: own("check what a sign-in from their place must satisfy"),
          call: callFor(opened.user, "get_user_logs"),
        }],
      },
    };
  },
};

function ruleOf({ rule }: LogEvent): Words {
  return rule === null ? own("") : words` by rule ${rule}`;
}
