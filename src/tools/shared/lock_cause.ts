import { quote } from "../../mcp/output.ts";
import { groupBy, oneEach } from "../../investigate/case.ts";
import { isByProgram, isLock, isRefusedLocked, isWrongPassword } from "../../investigate/events.ts";
import type { Thresholds } from "../../investigate/thresholds.ts";
import type { Okta } from "../../okta/client.ts";
import type { LogEvent } from "../../okta/log_event.ts";
import { logFilter } from "../../okta/log_filter.ts";
import { readLogs, withinRetention } from "../../okta/logs.ts";
import type { User } from "../../okta/users.ts";
import { placeOf } from "./events.ts";
import { stamp } from "./moment.ts";
import { once } from "./once.ts";
import { userArgument } from "./person.ts";
import { readable } from "./readable.ts";

const HOUR = 3_600_000;

/** The most events that are read: a program can send thousands of wrong passwords before a lock. */
const EVENTS = 1_000;

/**
 * When and by what an account was locked, in short, and whether unlocking alone will last: a sentence each, for a
 * preview. Counts only what came before the lock, so that it says the same a minute later.
 * @throws OktaError
 */
export async function lockCause(
  { okta, thresholds }: { okta: Okta; thresholds: Thresholds },
  user: User,
  now: Date,
): Promise<string[]> {
  if (user.statusChanged === null) return [];
  const locked = Date.parse(user.statusChanged);
  const since = new Date(locked - thresholds.lockRunUpHours * HOUR);
  const filter = logFilter({
    userId: user.id,
    filter: 'eventType sw "user.account.lock" or outcome.result eq "FAILURE"',
  });
  const window = withinRetention({ since, until: now }, now);
  const query = { ...window, ...filter && { filter }, limit: EVENTS };
  const { value: events, refused } = await once(
    okta,
    `lock of ${user.id}`,
    () => readable(Array.fromAsync(readLogs(okta, query))),
  );
  const when = `Locked ${stamp(user.statusChanged)}`;
  if (events === undefined) return [`${when}. Why cannot be seen: ${refused}.`];
  const lock = events.findLast(isLock);
  const until = lock === undefined ? locked : Date.parse(lock.time);
  const tries = oneEach(events.filter(isWrongPassword)).filter(({ time }) => Date.parse(time) <= until);
  const [first] = tries;
  if (first === undefined) return [`${when}; the log shows no wrong password before it.`];
  const sources = [...groupBy(tries, sourceOf).values()].sort((a, b) => b.length - a.length);
  const main = sources[0] ?? [];
  const goesOn = events.some((event) => isRefusedLocked(event) && Date.parse(event.time) > until);
  return [
    `${when} after ${tries.length} wrong password${tries.length === 1 ? "" : "s"} since ${stamp(first.time)}, ` +
    `${main.length === tries.length ? "all" : `${main.length} of them`} from ${described(main[0] ?? first)}.`,
    ...outlook(tries, main[0] ?? first, goesOn, user, thresholds),
  ];
}

/** What unlocking will be worth, as far as the wrong passwords tell. */
function outlook(
  tries: readonly LogEvent[],
  typical: LogEvent,
  goesOn: boolean,
  user: User,
  thresholds: Thresholds,
): string[] {
  const addresses = groupBy(tries, ({ ip }) => ip).size;
  if (addresses >= thresholds.bruteForceAddresses) {
    return [
      `They came from ${addresses} addresses, as when somebody guesses: look with investigate_user ${
        userArgument(user)
      } before unlocking.`,
    ];
  }
  if (isByProgram(typical)) {
    return [
      "A program there sends a stored password, not a person. Unlocking alone will not last: have the password " +
      `corrected there first${goesOn ? "; it goes on trying" : ""}.`,
    ];
  }
  return tries.length < thresholds.forgottenFailures
    ? []
    : ["Typed on a page, as it seems: who has forgotten the password needs reset_user_password instead."];
}

/** One client at one address. */
function sourceOf({ ip, rawUserAgent, userAgent }: LogEvent): string {
  return `${ip} ${rawUserAgent ?? userAgent}`;
}

/** A program's own name says more than the system it runs on, a browser's less. */
function described(event: LogEvent): string {
  const { userAgent, rawUserAgent, ip } = event;
  const client = (isByProgram(event) ? rawUserAgent : null) ?? userAgent ?? "an unnamed client";
  const place = [placeOf(event), ip].filter(Boolean).join(", ");
  return `${quote(client)}${place === "" ? "" : ` at ${quote(place)}`}`;
}
