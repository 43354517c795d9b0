/** How often something occurred. */
export interface Count {
  value: string;
  count: number;
}

/**
 * Counts values in bounded memory: when more than twice `capacity` different ones are held, the rarest are dropped.
 * Exact for up to twice `capacity` different values; beyond, a value's count may be short by what was dropped of it.
 */
export class Tally {
  readonly #capacity: number;
  readonly #counts = new Map<string, Count>();
  #dropped = false;

  constructor(capacity = 5_000) {
    this.#capacity = capacity;
  }

  /** Counts one more of a value, or several; an absent one is not counted. */
  add(value: string | null | undefined, count = 1): void {
    if (value === undefined || value === null || value === "") return;
    const known = this.#counts.get(value);
    if (known !== undefined) {
      known.count += count;
      return;
    }
    this.#counts.set(value, { value, count });
    if (this.#counts.size > 2 * this.#capacity) {
      this.#dropped = true;
      for (const { value } of this.all().slice(this.#capacity)) this.#counts.delete(value);
    }
  }

  /** Counts all that another has counted. */
  addAll(other: Tally): void {
    this.#dropped ||= other.#dropped;
    for (const { value, count } of other.#counts.values()) this.add(value, count);
  }

  /** Whether every value was held all the time, so that counts and `size` are exact. */
  get exact(): boolean {
    return !this.#dropped;
  }

  /** How many different values are held. */
  get size(): number {
    return this.#counts.size;
  }

  /** The values that occurred most, the most frequent first; equally frequent ones by name. */
  top(count: number): Count[] {
    return this.all().slice(0, count);
  }

  /** Every value held, ordered as `top` does. */
  all(): Count[] {
    return [...this.#counts.values()]
      .map(({ value, count }) => ({ value, count }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  }
}
