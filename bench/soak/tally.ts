/** What a soak counts, minute by minute. */

export interface Minute {
  answered: number;
  /** Errors that say what to do. */
  refused: number;
  /** Calls without any answer. */
  lost: number;
  /** Reported as done. */
  writes: number;
  /** A fault took Okta's answer, and the error said so. */
  uncertain: number;
  /** Made more than once by one consent. */
  doubled: number;
  /** Milliseconds of each call. */
  durations: number[];
  /** Resident memory in MB, looked at again and again. */
  memory: number[];
  /** Open file descriptors, sockets among them. */
  handles: number[];
}

const emptyMinute = (): Minute => ({
  answered: 0,
  refused: 0,
  lost: 0,
  writes: 0,
  uncertain: 0,
  doubled: 0,
  durations: [],
  memory: [],
  handles: [],
});

/** Several minutes as one. */
export function together(minutes: readonly Minute[]): Minute {
  const sum = emptyMinute();
  for (const minute of minutes) {
    for (const name of ["answered", "refused", "lost", "writes", "uncertain", "doubled"] as const) {
      sum[name] += minute[name];
    }
    for (const name of ["durations", "memory", "handles"] as const) sum[name].push(...minute[name]);
  }
  return sum;
}

/** The value below which this share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? NaN;
}

/** Minutes that fill as time goes by. */
export class Tally {
  readonly minutes: Minute[] = [];
  readonly #begin = Date.now();
  readonly #onMinute: (minute: Minute, number: number) => void;

  /** @param onMinute is told of every minute that is over, the first being 1 */
  constructor(onMinute: (minute: Minute, number: number) => void) {
    this.#onMinute = onMinute;
  }

  /** The minute that runs. */
  get now(): Minute {
    const index = Math.floor((Date.now() - this.#begin) / 60_000);
    while (this.minutes.length <= index) {
      if (this.minutes.length > 0) this.#onMinute(this.minutes.at(-1)!, this.minutes.length);
      this.minutes.push(emptyMinute());
    }
    return this.minutes[index]!;
  }
}

/** The cells of a row: how far, calls, refused, lost, doubled, milliseconds, memory, handles. */
export const COLUMNS = ["minutes", "calls", "refused", "lost", "twice", "p50, p99 (ms)", "memory (MB)", "handles"];

/** @param until The number of the last minute in it */
export function row(minute: Minute, until: number): string[] {
  const { answered, refused, lost, doubled, durations, memory, handles } = minute;
  const counts = [until, answered + refused + lost, refused, lost, doubled];
  const times = [0.5, 0.99].map((share) => quantile(durations, share).toFixed(0)).join(", ");
  return [...counts.map(String), times, quantile(memory, 0.5).toFixed(0), String(Math.max(...handles))];
}
