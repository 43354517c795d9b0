import type { LogEvent } from "../../okta/log_event.ts";
import { type Case, groupBy, oneEach } from "../case.ts";
import { actorOf, ago, callFor, clientOf, familiarityOf, placeOf, shownBy, shownByAll } from "../describe.ts";
import { appOf, isPolicyDenial, targetOf } from "../events.ts";
import type { Evidence } from "../findings.ts";
import { count, listed, own, type Words, words } from "../words.ts";
import type { Rule } from "./rule.ts";
import { isOvercome } from "./shared/apps.ts";
import { isCurrent } from "./shared/lock.ts";

export const policyDenied: Rule = {
  id: "policy_denied",
  title: "Denied by a policy",
  looksFor:
    "Denials by a sign-on policy or an app's policy, for sign-ins from the person's own places or devices (from another " +
    "place in a country they know: as a possibility), and no success at the same app, or at the sign-in itself, since. " +
    "The rule's conditions are read where the token may, and others whom it turned away are counted.",
  concludes: "The log names the rule that decided. The place and device of the refused sign-in, beside the rule's " +
    "conditions, say which of them failed.",
  refutedBy: "The same sign-in succeeds now, or the refused one was not the person's.",
  judge(opened) {
    const denials = oneEach(opened.recent.filter(isPolicyDenial));
    const lasting = denials.filter((event) => !isOvercome(event, opened));
    const theirs = lasting.filter((event) =>
      !opened.isStrangers(event) || opened.baseline.familiarity(event) === "country"
    );
    const last = theirs.at(-1);
    if (last === undefined || !isCurrent(last, opened)) {
      return {
        ruledOut: lasting.length > theirs.length
          ? words`a policy turned away ${
            count(lasting.length, "sign-in")
          } from places that are not theirs, as it should`
          : own("no policy turned them away since they last got in"),
        close: lasting.length > theirs.length,
      };
    }
    const app = appOf(last);
    const same = theirs.filter((event) => appOf(event)?.id === app?.id);
    const rule = targetOf(last, /^PolicyRule$/);
    const where = app?.name === null || app === undefined ? own("") : words` at ${app.name}`;
    return {
      found: {
        severity: app === undefined ? "blocking" : "hindering",
        confidence: opened.isStrangers(last) ? "possible" : "certain",
        headline: words`denied${where} by ${ruleName(last)}`,
        evidence: [
          shownByAll(
            same,
            words`${count(same.length, "denial")}${where}, the last ${ago(last.time, opened.now)}, for ${
              clientOf(last)
            } from ${placeOf(last)}, ${zoneOf(last)}; ${familiarityOf(last, opened.baseline)}`,
          ),
          ...conditions(opened, rule?.id ?? null),
          ...changesOf(opened, rule?.id ?? null),
          ...othersDenied(opened, rule?.id ?? null),
        ],
        next: app === undefined
          ? [{
            what: own(
              "have them sign in from a place or device that the rule allows, or ask the policy's administrator",
            ),
          }]
          : [
            {
              what: own("see every rule of the app's policy in order"),
              call: callFor(opened.user, "explain_app_access", { app: app.name ?? app.id ?? "" }),
            },
            {
              what: own(
                "have them connect from a place or device that the rule allows, or ask the policy's administrator",
              ),
            },
          ],
      },
    };
  },
};

/** Whom else the rule turned away: a rule that hits many is to be mended, and not the person. */
function othersDenied({ nearby, user }: Case, ruleId: string | null): Evidence[] {
  const events = nearby.filter((event) =>
    isPolicyDenial(event) && event.actor.id !== user.id && ruleId !== null &&
    targetOf(event, /^PolicyRule$/)?.id === ruleId
  );
  const people = groupBy(events, ({ actor }) => actor.login ?? actor.id);
  if (people.size === 0) return [];
  return [
    shownByAll(
      events,
      words`${count(people.size, "other person was", "other people were")} turned away by that rule: ${
        listed([...people.keys()])
      }`,
    ),
  ];
}

function ruleName({ rule, policy }: LogEvent): Words {
  if (rule === null) return own("a sign-on policy");
  return policy === null ? words`rule ${rule}` : words`rule ${rule} of policy ${policy}`;
}

function zoneOf({ zone }: LogEvent): Words {
  return zone === null ? own("in no named zone") : words`in zone ${zone}`;
}

function conditions(opened: Case, ruleId: string | null): Evidence[] {
  const parts = ruleId === null ? undefined : opened.conditions.get(ruleId);
  if (parts === undefined) return [];
  return [{
    what: parts.length === 0
      ? own("that rule is for everybody whom no earlier rule lets in")
      : words`that rule is for: ${listed(parts, 6)}`,
  }];
}

function changesOf({ org, now }: Case, ruleId: string | null): Evidence[] {
  const change = org.findLast((event) =>
    /^policy\.rule\.(add|update|activate)$/.test(event.eventType) && event.targets.some(({ id }) => id === ruleId)
  );
  if (change === undefined) return [];
  const verb = change.eventType === "policy.rule.add" ? "added" : "changed";
  return [shownBy(change, words`that rule was ${own(verb)} ${ago(change.time, now)} by ${actorOf(change.actor)}`)];
}
