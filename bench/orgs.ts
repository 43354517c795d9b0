/** Orgs of a size that the demo org does not have, made from the demo org's own records. The same for the same sizes. */
import { seedOrg } from "../src/sandbox/seed/org.ts";
import type { EventRecord, OrgState, UserRecord } from "../src/sandbox/state.ts";

const DAY_MS = 86_400_000;

/** How large an org is wanted. */
export interface OrgSize {
  /** People that a list without conditions shows: all but the DEPROVISIONED ones. */
  users?: number;

  /** The org then has its log and nothing else. */
  events?: number;
  days?: number;
}

/** The demo org, grown to the size. */
export function grownOrg({ users, events, days = 7 }: OrgSize, now: Date): OrgState {
  const state = seedOrg(1, now);
  if (users !== undefined) addUsers(state, users);
  if (events !== undefined) state.events = spreadEvents(state.events, events, days, now);
  return state;
}

function addUsers(state: OrgState, wanted: number): void {
  const listed = [...state.users.values()].filter(({ status }) => status !== "DEPROVISIONED");
  // People whom a tool may change: in good standing, and mastered by Okta.
  const models = listed.filter(({ status, credentials }) =>
    status === "ACTIVE" && credentials.provider.type === "OKTA"
  );
  for (let number = listed.length; number < wanted; number++) {
    const user = numbered(models[number % models.length]!, number);
    state.users.set(user.id, user);
  }
}

function numbered(model: UserRecord, number: number): UserRecord {
  const email = model.profile.email.replace("@", `.${number}@`);
  return {
    ...structuredClone(model),
    id: `00u${String(number).padStart(17, "0")}`,
    profile: { ...model.profile, login: email, email, lastName: `${model.profile.lastName} ${number}` },
  };
}

/** Days are busier than nights, and mornings than evenings, as in any log; no two events share a millisecond. */
function spreadEvents(models: readonly EventRecord[], count: number, days: number, now: Date): EventRecord[] {
  const end = now.getTime() - 1_000;
  const hours = Array.from({ length: days * 24 }, (_, hour) => end - days * DAY_MS + hour * 3_600_000);
  const weights = hours.map((time) => 1.2 + Math.sin(((new Date(time).getUTCHours() - 4) / 24) * 2 * Math.PI));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const events: EventRecord[] = [];
  let due = 0;
  for (const [index, start] of hours.entries()) {
    due += (weights[index]! / total) * count;
    const here = Math.round(due) - events.length;
    for (let number = 0; number < here; number++) {
      const published = new Date(start + Math.floor((number / here) * 3_600_000)).toISOString();
      const uuid = `00000000-0000-4000-8000-${String(events.length).padStart(12, "0")}`;
      events.push({ ...models[events.length % models.length]!, uuid, published });
    }
  }
  return events;
}
