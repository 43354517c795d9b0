/** Times are milliseconds since the epoch, durations are milliseconds. */

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A record's time: Okta keeps whole seconds there, and writes the milliseconds as zeros. */
export function recordTime(at: number): string {
  return new Date(at - at % SECOND).toISOString();
}

/** Midnight, local to a place `utcOffset` hours ahead of UTC, at the start of the day that holds `at`. */
export function localMidnight(at: number, utcOffset: number): number {
  const local = at + utcOffset * HOUR;
  return local - local % DAY - utcOffset * HOUR;
}

/** 0 for Sunday to 6 for Saturday, as seen at a place `utcOffset` hours ahead of UTC. */
export function localWeekday(at: number, utcOffset: number): number {
  return new Date(at + utcOffset * HOUR).getUTCDay();
}

/** The latest `hour`:`minute` on a local clock that lies at least `margin` before `now`. */
export function lastLocal(now: number, utcOffset: number, hour: number, minute: number, margin: number): number {
  const latest = now - margin;
  const at = localMidnight(latest, utcOffset) + hour * HOUR + minute * MINUTE;
  return at <= latest ? at : at - DAY;
}
