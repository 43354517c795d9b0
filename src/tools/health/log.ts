import type { LogEvent } from "../../okta/log_event.ts";
import { logFilter } from "../../okta/log_filter.ts";
import { readLogs } from "../../okta/logs.ts";
import { groupBy } from "../../investigate/case.ts";
import { amount } from "../shared/listing.ts";
import { age } from "../shared/moment.ts";
import { type Check, concern, type Severity } from "./check.ts";

const DAYS = 7;

/** Events read: one page, the newest. */
const PAGE = 1_000;

/** What the log tells of the org itself, and how grave it is. */
const TROUBLES: readonly { prefix: string; outcome?: string; severity: Severity; title: string }[] = [
  { prefix: "system.org.rate_limit.violation", severity: "high", title: "rate limit exceeded: requests were refused" },
  { prefix: "core.concurrency.org.limit.violation", severity: "high", title: "too many requests at once were refused" },
  { prefix: "system.org.rate_limit.warning", severity: "medium", title: "rate limit nearly reached" },
  { prefix: "system.agent.", outcome: "FAILURE", severity: "medium", title: "a directory agent reported trouble" },
  { prefix: "security.attack.start", severity: "high", title: "Okta saw an attack on the org" },
];

/** Rate limits, agents and attacks in the last days, as the System Log tells. */
export const checkLog: Check = async ({ okta, now }) => {
  const until = now();
  const filter = logFilter({ eventTypes: TROUBLES.map(({ prefix }) => prefix.endsWith(".") ? `${prefix}*` : prefix) });
  const query = { since: new Date(until.getTime() - DAYS * 86_400_000), until, sortOrder: "DESCENDING" as const };
  const events = await Array.fromAsync(readLogs(okta, { ...query, ...filter && { filter }, limit: PAGE }));
  return {
    concerns: TROUBLES.flatMap(({ prefix, outcome, severity, title }) => {
      const fitting = events.filter((event) =>
        event.eventType.startsWith(prefix) && (outcome === undefined || event.outcome === outcome)
      );
      const about = [...groupBy(fitting, subjectOf).entries()];
      return concern(
        severity,
        title,
        about,
        ([subject, [newest, ...others]]) =>
          `${subject}, ${amount(others.length + 1, "time")}, last ${age(newest?.time ?? "", until)}`,
        () => `search_logs event_type=${prefix}${prefix.endsWith(".") ? "*" : ""} since=${DAYS}d summarize=true`,
      );
    }),
    looked: `the System Log of ${DAYS} days${
      events.length === PAGE ? `, its newest ${PAGE} events of these kinds` : ""
    }`,
  };
};

/** What an event is about: the target first, who else the actor. */
function subjectOf({ targets, actor }: LogEvent): string {
  return targets[0]?.name ?? actor.name ?? actor.login ?? "the org";
}
