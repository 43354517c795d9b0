import type { Call } from "../../mcp/tool.ts";
import { type Case, groupBy, openCase } from "../../investigate/case.ts";
import { isPolicyDenial, isSignIn, targetOf } from "../../investigate/events.ts";
import { byTime, type Facts, timeOf } from "../../investigate/facts.ts";
import { own, type Words } from "../../investigate/words.ts";
import { factorsOfUser } from "../../okta/factors.ts";
import type { LogEvent } from "../../okta/log_event.ts";
import { logFilter } from "../../okta/log_filter.ts";
import { readLogs, RETENTION_DAYS, withinRetention } from "../../okta/logs.ts";
import { getPolicy } from "../../okta/policies.ts";
import { anyOf, compare } from "../../okta/scim.ts";
import type { User } from "../../okta/users.ts";
import type { Services } from "../define.ts";
import { readable } from "./readable.ts";
import { conditionsOf, namesIn } from "./rule_conditions.ts";

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** How far back sign-ins are read to learn what is usual for the person. */
const BASELINE_DAYS = 30;

/** The most events of the person in the window: five pages. Services and attacks can write hundreds of thousands. */
const MOST = 5_000;

/** One page, of the newest: enough of what is only compared with. */
const PAGE = 1_000;

/** What was ever done to the account, back to the end of the log. */
const HISTORY = [
  "user.lifecycle.*",
  "user.account.*",
  "user.mfa.factor.*",
  "application.user_membership.*",
  "group.user_membership.*",
  "system.email.*",
];

/** What tells of the org as a whole. */
const ORG = [
  "system.agent.*",
  "system.iwa.go*",
  "system.org.rate_limit.violation",
  "core.concurrency.*",
  "security.attack.*",
  "policy.rule.*",
  "zone.*",
  "security.zone.*",
];

/** Where another party checks the password: its failures show when it is down. */
const DELEGATED = [
  "user.authentication.auth_via_AD_agent",
  "user.authentication.auth_via_LDAP_agent",
  "user.authentication.auth_via_IDP",
  "user.authentication.auth_via_inbound_SAML",
];

/** The facts of a person's case, and what could not be read. */
export interface ReadCase {
  opened: Case;
  /** In whole sentences, for the person to know. */
  notes: string[];
}

/**
 * Reads what an investigation of a person needs: at most seventeen requests beside the search for the person, most of
 * them side by side.
 * @param since From when on the case is looked at.
 * @throws OktaError where the log cannot be read; what else cannot is noted.
 */
export async function readCase(
  { okta, thresholds, now: clock }: Call<Services>,
  user: User,
  since: Date,
): Promise<ReadCase> {
  const now = clock();
  const notes: string[] = [];
  const window = { since, until: now };
  const read = (from: number, until: Date, limit: number, filter?: string) =>
    newest(readLogs(okta, {
      ...withinRetention({ since: new Date(from), until }, now),
      sortOrder: "DESCENDING",
      limit,
      ...filter === undefined ? {} : { filter },
    }));
  const start = since.getTime();
  const oldest = now.getTime() - RETENTION_DAYS * DAY;
  const about = { userId: user.id };
  const signIns = '(eventType eq "user.session.start" or eventType sw "user.authentication.auth_via_r")';

  const [traffic, history, usual, org, factors] = await Promise.all([
    read(start, now, MOST, logFilter(about)),
    read(oldest, now, PAGE, logFilter({ ...about, eventTypes: HISTORY })),
    start <= oldest ? [] : read(
      start - BASELINE_DAYS * DAY,
      since,
      PAGE,
      logFilter({ actorId: user.id, outcomes: ["SUCCESS"], filter: signIns }),
    ),
    read(
      start,
      now,
      PAGE,
      anyOf([
        `${logFilter({ eventTypes: ORG })}`,
        `(${logFilter({ eventTypes: DELEGATED, outcomes: ["FAILURE"] })})`,
      ]),
    ),
    readable(factorsOfUser(okta, user.id)),
  ]);
  if (factors.refused !== undefined) notes.push(`The factors could not be read: ${factors.refused}.`);
  if (traffic.length >= MOST) {
    notes.push(
      `Only the newest ${MOST} events were read, back to ${traffic[0]!.time}. Give a later since for a closer look.`,
    );
  }

  const facts: Facts = {
    now,
    since,
    user,
    factors: factors.value ?? null,
    events: merged([...history, ...usual, ...traffic]),
    nearby: [],
    org,
    conditions: new Map(),
    thresholds,
  };
  const first = openCase(facts);
  const [nearby, conditions] = await Promise.all([
    Promise.all(questionsNearby(first, window).map(({ from, until, filter }) => read(from, until, PAGE, filter))),
    conditionsOfDenials(first, okta, notes),
  ]);
  return { opened: openCase({ ...facts, nearby: merged(nearby.flat()), conditions }), notes };
}

/** What to ask about the addresses in the case, each as a stretch of time and a filter. */
function questionsNearby(opened: Case, { since, until }: { since: Date; until: Date }) {
  const tries = opened.strangersTries;
  const suspects = most(groupBy(tries, ({ ip }) => ip), 6);
  const theirs = most(groupBy(opened.events.filter(isSignIn).slice(-100), ({ ip }) => ip), 6);
  const at = (ips: string[]) => anyOf(ips.map((ip) => compare("client.ipAddress", "eq", ip)));
  const signIns = compare("eventType", "eq", "user.session.start");
  const failed = compare("outcome.result", "eq", "FAILURE");
  const recently = Math.max(since.getTime(), until.getTime() - opened.thresholds.currentHours * 60 * MINUTE);
  const worst = tries.at(-1);
  const rule = opened.recent.filter(isPolicyDenial).flatMap((event) => targetOf(event, /^PolicyRule$/)?.id ?? []).at(
    -1,
  );
  return [
    ...suspects.length === 0 ? [] : [{
      from: since.getTime(),
      until,
      filter: `${at(suspects)} and (${signIns} or ${compare("eventType", "sw", "security.")})`,
    }],
    // Requests that Okta could tie to nobody: blocked ones, and those with a login that does not exist.
    ...theirs.length === 0 ? [] : [{
      from: recently,
      until,
      filter: `${at(theirs)} and (${compare("eventType", "eq", "security.request.blocked")} or ` +
        `(${compare("eventType", "eq", "security.threat.detected")} and ${
          compare("outcome.result", "eq", "DENY")
        }) or ` +
        `(${signIns} and ${failed} and ${compare("actor.id", "eq", "unknown")}))`,
    }],
    // Whom else the same rule turns away.
    ...rule === undefined ? [] : [{
      from: recently,
      until,
      filter:
        `${compare("eventType", "eq", "policy.evaluate_sign_on")} and ${compare("outcome.result", "eq", "DENY")} ` +
        `and ${compare("target.id", "eq", rule)}`,
    }],
    ...worst === undefined ? [] : [{
      from: timeOf(worst) - opened.thresholds.distributedMinutes * MINUTE,
      until: new Date(Math.min(timeOf(worst) + opened.thresholds.distributedMinutes * MINUTE, until.getTime())),
      filter: `${signIns} and ${failed}`,
    }],
  ];
}

/** The keys with the most events. */
function most(groups: Map<string, LogEvent[]>, count: number): string[] {
  return [...groups].sort(([, a], [, b]) => b.length - a.length).slice(0, count).map(([key]) => key);
}

/** What must hold for the rules that turned the person away last, as far as the token may see them. */
async function conditionsOfDenials(
  { recent }: Case,
  okta: Services["okta"],
  notes: string[],
): Promise<Map<string, Words[]>> {
  const denials = recent.filter(isPolicyDenial).filter((event) => targetOf(event, /^PolicyRule$/) !== undefined);
  const byPolicy = groupBy(denials, (event) => targetOf(event, /^PolicyEnti/)?.id);
  const read = await Promise.all(
    [...byPolicy].slice(-2).map(async ([policyId, events]) => {
      const ids = new Set(events.map((event) => targetOf(event, /^PolicyRule$/)?.id));
      const { value, refused } = await readable((async () => {
        const policy = await getPolicy(okta, policyId);
        const rules = policy.rules.filter(({ id }) => ids.has(id)).slice(-2);
        const names = await namesIn(okta, { ...policy, rules });
        return rules.map((rule) => [rule.id, conditionsOf(rule, names).map(own)] as const);
      })());
      if (refused !== undefined) notes.push(`A policy could not be read: ${refused}.`);
      return value ?? [];
    }),
  );
  return new Map(read.flat());
}

/** Oldest first, from a stream that is newest first. */
async function newest(events: AsyncIterable<LogEvent>): Promise<LogEvent[]> {
  return (await Array.fromAsync(events)).reverse();
}

/** Oldest first, no event twice. */
function merged(events: readonly LogEvent[]): LogEvent[] {
  return [...new Map(events.map((event) => [event.uuid, event])).values()].sort(byTime);
}
