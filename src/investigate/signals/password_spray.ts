import type { LogEvent } from "../../okta/log_event.ts";
import { type Case, densest, groupBy, oneEach } from "../case.ts";
import { placeOf, shownBy, shownByAll } from "../describe.ts";
import { isSignIn, isUnknownLogin, isWrongPassword } from "../events.ts";
import { byTime } from "../facts.ts";
import { THRESHOLDS } from "../thresholds.ts";
import { count, own, type Words, words } from "../words.ts";
import type { Signal, SignalRule } from "./signal.ts";

export const passwordSpray: SignalRule = {
  id: "password_spray",
  title: "Password spray or credential stuffing",
  looksFor: `An address that tried this person and at least ${THRESHOLDS.sprayUsers} people in all, at least ` +
    `${THRESHOLDS.sprayAttempts} times, each at most ${THRESHOLDS.sprayPerUser} times (spray); at least ` +
    `${THRESHOLDS.stuffingUsers} people about once each and never more than ${THRESHOLDS.stuffingPerUser} times ` +
    `(stuffing); or at least ${THRESHOLDS.distributedUsers} people from at least ${THRESHOLDS.distributedAddresses} ` +
    `addresses that are not theirs, ${THRESHOLDS.distributedAttempts} times within ${THRESHOLDS.distributedMinutes} ` +
    "minutes (distributed spray). An address from which half of those people also sign in does not count.",
  concludes: "One password for many people, or a leaked password for each: few tries a person stay below the lock. " +
    "An office's shared address shows many people's slips too, but there they also get in.",
  refutedBy: "The address is an office, VPN or gateway of the organisation.",
  read(opened) {
    const mine = opened.strangersTries;
    const others = opened.nearby.filter((event) => isWrongPassword(event) || isUnknownLogin(event));
    const all = oneEach([...mine, ...others]).sort(byTime);
    const byAddress = groupBy(all, ({ ip }) => ip);
    for (const [ip, tries] of groupBy(mine, ({ ip }) => ip)) {
      const kind = fromOneAddress(byAddress.get(ip) ?? [], opened);
      if (kind !== undefined && !isShared(opened, ip, kind.tries)) return signal(opened, kind, tries);
    }
    const strange = all.filter(({ ip }) => ip !== null && !opened.baseline.knowsAddress(ip));
    const run = densest(strange, opened.thresholds.distributedMinutes);
    const inRun = new Set(run);
    const here = mine.filter((event) => inRun.has(event));
    const addresses = groupBy(run, ({ ip }) => ip);
    if (
      here.length === 0 || run.length < opened.thresholds.distributedAttempts ||
      addresses.size < opened.thresholds.distributedAddresses ||
      groupBy(run, whose).size < opened.thresholds.distributedUsers ||
      [...addresses.keys()].some((ip) => isShared(opened, ip, run))
    ) return undefined;
    return signal(opened, { name: own("Distributed password spray"), tries: run }, here);
  },
};

interface Kind {
  name: Words;
  tries: LogEvent[];
}

function fromOneAddress(tries: LogEvent[], { thresholds }: Case): Kind | undefined {
  const people = groupBy(tries, whose);
  const most = Math.max(0, ...[...people.values()].map((list) => list.length));
  const stuffing = people.size >= thresholds.stuffingUsers && most <= thresholds.stuffingPerUser &&
    tries.length < 1.5 * people.size;
  if (stuffing) return { name: own("Credential stuffing"), tries };
  const spray = people.size >= thresholds.sprayUsers && tries.length >= thresholds.sprayAttempts &&
    most <= thresholds.sprayPerUser;
  return spray ? { name: own("Password spray"), tries } : undefined;
}

/** Whether the people tried from an address are at home there: half of them sign in from it. */
function isShared({ nearby }: Case, ip: string, tries: readonly LogEvent[]): boolean {
  const people = groupBy(tries, whose);
  const inside = groupBy(nearby.filter((event) => event.ip === ip && isSignIn(event)), whose);
  return [...people.keys()].filter((person) => inside.has(person)).length >= people.size / 2;
}

function signal(opened: Case, { name, tries }: Kind, mine: LogEvent[]): Signal {
  const addresses = groupBy(tries, ({ ip }) => ip);
  const entered = opened.suspectSignIns.find(({ ip }) => ip !== null && addresses.has(ip));
  return {
    level: entered === undefined ? "medium" : "critical",
    headline: words`${name}: ${count(groupBy(tries, whose).size, "person", "people")} tried ${
      count(tries.length, "time")
    } from ${count(addresses.size, "address", "addresses")}, this person ${count(mine.length, "time")}`,
    evidence: [
      shownByAll(mine, words`tries at this person from ${placeOf(mine[0]!)}`),
      ...(entered === undefined ? [] : [shownBy(entered, words`then a sign-in succeeded from ${placeOf(entered)}`)]),
    ],
  };
}

/** The user who was tried, or the login typed where Okta knows none. */
function whose({ actor }: LogEvent): string | null {
  return actor.id === null || actor.id === "unknown" ? actor.login?.toLowerCase() ?? null : actor.id;
}
