import * as z from "zod";
import { plain, quote } from "../mcp/output.ts";
import { isCommonEventType, nearestEventTypes, parseEventTypes } from "../okta/event_types.ts";
import { logFilter } from "../okta/log_filter.ts";
import { defineTool } from "./define.ts";
import { eventList, eventListOutput } from "./shared/event_list.ts";
import { listArguments } from "./shared/listing.ts";
import { readAll } from "./shared/log_reading.ts";
import { appInLog, userInLog } from "./shared/log_subject.ts";
import { LogSummary, summaryMembers, summaryOf, summarySchema } from "./shared/log_summary.ts";
import { logWindow, windowArguments } from "./shared/log_window.ts";

const OUTCOMES = ["SUCCESS", "FAILURE", "ALLOW", "DENY", "CHALLENGE", "SKIPPED", "UNANSWERED"] as const;

/** The most events that a summary counts: 100 requests to Okta. */
const MOST = 100_000;

const text = z.string().exactOptional();

export const searchLogs = defineTool({
  name: "search_logs",
  title: "Search the System Log",
  description: "Searches the org's System Log: who did what, when, from where, newest first. summarize counts all " +
    "matches by type, outcome, actor, IP, country, app and hour instead. For one person's events use get_user_logs, " +
    "for why somebody cannot sign in investigate_user.",
  toolset: "core",
  scopes: ["okta.logs.read"],
  helpfulScopes: ["okta.users.read", "okta.apps.read"],
  input: z.object({
    query: text.describe("Words, all of which must occur"),
    filter: text.describe('SCIM, e.g. client.ipAddress eq "192.0.2.7"'),
    event_type: text.describe("One or several, or prefixes: user.session.*"),
    user: text,
    app: text,
    outcome: z.enum(OUTCOMES).exactOptional(),
    ...windowArguments("24h"),
    summarize: z.boolean().default(false),
    ...listArguments,
  }),
  output: eventListOutput.extend({
    events: eventListOutput.shape.events.optional(),
    summary: summarySchema.optional(),
  }),

  async run(args, call) {
    const { query, filter, event_type, user: userRef, app: appRef, outcome, summarize, limit, cursor } = args;
    const window = logWindow(args, call.now());
    const eventTypes = event_type === undefined ? [] : parseEventTypes(event_type);
    const [user, app] = await Promise.all([
      userRef === undefined ? undefined : userInLog(call.okta, userRef),
      appRef === undefined ? undefined : appInLog(call.okta, appRef),
    ]);
    const wanted = logFilter({
      eventTypes,
      ...user && { userId: user.id },
      ...app && { appId: app.id },
      ...outcome && { outcomes: [outcome] },
      ...filter !== undefined && { filter },
    });
    const criteria = [
      ...user ? [`of ${user.text}`] : [],
      ...app ? [`at ${app.text}`] : [],
      ...eventTypes.length > 0 ? [`of type ${plain(eventTypes.join(", "))}`] : [],
      ...outcome ? [`with outcome ${outcome}`] : [],
      ...query ? [`with the words ${quote(query)}`] : [],
      ...filter ? [`with ${quote(filter)}`] : [],
    ].join(" ");
    const advice = adviceFor(eventTypes);

    if (!summarize) {
      const narrow = "user, app, event_type, outcome or a later since; summarize=true counts them all";
      return await eventList(call, { what: criteria, window, filter: wanted, q: query, limit, cursor, advice, narrow });
    }
    const summary = new LogSummary();
    const { count, notes } = await readAll(
      call,
      { window, filter: wanted, q: query, most: MOST },
      { page: summaryOf, add: (page) => summary.addAll(page), members: summaryMembers },
    );
    const lead = `${count} event${count === 1 ? "" : "s"}`;
    return {
      text: [
        `${[count === 0 ? "No events" : lead, criteria, window.text].filter(Boolean).join(" ")}.`,
        ...notes,
        count === 0 ? advice : summary.text,
      ].join("\n"),
      data: { summary: summary.data, ...window.data },
    };
  },
});

/** What to try where nothing was found; first of all whether the event type is the right one. */
function adviceFor(eventTypes: string[]): string {
  const odd = eventTypes.filter((type) => !isCommonEventType(type));
  const nearest = odd.flatMap(nearestEventTypes);
  const spelling = nearest.length === 0
    ? ""
    : `${plain(odd.join(", "))} is none of the common event types; the nearest: ${nearest.join(", ")}. `;
  return `${spelling}Try an earlier since (Okta keeps 90 days), fewer conditions, or another spelling.`;
}
