import type { Okta } from "./client.ts";
import { type LogEvent, toLogEvent } from "./log_event.ts";
import { logParameters, type LogQuery } from "./logs.ts";
import { type Page, pages } from "./pages.ts";

/** Parts of the window that are asked for at once: enough to hide Okta's second or so a page, few beside its limit. */
const IN_FLIGHT = 4;

/** How much of a page a part should fill: below 1, so that most parts are one request. */
const FILL = 0.85;

/** How much longer than the part just read the next one may be, after a quiet stretch. */
const GROWTH = 16;

/** Milliseconds that neighbouring parts share, as Okta does not say whether `since` and `until` are inside the window. */
const OVERLAP = 1;

/** Milliseconds; every part is a whole number of these, however much happened. */
const STEP = 1_000;

/** A stretch of the window, in milliseconds since 1970, whose first page is on the way. */
interface Part {
  from: number;
  to: number;
  pages: AsyncGenerator<Page<unknown>, void, undefined>;
  first: Promise<IteratorResult<Page<unknown>, void>>;
}

/**
 * Every event of a window, newest first, for windows of many pages: beyond the first page the window is split by time
 * and the parts are read side by side. Memory is bounded by a few pages, however long the window is. Stops asking when
 * the taker stops.
 * @throws InputError for a question that the log cannot answer, OktaError. What was yielded before is whole up to there.
 */
export async function* scanLogs(
  okta: Okta,
  query: Omit<LogQuery, "limit" | "sortOrder">,
): AsyncGenerator<LogEvent, void, undefined> {
  const since = query.since.getTime();
  const until = query.until.getTime();
  /** What was given of the stretch that the next part covers again. */
  let seam = new Set<string>();

  function* unseen(items: readonly unknown[], edge: number, below: Set<string>) {
    for (const event of items.map(toLogEvent)) {
      if (seam.has(event.uuid)) continue;
      if (event.uuid !== "" && Date.parse(event.time) <= edge + OVERLAP) below.add(event.uuid);
      yield event;
    }
  }

  const open = (from: number, to: number) => {
    const bounds = { since: new Date(from), until: new Date(to) };
    const params = logParameters({ ...query, ...bounds, sortOrder: "DESCENDING" }, Infinity);
    return pages(okta, "/api/v1/logs", { params });
  };

  const all = open(since, until);
  const { value: newest } = await all.next();
  await all.return();
  if (newest === undefined) return;
  const oldest = Date.parse(toLogEvent(newest.items.at(-1)).time) || until;
  const below = new Set<string>();
  yield* unseen(newest.items, oldest, below);
  if (newest.next === undefined) return;
  seam = below;

  const parts: Part[] = [];
  const wanted = Math.max(newest.items.length * FILL, 1);
  let width = whole((until - oldest) * FILL);
  let edge = oldest;
  try {
    while (true) {
      while (parts.length < IN_FLIGHT && edge > since) {
        const from = Math.max(edge - width, since);
        const pages = open(from, Math.min(edge + OVERLAP, until));
        const first = pages.next();
        first.catch(() => {}); // an error is met when the part's turn comes
        parts.push({ from, to: edge, pages, first });
        edge = from;
      }
      const part = parts.shift();
      if (part === undefined) return;
      const below = new Set<string>();
      let count = 0;
      for (let page = await part.first; !page.done; page = await part.pages.next()) {
        count += page.value.items.length;
        yield* unseen(page.value.items, part.from, below);
      }
      seam = below;
      width = whole((part.to - part.from) * Math.min(wanted / count, GROWTH));
    }
  } finally {
    await Promise.allSettled(parts.map(({ first }) => first));
  }
}

function whole(width: number): number {
  return Math.max(Math.round(width / STEP), 1) * STEP;
}
