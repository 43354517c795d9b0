import * as z from "zod";
import type { LogEntity, LogEvent } from "../../okta/log_event.ts";
import { eventRow, nameOf, reasonOf } from "./events.ts";
import { present } from "./present.ts";

const optional = z.string().optional();

/** Where a person's password stands, as far as the log tells; what needs somebody to act comes first. */
export const STATES = ["reset not finished", "expired, not changed", "refused", "reset finished", "changed"] as const;

/** What happened to one person's password in a stretch of the log: of each kind the last time. */
export const passwordStory = z.object({
  id: optional,
  name: optional,
  login: optional,
  state: z.enum(STATES),
  reset: optional,
  resetBy: optional,
  mailed: optional,
  expired: optional,
  expiredBy: optional,
  changed: optional,
  changedBy: optional,
  refused: optional.describe("Why the last try failed"),
  events: z.int(),
  last: z.string(),
});
export type PasswordStory = z.infer<typeof passwordStory>;

const RESET = ["user.account.reset_password", "system.agent.ad.reset_user_password"];
const CHANGED = ["user.account.update_password", "system.agent.ldap.update_user_password"];
const EXPIRED = ["user.account.expire_password"];
const MAILED = [
  "system.email.password_reset.sent_message",
  "system.sms.send_password_reset_message",
  "system.voice.send_password_reset_call",
];

/** The event types that tell of a password; a recovery link that did not work is among them. */
export const PASSWORD_TYPES = [...RESET, ...CHANGED, ...EXPIRED, ...MAILED, "user.account.use_token"];

/** Tells everybody's story, from events newest first: in the order of `STATES`, then the newest first. */
export function passwordStories(events: readonly LogEvent[]): PasswordStory[] {
  const stories = [...Map.groupBy(events, (event) => personOf(event).id ?? personOf(event).login).values()].map(
    storyOf,
  );
  return stories.sort((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state) || (a.last < b.last ? 1 : -1));
}

function storyOf(events: LogEvent[]): PasswordStory {
  const { id, name, login } = personOf(events[0]!);
  const of = (types: readonly string[]) =>
    events.find(({ eventType, outcome }) => types.includes(eventType) && outcome === "SUCCESS");
  const by = (event: LogEvent | undefined) => {
    if (event === undefined) return null;
    return event.actor.id === id ? "the person" : nameOf(eventRow(event).actor ?? {});
  };
  const [reset, mailed, expired, changed] = [of(RESET), of(MAILED), of(EXPIRED), of(CHANGED)];
  const refused = events.find(({ outcome }) => outcome !== "SUCCESS");
  const asked = newest(reset, mailed);
  const done = (since: LogEvent) => changed !== undefined && changed.time >= since.time;
  const state: PasswordStory["state"] = asked
    ? done(asked) ? "reset finished" : "reset not finished"
    : expired && !done(expired)
    ? "expired, not changed"
    : changed
    ? "changed"
    : "refused";
  return present({
    id,
    name,
    login,
    state,
    reset: reset?.time,
    resetBy: by(reset),
    mailed: mailed?.time,
    expired: expired?.time,
    expiredBy: by(expired),
    changed: changed?.time,
    changedBy: by(changed),
    refused: refused && (changed === undefined || refused.time > changed.time) ? reasonOf(refused) : null,
    events: events.length,
    last: events[0]!.time,
  });
}

function newest(a: LogEvent | undefined, b: LogEvent | undefined): LogEvent | undefined {
  return a && b ? (a.time >= b.time ? a : b) : a ?? b;
}

/** Whose password it is: of an admin's act the target, of one's own the actor. */
function personOf({ actor, targets }: LogEvent): LogEntity {
  return targets.find(({ type }) => type === "User") ?? actor;
}
