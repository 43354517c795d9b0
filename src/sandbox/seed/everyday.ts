/** Ordinary life: 30 days of people signing in from their usual devices and places, at their usual hours. */

import type { AppRecord } from "../state.ts";
import { ONE_FACTOR } from "./policies.ts";
import type { Random } from "./random.ts";
import { beginSignIn, changePassword, openApp, signInBy, signOut, waysIn, wrongPassword } from "./signin.ts";
import type { Persona, Stage } from "./stage.ts";
import { DAY, HOUR, localMidnight, localWeekday, MINUTE, SECOND } from "./time.ts";

/** Days of System Log. */
export const LOG_DAYS = 30;

/** Longer than any sequence of everyday steps takes, so that none is cut in the middle. */
const LONGEST_STEP = 3 * MINUTE;

export function liveEveryday(stage: Stage): void {
  for (const persona of stage.cast.values()) {
    const from = Date.parse(persona.user.activated ?? "") + HOUR;
    if (persona.everydayUntil > 0 && Number.isFinite(from)) livePersonsDays(stage, persona, from);
  }
}

function livePersonsDays(stage: Stage, persona: Persona, from: number): void {
  const random = stage.random(`everyday/${persona.key}`);
  const apps = appsOf(stage, persona);
  const today = localMidnight(stage.now, persona.utcOffset);
  let worked = 0;
  for (let day = LOG_DAYS - 1; day >= 0; day--) {
    const midnight = today - day * DAY;
    const weekday = localWeekday(midnight, persona.utcOffset);
    const works = random.chance(weekday === 0 || weekday === 6 ? persona.weekends : 0.56);
    const starts = midnight + (persona.startsAt + random.between(-25, 35)) * MINUTE + random.between(0, 59_999);
    if (!works || starts <= from) continue;
    liveDay(stage, persona, random, starts, apps);
    // From the first day on, so that the phone is one of the person's known devices.
    if (worked++ % 8 === 0) readMailOnPhone(stage, persona, starts + 4 * HOUR + random.between(0, HOUR));
  }
  renewPassword(stage, persona, from);
}

/** Until when everyday steps begin. */
function lastStart(stage: Stage, persona: Persona): number {
  return Math.min(persona.everydayUntil, stage.now) - LONGEST_STEP;
}

/** One working day: a sign-in, perhaps after a slip or two, and some apps. */
function liveDay(
  stage: Stage,
  persona: Persona,
  random: Random,
  starts: number,
  apps: { app: AppRecord; until: number }[],
): void {
  const until = lastStart(stage, persona);
  if (starts >= until) return;
  const atOffice = random.chance(0.6) || persona.factors.length === 0; // elsewhere a password alone does not do
  const origin = persona.office && atOffice ? persona.office : persona.home;
  const signIn = beginSignIn(stage, persona, origin);
  let at = starts;
  if (random.chance(0.04)) {
    for (let slips = random.between(1, 2); slips > 0; slips--, at += 15 * SECOND) wrongPassword(stage, signIn, at);
  }
  const ways = waysIn(persona, origin);
  at = signInBy(stage, signIn, at, random.chance(0.8) ? ways[0] : random.pick(ways));
  for (let visits = random.between(1, 2); visits > 0; visits--) {
    at += random.between(2, 170) * MINUTE + random.between(0, 59_999);
    const usable = apps.filter((entry) => at < entry.until);
    if (at < until && usable.length > 0) openApp(stage, signIn, at, random.pick(usable).app);
  }
  if (random.chance(0.08) && at + HOUR < until) signOut(stage, signIn, at + HOUR);
}

function readMailOnPhone(stage: Stage, persona: Persona, at: number): void {
  if (at >= lastStart(stage, persona) || persona.factors.length === 0) return;
  const signIn = beginSignIn(stage, persona, persona.mobile);
  const inside = signInBy(stage, signIn, at, waysIn(persona, persona.mobile)[0]);
  openApp(stage, signIn, inside + 4 * SECOND, stage.app("Microsoft Office 365"));
}

/** The log shows a password change that the record dates within the log's days. */
function renewPassword(stage: Stage, persona: Persona, from: number): void {
  const at = Date.parse(persona.user.passwordChanged ?? "");
  if (!(at > Math.max(from, stage.before({ days: LOG_DAYS })) && at < persona.everydayUntil - MINUTE)) return;
  const signIn = beginSignIn(stage, persona, persona.home);
  signInBy(stage, signIn, at - 2 * MINUTE, waysIn(persona, persona.home)[0]);
  changePassword(stage, signIn, at);
}

/** The apps that a person opens: those assigned in any way, and those of before, up to the day they were lost. */
function appsOf(stage: Stage, persona: Persona): { app: AppRecord; until: number }[] {
  const { id } = persona.user;
  const assigned = [...stage.state.apps.values()].filter((app) => {
    if (app.status !== "ACTIVE") return false;
    if (persona.factors.length === 0 && app.accessPolicyId !== stage.id("rst", ONE_FACTOR)) return false;
    return app.users.has(id) || [...app.groups.keys()].some((group) => stage.state.groups.get(group)?.members.has(id));
  });
  return [...assigned.map((app) => ({ app, until: Infinity })), ...persona.formerApps];
}
