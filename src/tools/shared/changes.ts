import * as z from "zod";
import { changeLines, plain, quote } from "../../mcp/output.ts";
import { diff } from "../../okta/diff.ts";
import type { LogEvent } from "../../okta/log_event.ts";
import { eventRow, eventSchema, nameOf, placeOf, second, targetsOf } from "./events.ts";
import { present } from "./present.ts";

/** Who is behind a change: a person at the screen, or what acts for one. */
export const HOW = ["by hand", "API token", "OAuth app", "Okta", "themselves"] as const;

const optional = z.string().optional();

/** One change, as the log tells it. */
export const changeRow = eventSchema.pick({
  uuid: true,
  time: true,
  eventType: true,
  outcome: true,
  reason: true,
  actor: true,
  targets: true,
  ip: true,
  city: true,
  country: true,
  client: true,
}).extend({
  how: z.enum(HOW),
  apiTokenId: optional,
  details: z.array(z.object({ what: z.string(), before: z.unknown().optional(), after: z.unknown().optional() }))
    .optional(),
  note: optional,
});
export type ChangeRow = z.infer<typeof changeRow>;

/** An event as a change of something. */
export function toChange(event: LogEvent): ChangeRow {
  const { uuid, time, eventType, outcome, reason, actor, targets, ip, city, country, client } = eventRow(event);
  const details = event.targets.flatMap(({ changes }) => changes ? diff(changes.from, changes.to) : [])
    .map(({ path, before, after }) => present({ what: path, before, after }));
  return present({
    uuid,
    time,
    eventType,
    outcome: outcome === "SUCCESS" ? null : outcome,
    reason: outcome === "SUCCESS" ? null : reason,
    actor,
    targets,
    ip,
    city,
    country,
    client,
    how: howOf(event),
    apiTokenId: event.apiTokenId,
    details: details.length === 0 ? null : details,
    note: noteOf(event),
  });
}

function howOf({ actor, targets, apiTokenId }: LogEvent): typeof HOW[number] {
  if (apiTokenId !== null) return "API token";
  if (actor.type === "PublicClientApp") return "OAuth app";
  if (actor.type !== "User") return "Okta";
  return targets.some(({ type, id }) => type === "User" && id === actor.id) ? "themselves" : "by hand";
}

/** What the debug data adds to some types. */
function noteOf({ debugData }: LogEvent): string | null {
  const { changedAttributes, privilegeGranted, privilegeRevoked, triggeredByGroupRule } = debugData;
  const notes = [
    ...changedAttributes ? [`changed ${changedAttributes}`] : [],
    ...privilegeGranted ? [`granted ${privilegeGranted}`] : [],
    ...privilegeRevoked ? [`revoked ${privilegeRevoked}`] : [],
    ...triggeredByGroupRule === "true" ? ["by a group rule"] : [],
  ];
  return notes.join("; ") || null;
}

/** Changes that one hand made in one go: neighbours by the same actor from the same address, this close in time. */
const GAP_MS = 10 * 60_000;

/** Groups changes, newest first, by who made them. */
export function inGoes(changes: readonly ChangeRow[]): ChangeRow[][] {
  const goes: ChangeRow[][] = [];
  for (const change of changes) {
    const last = goes.at(-1)?.at(-1);
    const together = last && last.actor?.id === change.actor?.id && last.ip === change.ip && last.how === change.how &&
      Date.parse(last.time) - Date.parse(change.time) <= GAP_MS;
    if (together) goes.at(-1)!.push(change);
    else goes.push([change]);
  }
  return goes;
}

/**
 * Changes as text: for each go who made it and from where, and beneath what was changed.
 * @param known Id of what all of them are about: it needs no login beside its name.
 */
export function changesText(changes: readonly ChangeRow[], known: string | undefined): string {
  return inGoes(changes)
    .map((go) => [whoText(go[0]!), ...go.map((change) => changeText(change, known))].join("\n"))
    .join("\n");
}

function whoText({ time, how, actor = {}, apiTokenId, ip, client, ...event }: ChangeRow): string {
  const name = quote(nameOf(actor));
  const who = {
    "by hand": `${name}, by hand`,
    "API token": `${name}, by API token ${plain(apiTokenId)}`,
    "OAuth app": `the app ${name} as OAuth client`,
    "Okta": "Okta itself",
    "themselves": `${name}, for themselves`,
  }[how];
  const from = [placeOf(event), ip].filter(Boolean).join(" ");
  return `${second(time).slice(0, 10)} ${who}${from && `, from ${quote(from)}`}${
    client ? `, with ${quote(client)}` : ""
  }:`;
}

/** One change in a line: time of day, what, on what; then what it was before, a line each. */
export function changeText(change: ChangeRow, known: string | undefined): string {
  const { time, eventType, outcome, reason, note, details = [], uuid } = change;
  const failed = outcome === undefined ? "" : ` ${plain(outcome)}${reason === undefined ? "" : `: ${quote(reason)}`}`;
  const on = targetsOf(change, (target) => quote(nameOf(target, known))).join("; ");
  const line = `- ${second(time).slice(11)} ${plain(eventType)}${failed} on ${on || "the person's own account"}`;
  const old = details.map(({ what, before, after }) => `  ${changeLines([{ what, before, after }])}`);
  return [`${line}${note ? ` (${quote(note)})` : ""} [${plain(uuid.slice(0, 8))}]`, ...old].join("\n");
}
