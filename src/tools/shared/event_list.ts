import * as z from "zod";
import type { Answer, Call } from "../../mcp/tool.ts";
import { listLogs } from "../../okta/logs.ts";
import type { Services } from "../define.ts";
import { eventLines, eventRow, eventSchema } from "./events.ts";
import { goOn, howMany, listOutput, page } from "./listing.ts";
import { type LogWindow, stretch, windowOutput } from "./log_window.ts";

/** What a list of events answers. `since` and `until` are left out where a cursor goes on with an earlier window. */
export const eventListOutput = z.object({
  events: z.array(eventSchema),
  since: windowOutput.since.optional(),
  until: windowOutput.until.optional(),
  ...listOutput,
});

/** Which events to list, and how to speak of them. */
export interface EventList {
  /** What was searched for: `of "Jane Moreno" (…)`, `with outcome FAILURE`; empty for everything. */
  what: string;
  window: LogWindow;
  filter?: string | undefined;
  q?: string | undefined;
  limit: number;
  cursor?: string | undefined;
  /** Id of the person or thing that all the events are about. */
  known?: string;
  /** What to try where nothing is found. */
  advice: string;
  /** The arguments that narrow the search. */
  narrow: string;
}

/** Events, newest first, as many as asked for and as the budget has room for. @throws UserError, OktaError */
export async function eventList(
  { okta }: Call<Services>,
  { what, window, filter, q, limit, cursor, known, advice, narrow }: EventList,
): Promise<Answer<z.infer<typeof eventListOutput>>> {
  const { since, until } = window;
  const query = { since, until, sortOrder: "DESCENDING" as const, ...filter && { filter }, ...q && { q } };
  const slice = await listLogs(okta, query, { limit, ...cursor && { cursor } });
  const { rows, text, next_cursor } = page(slice, slice.items.map(eventRow), eventLines(known));

  return {
    text: [
      `${
        [howMany(rows.length, "event", next_cursor !== undefined), what, stretch(window, cursor, rows)].filter(Boolean)
          .join(" ")
      }.`,
      ...window.note === undefined ? [] : [window.note],
      text || (cursor === undefined ? advice : ""),
      goOn(next_cursor, narrow),
    ].filter(Boolean).join("\n"),
    data: {
      events: rows,
      ...cursor === undefined && window.data,
      ...next_cursor !== undefined && { next_cursor },
    },
  };
}
