import type { LogEvent } from "../../okta/log_event.ts";
import { actorOf, ago, placeOf, shownBy, shownByAll } from "../describe.ts";
import { targetOf } from "../events.ts";
import type { Evidence } from "../findings.ts";
import { count, own, type Words, words } from "../words.ts";
import { type AccessFacts, strangersDenials } from "./facts.ts";

/** Changes worth telling, by event type. */
const CHANGES: ReadonlyMap<string, string> = new Map([
  ["application.user_membership.add", "the app was assigned"],
  ["application.user_membership.remove", "the app was taken away"],
  ["group.user_membership.add", "added to group"],
  ["group.user_membership.remove", "removed from group"],
  ["group.application_assignment.add", "the app was given to group"],
  ["group.application_assignment.remove", "the app was taken from group"],
  ["policy.rule.add", "rule added to the policy:"],
  ["policy.rule.update", "rule of the policy changed:"],
  ["policy.rule.delete", "rule of the policy deleted:"],
  ["application.lifecycle.activate", "the app was activated"],
  ["application.lifecycle.deactivate", "the app was deactivated"],
]);

/** The most changes that are told. */
const MOST = 6;

/**
 * How the access came and went, and what the log says of its use; newest first.
 * @param withPolicy Whether changes to the policy may explain anything.
 */
export function history(facts: AccessFacts, withPolicy: boolean): Evidence[] {
  const { events, appGroups, now } = facts;
  const giving = new Set(appGroups.map(({ id }) => id));
  const changes = events.filter((event) => {
    if (!CHANGES.has(event.eventType) || (event.eventType.startsWith("policy.") && !withPolicy)) return false;
    const group = targetOf(event, /^UserGroup$/);
    return !event.eventType.startsWith("group.user_membership.") || giving.has(group?.id ?? "");
  }).slice(-MOST);
  const told = changes.map((event) => {
    const thing = targetOf(event, /^(UserGroup|PolicyRule)$/)?.name ?? null;
    return shownBy(
      event,
      words`${own(CHANGES.get(event.eventType)!)}${thing === null ? own("") : words` ${thing}`} by ${
        actorOf(event.actor)
      }${byRule(event)}`,
    );
  });
  const attempts = events.filter((event) => event.eventType === "app.generic.unauth_app_access_attempt");
  const last = attempts.at(-1);
  if (last !== undefined) {
    told.push(
      shownBy(last, words`refused at the app ${count(attempts.length, "time")}, the last ${ago(last.time, now)}`),
    );
  }
  const use = events.findLast(({ eventType, outcome }) =>
    eventType === "user.authentication.sso" && outcome === "SUCCESS"
  );
  if (use !== undefined) told.push(shownBy(use, words`last opened ${ago(use.time, now)}`));
  const strange = strangersDenials(facts);
  if (strange.length > 0) {
    told.push(
      shownByAll(
        strange,
        words`denied ${count(strange.length, "time")} from ${placeOf(strange.at(-1)!)}, which is no place of theirs`,
      ),
    );
  }
  return told.sort((a, b) => (b.at ?? "").localeCompare(a.at ?? ""));
}

function byRule({ debugData }: LogEvent): Words {
  return debugData.triggeredByGroupRule === undefined ? own("") : own(", by a group rule");
}
