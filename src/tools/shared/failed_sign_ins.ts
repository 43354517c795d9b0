import * as z from "zod";
import type { LogEntity, LogEvent } from "../../okta/log_event.ts";
import { placeOf, reasonOf } from "./events.ts";
import { present } from "./present.ts";
import { Tally } from "./tally.ts";

const optional = z.string().optional();
const counts = z.array(z.object({ value: z.string(), count: z.int() }));

/** Failed sign-ins that are alike but for their time. */
const way = z.object({
  attempts: z.int(),
  eventType: z.string(),
  reason: optional,
  app: optional,
  ip: optional,
  place: optional,
  client: optional,
  first: z.string(),
  last: z.string(),
});
export type Way = z.infer<typeof way>;

/** One person's failed sign-ins. Without an id it is only what somebody typed: no user has that login. */
export const failingPerson = z.object({
  id: optional,
  name: optional,
  login: optional,
  attempts: z.int(),
  reasons: counts,
  ways: z.array(way),
  first: z.string(),
  last: z.string(),
  locked: optional,
});
export type FailingPerson = z.infer<typeof failingPerson>;

/** An address from which the sign-ins of many failed. */
export const failingAddress = z.object({
  ip: z.string(),
  place: optional,
  zone: optional,
  people: z.int(),
  attempts: z.int(),
});
export type FailingAddress = z.infer<typeof failingAddress>;

/** The event types that tell of a failed sign-in. */
export const SIGN_IN_TYPES = [
  "user.session.start",
  "user.authentication.auth*",
  "user.authentication.verify",
  "user.authentication.sso",
  "user.mfa.okta_verify.deny_push",
  "policy.evaluate_sign_on",
  "application.policy.sign_on.deny_access",
];
export const FAILED = ["FAILURE", "DENY", "UNANSWERED"];
export const LOCK_TYPES = ["user.account.lock", "user.account.lock.limit"];

/** Groups failed sign-ins by person, and by address. */
export class FailedSignIns {
  /** By person and transaction: the earliest event of each, which is nearest to the cause. */
  readonly #attempts = new Map<string, LogEvent>();
  readonly #locks = new Map<string, string>();

  /** Takes events newest first. */
  add(event: LogEvent): void {
    const person = keyOf(personOf(event));
    if (LOCK_TYPES.includes(event.eventType)) {
      if (!this.#locks.has(person)) this.#locks.set(person, event.time);
    } else {
      this.#attempts.set(`${person} ${event.transactionId ?? event.uuid}`, event);
    }
  }

  /** How many sign-ins failed: the events of one request count once. */
  get attempts(): number {
    return this.#attempts.size;
  }

  /** Whoever failed, those who failed most first. */
  people(): FailingPerson[] {
    const groups = Map.groupBy(this.#attempts.values(), (event) => keyOf(personOf(event)));
    return [...groups].map(([key, events]) => {
      const { id, name, login } = personOf(events[0]!);
      const reasons = new Tally();
      for (const event of events) reasons.add(reasonOf(event) ?? event.outcome);
      return present({
        id: id === "unknown" ? null : id,
        name,
        login,
        attempts: events.length,
        reasons: reasons.all(),
        ways: waysOf(events),
        ...stretch(events),
        locked: this.#locks.get(key),
      });
    }).sort((a, b) => b.attempts - a.attempts || (a.last < b.last ? 1 : -1));
  }

  /** Addresses from which at least `people` different people failed, those with most people first. */
  addresses(people: number): FailingAddress[] {
    const groups = Map.groupBy(this.#attempts.values(), ({ ip }) => ip);
    return [...groups].flatMap(([ip, events]) => {
      const persons = new Set(events.map((event) => keyOf(personOf(event)))).size;
      if (ip === null || persons < people) return [];
      const { zone } = events[0]!;
      return [present({ ip, place: placeOf(events[0]!), zone, people: persons, attempts: events.length })];
    }).sort((a, b) => b.people - a.people || b.attempts - a.attempts);
  }
}

/** Whose sign-in it was; Okta itself is the actor of some events about a person. */
function personOf({ actor, targets }: LogEvent): LogEntity {
  return actor.type === "User" ? actor : targets.find(({ type }) => type === "User") ?? actor;
}

function keyOf({ id, login }: LogEntity): string {
  return id === null || id === "unknown" ? `typed ${login?.toLowerCase()}` : id;
}

function waysOf(events: readonly LogEvent[]): Way[] {
  const ways = events.map((event) => {
    const { eventType, ip, userAgent: client, targets } = event;
    const app = targets.find(({ type }) => type === "AppInstance")?.name;
    const what = present({ eventType, reason: reasonOf(event), app, ip, place: placeOf(event), client });
    return { key: JSON.stringify(what), what, event };
  });
  return [...Map.groupBy(ways, ({ key }) => key).values()]
    .map((group) => ({
      attempts: group.length,
      ...group[0]!.what,
      ...stretch(group.map(({ event }) => event)),
    }))
    .sort((a, b) => b.attempts - a.attempts || (a.last < b.last ? 1 : -1));
}

function stretch(events: readonly LogEvent[]): { first: string; last: string } {
  const times = events.map(({ time }) => time).sort();
  return { first: times[0]!, last: times.at(-1)! };
}
