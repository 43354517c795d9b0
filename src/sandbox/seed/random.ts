/** A small seeded source of pseudo-random choices. Not for secrets: the demo org only needs to look alive and be repeatable. */

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Each byte in hexadecimal: much quicker than to write numbers out, and the log has tens of thousands. */
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

export class Random {
  #state: number;

  /** Two sources made from the same text give the same choices. */
  constructor(seed: string) {
    let hash = 0x811c9dc5; // FNV-1a
    for (let i = 0; i < seed.length; i++) hash = Math.imul(hash ^ seed.charCodeAt(i), 0x01000193);
    this.#state = hash;
  }

  /** An integer from 0 to 2³² − 1 (splitmix32). */
  next(): number {
    this.#state = (this.#state + 0x9e3779b9) | 0;
    let z = this.#state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  }

  /** An integer from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + this.next() % (high - low + 1);
  }

  chance(probability: number): boolean {
    return this.next() < probability * 2 ** 32;
  }

  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new Error("Cannot pick: the list is empty");
    return list[this.next() % list.length] as T;
  }

  /** Lower-case hexadecimal digits. */
  hex(length: number): string {
    let text = "";
    while (text.length < length) {
      const bits = this.next();
      text += HEX[bits >>> 24]! + HEX[bits >>> 16 & 255]! + HEX[bits >>> 8 & 255]! + HEX[bits & 255]!;
    }
    return text.slice(0, length);
  }

  /** Letters and digits, as in Okta's ids. */
  base62(length: number): string {
    let text = "";
    while (text.length < length) {
      let bits = this.next();
      for (let i = 0; i < 5 && text.length < length; i++) {
        text += BASE62[bits % 62];
        bits = Math.floor(bits / 62);
      }
    }
    return text;
  }
}
