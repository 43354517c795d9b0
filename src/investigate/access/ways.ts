import type { AppGroup } from "../../okta/apps.ts";
import type { Group } from "../../okta/groups.ts";
import type { User } from "../../okta/users.ts";
import { actorOf, callFor } from "../describe.ts";
import { appOf, targetOf } from "../events.ts";
import type { Step } from "../findings.ts";
import { listed, own, type Words, words } from "../words.ts";
import type { Access } from "./chain.ts";
import { type AccessFacts, strangersDenials } from "./facts.ts";

/** The group through which the person had the app and lost it last. */
export function lostGroup({ events, appGroups, groups }: AccessFacts): AppGroup | undefined {
  const ids = events.filter(({ eventType }) => eventType === "group.user_membership.remove")
    .map((event) => targetOf(event, /^UserGroup$/)?.id);
  return appGroups.filter(({ id }) => ids.includes(id) && !groups.some((group) => group.id === id))
    .sort((a, b) => ids.lastIndexOf(b.id) - ids.lastIndexOf(a.id))[0];
}

/** The shortest way to mend the first link that does not hold. @param group The lost group, with its type. */
export function waysIn(facts: AccessFacts, { verdict, breaksAt }: Access, group: Group | undefined): Step[] {
  const { user, app } = facts;
  const review: Step[] = strangersDenials(facts).length === 0 ? [] : [{
    what: own("somebody tried from a place that is not theirs: look into that first"),
    call: callFor(user, "review_user_security"),
  }];
  switch (breaksAt) {
    case "user":
      return [...review, { what: own("mend the account first"), call: callFor(user, "investigate_user") }];
    case "app":
      return [{ what: own("an app administrator must activate the app; that affects everybody who has it") }];
    case "assignment":
      return [...review, ...waysToAssign(facts, group)];
    case "account":
      return [{
        what: own(
          "mend what the app refused, then retry the provisioning task in the Admin Console (Dashboard > Tasks)",
        ),
      }];
    case "policy":
      return [...review, {
        what: words`have them connect from a place or device that a rule allows, or ask ${policyKeeper(facts)}`,
      }];
    default:
      return verdict === "yes"
        ? [...review, {
          what: own("Okta lets them in: ask what the app itself says, and see its log"),
          call: { tool: "get_application_logs", arguments: { app: app.label, since: "48h" } },
        }]
        : [...review, {
          what: own("ask from where and with which device they try, and compare with the rules above"),
        }];
  }
}

/** Whoever changed the policy last knows what it is to do. */
function policyKeeper({ events }: AccessFacts): Words {
  const change = events.findLast(({ eventType, actor }) =>
    eventType.startsWith("policy.rule.") && actor.type === "User"
  );
  return change === undefined
    ? own("the policy's administrator")
    : words`${actorOf(change.actor)}, who changed the policy's rules last`;
}

/** The groups that give the app; the call where there is only one. */
function joinStep(user: User, [first, ...others]: readonly AppGroup[]): Step[] {
  if (first === undefined) return [];
  return others.length === 0
    ? [{
      what: words`if they belong to ${first.name}, that gives the app`,
      call: callFor(user, "add_user_to_group", { group: first.name }),
    }]
    : [{
      what: words`if they belong to ${
        listed([first, ...others].map(({ name }) => name), 4)
      }, that gives the app: add_user_to_group`,
    }];
}

function waysToAssign({ user, app, events, appGroups, groupRules }: AccessFacts, group: Group | undefined): Step[] {
  const remover = events.findLast((event) =>
    /^(group|application)\.user_membership\.remove$/.test(event.eventType) && event.actor.id !== user.id &&
    (appOf(event)?.id === app.id || targetOf(event, /^UserGroup$/)?.id === group?.id)
  );
  const request = {
    what: own("where access needs an approval"),
    call: callFor(user, "request_app_access", { app: app.label }),
  };
  const direct = callFor(user, "assign_application", { app: app.label });
  const ask: Step[] = remover === undefined
    ? []
    : [{ what: words`ask ${actorOf(remover.actor)} whether taking it away was meant` }];
  if (group === undefined) {
    return [
      ...ask,
      request,
      ...joinStep(user, appGroups),
      { what: own("else assign it to them directly"), call: direct },
    ];
  }
  if (group.type === "APP_GROUP") {
    return [
      ...ask,
      { what: words`have them added to ${group.name} in the directory that keeps it` },
      { what: own("or assign the app to them directly"), call: direct },
    ];
  }
  const rules = (groupRules ?? []).filter(({ groupIds }) => groupIds.includes(group.id));
  const excluding = rules.find(({ excludedUserIds }) => excludedUserIds.includes(user.id));
  const filling = rules.find(({ status }) => status === "ACTIVE");
  const why: Step[] = excluding !== undefined
    ? [{ what: words`the rule ${excluding.name} fills ${group.name} and leaves this person out by name` }]
    : filling !== undefined
    ? [{
      what: words`the rule ${filling.name} fills ${group.name}${
        filling.expression === null ? own("") : words` by ${filling.expression}`
      }: if their profile is wrong, correct it there`,
    }]
    : [];
  return [
    ...ask,
    ...why,
    { what: words`add them to ${group.name} again`, call: callFor(user, "add_user_to_group", { group: group.name }) },
    request,
  ];
}
