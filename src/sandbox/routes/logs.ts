/** The System Log. */
import { type Context, ok, query, type Reply } from "../context.ts";
import { invalid, OktaError } from "../errors.ts";
import { type Filter, matches, type Operator } from "../filter.ts";
import { decodeCursor, encodeCursor, limitOf, linkHeader } from "../paging.ts";
import { routes } from "../router.ts";
import { readFilter, type SearchRules } from "../search.ts";
import type { EventRecord } from "../state.ts";

const PATH = "/api/v1/logs";

export const logRoutes = routes("okta.logs", [["GET", PATH, listEvents]]);

const DAY_MS = 24 * 60 * 60 * 1000;
const DEFAULT_SPAN_MS = 7 * DAY_MS;
const RETENTION_MS = 90 * DAY_MS;
/** A `since` that lies further back is refused, not only empty. */
const MAX_SINCE_MS = 180 * DAY_MS;
const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1000;
const MAX_WORDS = 10;
const MAX_WORD_LENGTH = 40;

/**
 * Bounded by `since` and `until` the answer is finite; without `until`, ascending, it is a poll that always has a next
 * page. A cursor keeps the lower bound itself: `since` and `after` exclude each other.
 */
function listEvents(context: Context): Reply {
  const { now } = context;
  const descending = isDescending(context);
  const until = timeOf(context, "until");
  const limit = logLimit(context);
  const asked = query(context, "after") === undefined ? undefined : readCursor(context);
  const since = asked?.since ?? timeOf(context, "since") ?? (until ?? now.getTime()) - DEFAULT_SPAN_MS;
  if (since < now.getTime() - MAX_SINCE_MS) {
    throw new OktaError("E0000053", { subject: "Invalid parameter: since is more than 180 days ago" });
  }

  const from = Math.max(since, now.getTime() - RETENTION_MS);
  const wanted = wantedEvents(context);
  const { events: all } = context.state;
  const [first, end] = [countBefore(all, from), until === undefined ? all.length : countBefore(all, until + 1)];
  const events = all.slice(first, end).filter(wanted);
  if (descending) events.reverse();

  const start = asked === undefined ? 0 : events.findIndex(({ uuid }) => uuid === asked.uuid) + 1;
  const page = events.slice(start, start + limit);
  const isPoll = until === undefined && !descending;
  const last = page.at(-1)?.uuid ?? asked?.uuid ?? "";
  const hasNext = isPoll || start + limit < events.length;
  const after = encodeCursor(PATH, [last, String(since)]);
  return ok(page, [
    linkHeader(context, "self", {}),
    ...(hasNext ? [linkHeader(context, "next", { after, since: undefined, limit: String(limit) })] : []),
  ]);
}

/** How many events were published before a time, in milliseconds: their order makes looking at a few of them enough. */
function countBefore(events: readonly EventRecord[], time: number): number {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Date.parse(events[middle]!.published) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isDescending(context: Context): boolean {
  const order = query(context, "sortOrder") ?? "ASCENDING";
  if (order !== "ASCENDING" && order !== "DESCENDING") {
    throw invalid("sortOrder", `sortOrder: expected ASCENDING or DESCENDING, found '${order}'`);
  }
  return order === "DESCENDING";
}

/** Unlike other lists, a limit that is too high is refused. */
function logLimit(context: Context): number {
  const text = query(context, "limit");
  if (text !== undefined && Number(text) > MAX_LIMIT) {
    throw invalid("limit", `limit: expected a number between 1 and ${MAX_LIMIT}, found '${text}'`);
  }
  return limitOf(context, DEFAULT_LIMIT, MAX_LIMIT);
}

function readCursor(context: Context): { uuid: string; since: number } {
  if (query(context, "since") !== undefined) throw invalid("after", "after: cannot be given together with since");
  const [uuid, since] = decodeCursor(PATH, query(context, "after") ?? "") ?? [];
  if (uuid === undefined || since === undefined) throw new OktaError("E0000031", { causes: ["Invalid cursor."] });
  return { uuid, since: Number(since) };
}

function timeOf(context: Context, name: "since" | "until"): number | undefined {
  const text = query(context, name);
  if (text === undefined) return undefined;
  const time = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:?\d\d)?)?$/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(time)) {
    throw invalid(`'${name}': must be a valid date-time or empty.`, `${name}: must be a valid date-time or empty.`);
  }
  return time;
}

function wantedEvents(context: Context): (event: EventRecord) => boolean {
  const [text, q] = [query(context, "filter"), query(context, "q")];
  const filter: Filter | undefined = text === undefined ? undefined : readFilter(text, filterRules(text));
  const words = keywords(q ?? "");
  return (event) => (filter === undefined || matches(filter, event, true)) && hasAll(event, words);
}

const OPERATORS: readonly Operator[] = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le", "pr"];
/** Fields of an event that hold an object each: anything below them can be asked for. */
const OBJECTS =
  /^(actor|client|device|authenticationContext|outcome|target|transaction|debugContext\.debugData|request\.ipChain|securityContext)\.[\w.]+$/;
const TEXTS = ["uuid", "eventType", "severity", "displayMessage", "version", "legacyEventType"];
/** Too long to look into. */
const NO_CONTAINS = ["debugContext.debugData.url", "debugContext.debugData.requestUri"];

function filterRules(text: string): SearchRules {
  return {
    operatorsOf(path) {
      if (!TEXTS.includes(path) && !OBJECTS.test(path)) return undefined;
      return NO_CONTAINS.includes(path) ? OPERATORS.filter((operator) => operator !== "co") : OPERATORS;
    },
    not: true,
    refuse(problem, message) {
      if (problem === "syntax") return new OktaError("E0000053", { subject: `Invalid filter '${text}': ${message}` });
      if (problem === "attribute") return new OktaError("E0000053", { subject: `field is not valid: ${message}` });
      return new OktaError("E0000031", { causes: [message] });
    },
  };
}

function keywords(q: string): string[] {
  const words = q.toLowerCase().split(/\s+/).filter((word) => word !== "");
  if (words.length > MAX_WORDS) throw invalid("'q'", `q: more than ${MAX_WORDS} keywords`);
  const long = words.find((word) => word.length > MAX_WORD_LENGTH);
  if (long !== undefined) throw invalid("'q'", `q: the keyword '${long}' is longer than ${MAX_WORD_LENGTH} characters`);
  return words;
}

/** Each keyword is a whole word somewhere in the event; the parts between hyphens count as words too. */
function hasAll(event: EventRecord, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const found = new Set<string>();
  collectWords(event, found);
  return words.every((word) => found.has(word));
}

function collectWords(value: unknown, into: Set<string>): void {
  if (typeof value === "string") {
    for (const word of value.toLowerCase().split(/[\s,;"'{}()=]+/)) {
      into.add(word);
      for (const part of word.split(/[-@/]/)) into.add(part);
    }
  } else if (typeof value === "object" && value !== null) {
    for (const part of Object.values(value)) collectWords(part, into);
  }
}
