import * as z from "zod";
import { csv } from "../mcp/output.ts";
import type { LogEvent } from "../okta/log_event.ts";
import { logFilter } from "../okta/log_filter.ts";
import { defineTool } from "./define.ts";
import { eventLines, eventRow, eventSchema, second } from "./shared/events.ts";
import { howMany, section, shown } from "./shared/listing.ts";
import { oneByOne, readAll } from "./shared/log_reading.ts";
import { userInLog } from "./shared/log_subject.ts";
import { logWindow, windowArguments, windowOutput } from "./shared/log_window.ts";
import { PASSWORD_TYPES, passwordStories, type PasswordStory, passwordStory } from "./shared/password_events.ts";
import { argument } from "./shared/say.ts";

/** The most events that are grouped in one call; they are held until then. */
const MOST = 10_000;

/** Characters for one person's events, beside their story. */
const EVENTS_BUDGET = 14_000;

export const getPasswordResetEvents = defineTool({
  name: "get_password_reset_events",
  title: "Get password resets",
  description:
    "Password resets, changes and expiries by person: who started each, whether the mail went out, whether " +
    "the person finished it or why the new password was refused. Unfinished ones come first. With user, that " +
    "person's events too. To send a new link use reset_user_password.",
  toolset: "support",
  scopes: ["okta.logs.read"],
  helpfulScopes: ["okta.users.read"],
  input: z.object({
    user: z.string().exactOptional(),
    ...windowArguments("7d"),
    limit: z.int().min(1).max(200).default(25),
  }),
  output: z.object({
    people: z.array(passwordStory),
    more_people: z.int().optional(),
    events: z.array(eventSchema).optional(),
    ...windowOutput,
  }),

  async run(args, call) {
    const window = logWindow(args, call.now());
    const user = args.user === undefined ? undefined : await userInLog(call.okta, args.user);
    const events: LogEvent[] = [];
    const filter = logFilter({ eventTypes: PASSWORD_TYPES, ...user && { userId: user.id } });
    const { notes } = await readAll(call, { window, filter, most: MOST }, oneByOne((event) => events.push(event)));

    const everybody = passwordStories(events).filter(({ id }) => user === undefined || id === user.id);
    const people = shown(everybody.slice(0, args.limit), storyLines);
    const more = everybody.length - people.rows.length;
    const own = user && events.length > 0
      ? section("Events", events.slice(0, args.limit).map(eventRow), eventLines(user.id), EVENTS_BUDGET)
      : undefined;
    const open = everybody.filter(({ state }) => state === "reset not finished");
    const unfinished = open.length;
    const waiting = open[0]?.login ?? open[0]?.id;
    const lead = howMany(events.length, "password event", false);
    const whom = user ? ` of ${user.text}` : everybody.length === 0 ? "" : ` of ${everybody.length} people`;
    return {
      text: [
        `${lead}${whom} ${window.text}${
          unfinished === 0 ? "" : `; ${howMany(unfinished, "reset", false)} not finished`
        }.`,
        ...notes,
        people.text || "Try an earlier since; Okta keeps 90 days.",
        ...more > 0 ? [`And ${more} more people: raise limit, or shorten the time.`] : [],
        ...own ? [own.text] : [],
        ...waiting ? [`Next: reset_user_password user=${argument(waiting)} sends a new link`] : [],
      ].join("\n"),
      data: {
        people: people.rows,
        ...more > 0 && { more_people: more },
        ...own && { events: own.rows },
        ...window.data,
      },
    };
  },
});

function storyLines(stories: readonly PasswordStory[]): string[] {
  const time = (iso: string | undefined) => iso && second(iso);
  const rows = stories.map(({ name, login, state, resetBy, expiredBy, changedBy, refused, ...times }) => ({
    person: name ?? login,
    login: name === undefined ? undefined : login,
    state,
    reset: time(times.reset),
    "reset by": resetBy,
    mailed: time(times.mailed),
    expired: time(times.expired),
    "expired by": expiredBy,
    changed: time(times.changed),
    "changed by": changedBy,
    refused,
  }));
  return csv(rows, [
    "person",
    "login",
    "state",
    "reset",
    "reset by",
    "mailed",
    "expired",
    "expired by",
    "changed",
    "changed by",
    "refused",
  ]).split("\n");
}
