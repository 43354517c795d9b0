const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPENING = 0x7b; // {
const CLOSING = 0x7d; // }
const OPENING_LIST = 0x5b; // [
const CLOSING_LIST = 0x5d; // ]

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const NULL = encoder.encode("null");

/** An object of a JSON array. */
export class JsonItem {
  /** Its text, with `null` for the members that were to be left out. */
  readonly brief: string;
  readonly #bytes: Uint8Array;

  constructor(brief: string, bytes: Uint8Array) {
    this.brief = brief;
    this.#bytes = bytes;
  }

  /** Its text as it stands; while the bytes of the array do. */
  whole(): string {
    return decoder.decode(this.#bytes);
  }
}

/**
 * The objects in a JSON array, one at a time: a long list that is parsed as a whole takes many times the memory of its
 * bytes at once, and members that nobody reads take most of the time.
 * @param without Names of members of the objects that `brief` leaves out, unless there is a space behind the name.
 * @throws SyntaxError where it is not an array of objects, or where it is cut off.
 */
export function* jsonItems(bytes: Uint8Array, without: readonly string[] = []): Generator<JsonItem, void, undefined> {
  const names = without.map((name) => encoder.encode(JSON.stringify(name)));
  const brief = new Gathered();
  let end = 0;
  for (let start = 0; (start = bytes.indexOf(OPENING, end)) >= 0;) {
    if (end === 0) between(bytes.subarray(0, start), /^\s*\[\s*$/);
    else if (start !== end + 1 || bytes[end] !== COMMA) between(bytes.subarray(end, start), /^\s*,\s*$/);
    end = gatherItem(bytes, start, names, brief);
    yield new JsonItem(brief.text(), bytes.subarray(start, end));
  }
  between(bytes.subarray(end), end === 0 ? /^\s*\[\s*\]\s*$/ : /^\s*\]\s*$/);
}

/**
 * Gathers the object that begins at `start`, with `null` for the members of these names. Apart from the generator, in
 * which loops are slow.
 * @returns where the object is over
 */
function gatherItem(bytes: Uint8Array, start: number, names: readonly Uint8Array[], gathered: Gathered): number {
  let depth = 0;
  let taken = start;
  for (let i = start; i < bytes.length; i++) {
    switch (bytes[i]) {
      case QUOTE: {
        const first = i;
        i = endOfString(bytes, i);
        if (depth !== 1 || bytes[i + 1] !== COLON || !isOneOf(names, bytes, first, i)) break;
        gathered.add(bytes.subarray(taken, i + 2));
        gathered.add(NULL);
        taken = endOfValue(bytes, i + 2);
        i = taken - 1;
        break;
      }
      case OPENING:
        depth++;
        break;
      case CLOSING:
        if (--depth > 0) break;
        gathered.add(bytes.subarray(taken, i + 1));
        return i + 1;
    }
  }
  throw new SyntaxError("it is cut off");
}

/** Bytes to be decoded at once: to decode each piece takes longer than to bring them together. */
class Gathered {
  #bytes = new Uint8Array(8_192);
  #length = 0;

  add(piece: Uint8Array): void {
    const length = this.#length + piece.length;
    if (length > this.#bytes.length) {
      const larger = new Uint8Array(2 * length);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(piece, this.#length);
    this.#length = length;
  }

  /** What was added since the last time. */
  text(): string {
    const text = decoder.decode(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
    return text;
  }
}

/** Where the string that begins at `from` has its closing quote. */
function endOfString(bytes: Uint8Array, from: number): number {
  let i = from + 1;
  for (; i < bytes.length && bytes[i] !== QUOTE; i++) if (bytes[i] === BACKSLASH) i++;
  return i;
}

/** Where the value of a member that begins at `from` is over: at a comma, or at the brace that closes the object. */
function endOfValue(bytes: Uint8Array, from: number): number {
  let depth = 0;
  for (let i = from; i < bytes.length; i++) {
    switch (bytes[i]) {
      case QUOTE:
        i = endOfString(bytes, i);
        break;
      case OPENING:
      case OPENING_LIST:
        depth++;
        break;
      case CLOSING:
      case CLOSING_LIST:
        if (depth-- === 0) return i;
        break;
      case COMMA:
        if (depth === 0) return i;
    }
  }
  return bytes.length;
}

/** Whether one of the names stands there. In loops: closures for every string would be most of the garbage. */
function isOneOf(names: readonly Uint8Array[], bytes: Uint8Array, first: number, last: number): boolean {
  next: for (const name of names) {
    if (name.length !== last - first + 1) continue;
    for (let i = 0; i < name.length; i++) if (name[i] !== bytes[first + i]) continue next;
    return true;
  }
  return false;
}

function between(bytes: Uint8Array, expected: RegExp): void {
  if (bytes.length < 1_000 && expected.test(decoder.decode(bytes))) return;
  throw new SyntaxError("it is not a whole list of objects");
}
