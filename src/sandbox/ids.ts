/**
 * Everything in the demo org that looks random: ids, request ids, tokens. One seeded stream, so that the same seed and
 * the same requests give the same answers.
 */

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const HEX = "0123456789abcdef";

/** Okta's ids are 20 characters: a prefix that names the kind, then base 62. */
const ID_LENGTH = 20;

export class Ids {
  #state: number;

  constructor(seed: number) {
    // Mixed once, so that neighbouring seeds give unrelated streams.
    this.#state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  }

  /** An id such as `00u…` (user), `00g…` (group), `nzo…` (zone). */
  id(prefix: string): string {
    return prefix + this.#text(LETTERS, ID_LENGTH - prefix.length);
  }

  /** The value of `x-okta-request-id`: 32 hexadecimal digits. */
  requestId(): string {
    return this.#text(HEX, 32);
  }

  /** A UUID for a System Log event. */
  uuid(): string {
    const part = (length: number) => this.#text(HEX, length);
    return `${part(8)}-${part(4)}-4${part(3)}-a${part(3)}-${part(12)}`;
  }

  /** A token, a temporary password, a support reference: `length` letters and digits. */
  token(length: number): string {
    return this.#text(LETTERS, length);
  }

  #text(alphabet: string, length: number): string {
    return Array.from({ length }, () => alphabet[Math.floor(this.#next() * alphabet.length)]).join("");
  }

  /** mulberry32: 32 bits of state, uniform in [0, 1). */
  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }
}
