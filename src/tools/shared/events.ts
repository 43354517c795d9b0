import * as z from "zod";
import { csv } from "../../mcp/output.ts";
import { isCommonEventType } from "../../okta/event_types.ts";
import type { LogEntity, LogEvent } from "../../okta/log_event.ts";
import { present } from "./present.ts";

const optional = z.string().optional();

const entity = z.object({ type: optional, id: optional, name: optional, login: optional });

/** An event of the System Log as data. */
export const eventSchema = z.object({
  uuid: z.string(),
  time: z.string(),
  eventType: z.string(),
  message: optional.describe("For the rarer event types"),
  outcome: optional,
  reason: optional,
  actor: entity.optional(),
  targets: z.array(entity).optional(),
  factor: optional,
  ip: optional,
  city: optional,
  country: optional,
  zone: optional,
  client: optional,
  signals: z.array(z.string()).optional().describe("New Device, proxy, risk HIGH …"),
  sessionId: optional,
  transactionId: optional,
});
export type EventRow = z.infer<typeof eventSchema>;
type Entity = z.infer<typeof entity>;

/** An event as a row of data, without what is absent. */
export function eventRow(event: LogEvent): EventRow {
  const { uuid, time, eventType, message, outcome, ip, city, country, zone, userAgent, factor, sessionId } = event;
  const targets = event.targets.map(entityRow).filter((row) => row !== undefined);
  const signals = signalsOf(event);
  return present({
    uuid,
    time,
    eventType,
    message: isCommonEventType(eventType) ? null : message,
    outcome,
    reason: reasonOf(event),
    actor: entityRow(event.actor),
    targets: targets.length === 0 ? null : targets,
    factor,
    ip,
    city,
    country,
    zone,
    client: userAgent,
    signals: signals.length === 0 ? null : signals,
    sessionId,
    transactionId: event.transactionId,
  });
}

/** Okta's alternateId is a login for people; for other things it says no more than the name, where there is one. */
function entityRow({ id, type, login, name }: LogEntity): Entity | undefined {
  const telling = name === null || (login !== name && /User$/.test(type ?? ""));
  const row = present({ type, id, name, login: telling ? login : null });
  return Object.keys(row).length === 0 ? undefined : row;
}

/** Why, with what the debug data knows better: Okta calls a push that was denied INVALID_CREDENTIALS. */
export function reasonOf({ outcome, reason, debugData, rule, eventType }: LogEvent): string | null {
  if (debugData.pushOnlyResponseType === "OV_RESPONSE_DENY") return "push denied by the person";
  if (outcome === "UNANSWERED") return reason ?? "not answered in time";
  if (outcome === "DENY" && rule !== null) return `denied by rule ${rule}`;
  // The outcome says it already.
  return eventType === "policy.evaluate_sign_on" ? null : reason;
}

/** What was out of the ordinary, in Okta's own judgement. */
function signalsOf({ behaviors, proxy, risk }: LogEvent): string[] {
  const unusual = Object.entries(behaviors).filter(([, state]) => state === "POSITIVE").map(([name]) => name);
  return [
    ...unusual,
    ...proxy === true ? ["proxy"] : [],
    ...risk !== null && risk.level !== "LOW" ? [`risk ${risk.level}`] : [],
  ];
}

/** City and country, as far as Okta knows them. */
export function placeOf(
  { city, country }: { city?: string | null | undefined; country?: string | null | undefined },
): string {
  return [city, country].filter(Boolean).join(", ");
}

/** A time of the log to the second: `2026-07-15 14:05:09Z`. */
export function second(iso: string): string {
  return iso.replace("T", " ").replace(/(\.\d+)?Z$/, "Z");
}

/** Okta's types of target in a word, where theirs is longer. */
const SHORT: Record<string, string> = {
  AppInstance: "app",
  AppUser: "app account",
  AuthenticatorEnrollment: "authenticator",
  AuthenticatorEnrollmentMethod: "authenticator",
  PolicyEntity: "policy",
  PolicyRule: "rule",
  User: "user",
  UserGroup: "group",
};

/** A person by name and login; others, and whom everybody talks about here (`known`), by name. */
export function nameOf({ type, id, name, login }: Entity, known?: string): string {
  if (name === undefined || id === known) return name ?? login ?? id ?? "unknown";
  return type !== "User" || login === undefined || login === name ? name : `${name} (${login})`;
}

/** Who did it; a login that Okta found no user for is only what somebody typed. */
function actorOf({ actor = {} }: EventRow, known: string | undefined): string {
  return actor.id === "unknown" ? `${nameOf(actor)} [no such user]` : nameOf(actor, known);
}

/**
 * On what: without the actor, and without an account in an app where its user is named too.
 * @param write How a target is named after its type.
 */
export function targetsOf({ actor = {}, targets = [] }: EventRow, write: (target: Entity) => string): string[] {
  const people = [actor, ...targets.filter(({ type }) => type === "User")];
  const others = targets.filter((target) =>
    target.id !== actor.id && !(target.type === "AppUser" && people.some(({ login }) => login === target.login))
  );
  return others.map((target) => `${SHORT[target.type ?? ""] ?? target.type ?? ""} ${write(target)}`.trim());
}

const COLUMNS = ["time", "event", "outcome", "by", "on", "from", "with", "signals", "message", "uuid"] as const;

/** Most targets in a line: an import can touch hundreds. */
const TARGETS = 4;

/**
 * Events as CSV lines with a heading: when (UTC), what, how it ended and why, who, on what, from where, with what.
 * `uuid` is the first eight characters of the event's id, enough to find it in the data.
 * @param known Id of the person or thing that all of them are about: it needs no login beside its name.
 */
export function eventLines(known?: string): (rows: readonly EventRow[]) => string[] {
  return (rows) =>
    csv(
      rows.map((row) => {
        const targets = targetsOf(row, (target) => nameOf(target, known));
        return {
          time: second(row.time),
          event: row.eventType,
          outcome: [row.outcome, row.reason].filter(Boolean).join(": "),
          by: actorOf(row, known),
          on: cell(
            targets.length > TARGETS ? [...targets.slice(0, TARGETS), `${targets.length - TARGETS} more`] : targets,
          ),
          from: [placeOf(row), row.ip].filter(Boolean).join(" "),
          with: [row.client, row.factor].filter(Boolean).join(", "),
          signals: row.signals,
          message: row.message,
          uuid: row.uuid.slice(0, 8),
        };
      }),
      COLUMNS,
    ).split("\n");
}

/** Nothing at all where there is nothing, so that an empty column is left out. */
function cell(values: string[]): string[] | undefined {
  return values.length === 0 ? undefined : values;
}
