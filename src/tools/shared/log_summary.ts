import * as z from "zod";
import { plain, quote } from "../../mcp/output.ts";
import type { Members } from "../../okta/json_items.ts";
import type { LogEvent } from "../../okta/log_event.ts";
import { reasonOf } from "./events.ts";
import { Tally } from "./tally.ts";

const counts = z.array(z.object({ value: z.string(), count: z.int() }));

/** Counts of events, by what tells them apart; of each the most frequent values. */
export const summarySchema = z.object({
  total: z.int(),
  eventType: counts,
  outcome: counts,
  reason: counts,
  actor: counts,
  ip: counts,
  country: counts,
  app: counts,
  hour: counts,
});

type Dimension = Exclude<keyof z.infer<typeof summarySchema>, "total">;

/** A value, none, or several: an event counts once however often it names one. */
type Found = string | null | ReadonlySet<string | null>;

/** Where each value is found, how many of the most frequent are told, and what its line begins with. */
const DIMENSIONS: Record<Dimension, { of: (event: LogEvent) => Found; top: number; title: string }> = {
  eventType: { of: ({ eventType }) => eventType, top: 10, title: "Event type" },
  outcome: { of: ({ outcome }) => outcome, top: 12, title: "Outcome" },
  reason: {
    of: (event) => succeeded(event) ? null : reasonOf(event),
    top: 6,
    title: "Reason of what did not succeed",
  },
  actor: { of: ({ actor: { login, name, id } }) => login ?? name ?? id, top: 8, title: "Actor" },
  ip: { of: ({ ip }) => ip, top: 6, title: "IP" },
  country: { of: ({ country }) => country, top: 6, title: "Country" },
  app: {
    of: ({ targets }) => {
      const apps = targets.filter(({ type }) => type === "AppInstance");
      return apps.length === 0 ? null : new Set(apps.map(({ name, login, id }) => name ?? login ?? id));
    },
    top: 6,
    title: "App",
  },
  hour: { of: ({ time }) => `${time.slice(0, 13)}:00Z`, top: 6, title: "Busiest hours" },
};

/** Words of our own and Okta's enumerations; everything else is written by people and stands in quotes. */
const BARE: ReadonlySet<string> = new Set(["eventType", "outcome", "ip", "hour"]);

/** Counts events one by one, in bounded memory. */
export class LogSummary {
  #total = 0;
  readonly #tallies = Object.keys(DIMENSIONS).map((name) => [name as Dimension, new Tally()] as const);

  add(event: LogEvent): void {
    this.#total++;
    for (const [name, tally] of this.#tallies) {
      const found = DIMENSIONS[name].of(event);
      if (found === null || typeof found === "string") tally.add(found);
      else found.forEach((value) => tally.add(value));
    }
  }

  /** Counts all that another has counted. */
  addAll(other: LogSummary): void {
    this.#total += other.#total;
    for (const [i, [, tally]] of this.#tallies.entries()) tally.addAll(other.#tallies[i]![1]);
  }

  /** The most frequent values of each kind. */
  get data(): z.infer<typeof summarySchema> {
    const tops = this.#tallies.map(([name, tally]) => [name, tally.top(DIMENSIONS[name].top)]);
    return { total: this.#total, ...Object.fromEntries(tops) };
  }

  /** A line a kind, such as `Outcome: SUCCESS 120, FAILURE 7`; kinds that no event has are left out. */
  get text(): string {
    return this.#tallies.filter(([, tally]) => tally.size > 0).map(([name, tally]) => {
      const { top, title } = DIMENSIONS[name];
      const write = BARE.has(name) ? plain : quote;
      const shown = tally.top(top).map(({ value, count }) => `${write(value)} ${count}`).join(", ");
      const others = tally.size - top;
      return `${title}: ${shown}${others > 0 ? `, and ${others}${tally.exact ? "" : " or more"} others` : ""}`;
    }).join("\n");
  }
}

function succeeded({ outcome }: LogEvent): boolean {
  return outcome === "SUCCESS" || outcome === "ALLOW";
}

const entity = { id: true, type: true, alternateId: true, displayName: true } as const;

/** What a summary needs of Okta's events. */
export const summaryMembers: Members = {
  published: true,
  eventType: true,
  outcome: { result: true, reason: true },
  actor: entity,
  client: { ipAddress: true, geographicalContext: { country: true } },
  target: entity,
  debugContext: { debugData: { pushOnlyResponseType: true } },
};

/** Events counted. */
export function summaryOf(events: Iterable<LogEvent>): LogSummary {
  const summary = new LogSummary();
  for (const event of events) summary.add(event);
  return summary;
}
