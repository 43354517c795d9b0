import type { LogEvent } from "../../okta/log_event.ts";
import { type Case, groupBy } from "../case.ts";
import { placeOf, shownByAll } from "../describe.ts";
import type { Evidence } from "../findings.ts";
import { byTime, timeOf } from "../facts.ts";
import { count, listed, own, words } from "../words.ts";

/** What was done in the session or from the address of a sign-in that was probably not the person's, oldest first. */
export function doneByStrangers(opened: Case): LogEvent[] {
  const strangers = opened.suspectSignIns;
  if (strangers.length === 0) return [];
  return [...opened.recent, ...opened.acts].filter((event) =>
    event.actor.id === opened.user.id && strangers.some((signIn) => {
      const after = timeOf(event) - timeOf(signIn);
      const isSame = (event.sessionId !== null && event.sessionId === signIn.sessionId) ||
        (event.ip !== null && event.ip === signIn.ip);
      return isSame && after >= 0 && after <= opened.thresholds.persistenceHours * 3_600_000;
    })
  ).sort(byTime);
}

/** Those of such events that are in `acts`, by kind, with what they touched. */
export function actsOfStrangers(opened: Case, acts: ReadonlyMap<string, string>): Evidence[] {
  const done = doneByStrangers(opened).filter(({ eventType, outcome }) => acts.has(eventType) && outcome !== "FAILURE");
  return [...groupBy(done, ({ eventType }) => eventType)].map(([type, events]) => {
    const things = [...new Set(events.map(thingOf).filter((thing) => thing !== null))];
    const names = things.length === 0 ? own("") : words`: ${listed(things)}`;
    const times = events.length === 1 ? own("") : words` ${count(events.length, "time")}`;
    return shownByAll(events, words`${own(acts.get(type)!)}${times} from ${placeOf(events[0]!)}${names}`);
  });
}

/** What an event is about besides people. */
function thingOf({ targets }: LogEvent): string | null {
  return targets.find(({ type }) => type !== null && type !== "User")?.name ?? null;
}
