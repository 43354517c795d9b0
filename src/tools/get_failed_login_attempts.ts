import * as z from "zod";
import { csv, quote } from "../mcp/output.ts";
import type { Okta } from "../okta/client.ts";
import { logFilter } from "../okta/log_filter.ts";
import { readLogs } from "../okta/logs.ts";
import { defineTool } from "./define.ts";
import { type EventRow, eventRow, eventSchema, placeOf, second } from "./shared/events.ts";
import {
  FAILED,
  FailedSignIns,
  type FailingAddress,
  failingAddress,
  type FailingPerson,
  failingPerson,
  LOCK_TYPES,
  SIGN_IN_TYPES,
  type Way,
} from "./shared/failed_sign_ins.ts";
import { howMany, section, shown, table } from "./shared/listing.ts";
import { oneByOne, readAll } from "./shared/log_reading.ts";
import { type Subject, userInLog } from "./shared/log_subject.ts";
import { type LogWindow, logWindow, windowArguments, windowOutput } from "./shared/log_window.ts";
import { argument } from "./shared/say.ts";

/** The most events that are grouped in one call; they are held until then. */
const MOST = 20_000;

/** From so many people failing at one address on it is told: a spray begins about here. */
const MANY = 5;

/** Of one person among many only the commonest ways are told. */
const WAYS = 3;

/** Characters for the list of people, and for that of addresses. */
const BUDGET = { people: 14_000, addresses: 3_000 };

export const getFailedLoginAttempts = defineTool({
  name: "get_failed_login_attempts",
  title: "Get failed sign-ins",
  description: "Failed sign-ins grouped by person: how many, why, from where, on what device, locked when; and the " +
    "addresses that failed for many people. With user, one person's in detail. For the cause and what to do about it " +
    "use investigate_user.",
  toolset: "support",
  scopes: ["okta.logs.read"],
  helpfulScopes: ["okta.users.read"],
  input: z.object({
    user: z.string().exactOptional(),
    ...windowArguments("24h"),
    limit: z.int().min(1).max(200).default(25),
  }),
  output: z.object({
    attempts: z.int(),
    people: z.array(failingPerson),
    more_people: z.int().optional(),
    addresses: z.array(failingAddress).optional(),
    last_success: eventSchema.optional(),
    ...windowOutput,
  }),

  async run(args, call) {
    const window = logWindow(args, call.now());
    const user = args.user === undefined ? undefined : await userInLog(call.okta, args.user);
    const failed = logFilter({ eventTypes: SIGN_IN_TYPES, outcomes: FAILED });
    const locks = logFilter({ eventTypes: LOCK_TYPES });
    const filter = logFilter({ ...user && { userId: user.id }, filter: `(${failed}) or ${locks}` });
    const failures = new FailedSignIns();
    const [{ notes }, success] = await Promise.all([
      readAll(call, { window, filter, most: MOST }, oneByOne((event) => failures.add(event))),
      user && lastSuccess(call.okta, user.id, window),
    ]);
    const report = user
      ? ofOne(user, failures.people().find(({ id }) => id === user.id), success, args.limit)
      : ofAll(failures, args.limit);
    const lead = howMany(report.data.attempts, "failed sign-in", false);
    return {
      text: [`${lead} of ${report.whom} ${window.text}.`, ...notes, ...report.text].join("\n"),
      data: { ...report.data, ...window.data },
    };
  },
});

/** The person's last sign-in of the window that succeeded. */
async function lastSuccess(okta: Okta, userId: string, { since, until }: LogWindow): Promise<EventRow | undefined> {
  const filter = logFilter({ eventTypes: ["user.session.start"], outcomes: ["SUCCESS"], actorId: userId });
  const query = { since, until, sortOrder: "DESCENDING" as const, limit: 1, ...filter && { filter } };
  for await (const event of readLogs(okta, query)) return eventRow(event);
  return undefined;
}

function ofOne(user: Subject, person: FailingPerson | undefined, success: EventRow | undefined, limit: number) {
  const ways = shown(person?.ways.slice(0, limit) ?? [], wayLines);
  const omitted = (person?.ways.length ?? 0) - ways.rows.length;
  return {
    whom: user.text,
    text: [
      ...person?.locked ? [`Locked out at ${second(person.locked)}.`] : [],
      success ? `Last sign-in that succeeded: ${successText(success)}.` : "No sign-in succeeded in that time.",
      ...ways.text ? [ways.text] : ["Try an earlier since; Okta keeps 90 days."],
      ...omitted > 0 ? [`And ${omitted} less frequent ways.`] : [],
      `Next: investigate_user user=${argument(user.ref)}`,
    ],
    data: {
      attempts: person?.attempts ?? 0,
      people: person ? [{ ...person, ways: ways.rows }] : [],
      ...success && { last_success: success },
    },
  };
}

function successText({ time, ip, client, ...event }: EventRow): string {
  const from = [placeOf(event), ip].filter(Boolean).join(" ");
  return [second(time), ...from ? [`from ${quote(from)}`] : [], ...client ? [`with ${quote(client)}`] : []].join(" ");
}

function ofAll(failures: FailedSignIns, limit: number) {
  const everybody = failures.people();
  const briefly = everybody.slice(0, limit).map((person) => ({ ...person, ways: person.ways.slice(0, WAYS) }));
  const people = shown(briefly, personLines, BUDGET.people);
  const more = everybody.length - people.rows.length;
  const addresses = failures.addresses(MANY);
  const many = section(`Addresses that failed for ${MANY} people or more`, addresses, addressLines, BUDGET.addresses);
  const [first] = people.rows;
  const foreign = many.rows.find(({ zone }) => zone === undefined);
  return {
    whom: everybody.length === 0 ? "anybody" : `${everybody.length} ${everybody.length === 1 ? "person" : "people"}`,
    text: [
      ...people.text ? [people.text] : ["Try an earlier since; Okta keeps 90 days."],
      ...more > 0 ? [`And ${more} more people with fewer failures: raise limit, or shorten the time.`] : [],
      ...addresses.length > 0 ? [many.text] : [],
      ...foreign ? [`Next: search_logs summarize=true filter=client.ipAddress eq ${quote(foreign.ip)}`] : [],
      ...first?.id ? [`Next: investigate_user user=${argument(first.login ?? first.id)}`] : [],
    ],
    data: {
      attempts: failures.attempts,
      people: people.rows,
      ...more > 0 && { more_people: more },
      ...addresses.length > 0 && { addresses: many.rows },
    },
  };
}

function wayLines(ways: readonly Way[]): string[] {
  const rows = ways.map(({ eventType, reason, place, ip, client, first, last, ...way }) => ({
    ...way,
    event: eventType,
    reason,
    from: [place, ip].filter(Boolean).join(" "),
    with: client,
    first: second(first),
    last: second(last),
  }));
  return csv(rows, ["attempts", "event", "reason", "app", "from", "with", "first", "last"]).split("\n");
}

function personLines(people: readonly FailingPerson[]): string[] {
  const rows = people.map(({ id, login, name, attempts, reasons, ways, first, last, locked }) => ({
    person: id === undefined ? `${login ?? "unknown"} [no such user]` : name,
    login: id === undefined ? undefined : login,
    attempts,
    why: reasons.map(({ value, count }) => `${value} ${count}`),
    from: [...new Set(ways.map(({ place, ip }) => [place, ip].filter(Boolean).join(" ")))],
    with: [...new Set(ways.flatMap(({ client }) => client ?? []))],
    first: second(first),
    last: second(last),
    locked: locked && second(locked),
  }));
  return csv(rows, ["person", "login", "attempts", "why", "from", "with", "first", "last", "locked"]).split("\n");
}

const addressLines = table<FailingAddress>(["ip", "place", "zone", "people", "attempts"]);
