import { UserError } from "../../user_error.ts";

/** How a time can be written, for descriptions of arguments and for errors. */
export const TIME_FORMS = "ISO 8601 (2026-01-31, 2026-01-31T09:30Z), 48h, 30m, 7d, 2w, 3 days ago, " +
  "6 months ago (of 30 days), last 24 hours, last week, now, today, yesterday; without a zone UTC is meant";

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const UNITS: Record<string, number> = {
  s: 1000,
  m: MINUTE,
  h: 60 * MINUTE,
  d: DAY,
  w: 7 * DAY,
  mo: 30 * DAY,
  y: 365 * DAY,
};

/** Seconds to years, short or long; how it begins tells which. */
const UNIT =
  "(s(?:ec(?:ond)?s?)?|m(?:in(?:ute)?s?)?|h(?:(?:ou)?rs?)?|d(?:ays?)?|w(?:eeks?|ks?)?|mo(?:nths?)?|y(?:(?:ea)?rs?)?)";
const SPAN = new RegExp(`^(?:last |past |(?:now ?)?- ?)?(?:(\\d{1,6}(?:\\.\\d{1,3})?) ?|(an?) |)${UNIT}(?: ago)?$`);

const ISO = /^(\d{4}-\d{2}-\d{2})(?:[t ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,9})?)?(z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * The time that an expression means; see `TIME_FORMS`. A length of time reaches back from `now`; `today`, `yesterday`
 * and a date alone are the start of that day in UTC.
 * @throws UserError naming the expression and the accepted forms.
 */
export function parseTime(expression: string, now: Date): Date {
  const wanted = expression.trim().toLowerCase().replace(/\s+/g, " ").replace(/^(in )?the /, "");
  const time = named(wanted, now) ?? spanBack(wanted, now) ?? iso(wanted);
  if (time === undefined || Number.isNaN(time) || time < 0) {
    throw new UserError(`Cannot read ${JSON.stringify(expression)} as a time. Write it as ${TIME_FORMS}.`);
  }
  return new Date(time);
}

function named(wanted: string, now: Date): number | undefined {
  const today = Math.floor(now.getTime() / DAY) * DAY;
  if (wanted === "now") return now.getTime();
  if (wanted === "today") return today;
  return wanted === "yesterday" ? today - DAY : undefined;
}

function spanBack(wanted: string, now: Date): number | undefined {
  const [, count, article, unit] = SPAN.exec(wanted) ?? [];
  // A bare "week" or "d" says too little: it takes a number, an article or "last".
  if (unit === undefined || (count === undefined && article === undefined && !/^(last|past) /.test(wanted))) return;
  return now.getTime() - Number(count ?? 1) * (UNITS[/^(mo|.)/.exec(unit)![0]] ?? NaN);
}

function iso(wanted: string): number | undefined {
  const [, date, minutes = "00:00", seconds = ":00", zone = "z"] = ISO.exec(wanted) ?? [];
  if (date === undefined) return undefined;
  // Date.parse would turn the 30th of February into a day of March.
  const day = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(day.getTime()) || !day.toISOString().startsWith(date)) return undefined;
  const offset = zone.replace(/^([+-]\d{2})(\d{2})$/, "$1:$2").toUpperCase();
  return Date.parse(`${date}T${minutes}${seconds}${offset}`);
}

/** A window of time, in the caller's words; what is left out is the default. */
export interface WindowArguments {
  since?: string | undefined;
  until?: string | undefined;
}

/**
 * The window that `since` and `until` mean. `until` is now where left out, and never later than now.
 * @param defaults.since What `since` is where left out, in the same forms: `24h`.
 * @throws UserError for an unreadable expression, a `since` in the future, or an empty window.
 */
export function parseWindow(
  { since, until }: WindowArguments,
  now: Date,
  defaults: { since: string },
): { since: Date; until: Date } {
  const end = new Date(Math.min(parseTime(until ?? "now", now).getTime(), now.getTime()));
  const start = parseTime(since ?? defaults.since, now);
  if (start > now) {
    throw new UserError(
      `Cannot look from ${JSON.stringify(since)} on: ${start.toISOString()} is in the future; ` +
        `it is ${now.toISOString()}. Give a since in the past.`,
    );
  }
  if (start >= end) {
    const given = since === undefined ? `since (by default ${defaults.since})` : `since ${JSON.stringify(since)}`;
    throw new UserError(
      `Cannot look from ${start.toISOString()} until ${end.toISOString()}: until must be later. ` +
        `Change ${given} or until ${JSON.stringify(until ?? "now")}.`,
    );
  }
  return { since: start, until: end };
}
