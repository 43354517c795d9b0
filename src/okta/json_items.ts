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

/** An object of a JSON array. */
export interface JsonItem {
  /** Its text, with `null` for the members that were to be left out. */
  readonly brief: string;
  /** Its text as it stands. */
  whole(): string;
}

/**
 * The objects in a JSON array, one at a time: a long list that is parsed as a whole takes many times the memory of its
 * bytes at once, and members that nobody reads take most of the time.
 * @param without Names of members of the objects that `brief` leaves out, unless there is a space behind the name.
 * @throws SyntaxError where it is not an array of objects, or where it is cut off.
 */
export function* jsonItems(bytes: Uint8Array, without: readonly string[] = []): Generator<JsonItem, void, undefined> {
  const names = without.map((name) => encoder.encode(JSON.stringify(name)));
  let depth = 0;
  let start = 0;
  /** What `brief` has up to `taken`. */
  let brief = "";
  let taken = 0;
  for (let i = 0; i < bytes.length; i++) {
    switch (bytes[i]) {
      case QUOTE: {
        const first = i;
        i = endOfString(bytes, i);
        if (depth !== 1 || bytes[i + 1] !== COLON || !isOneOf(names, bytes, first, i)) break;
        brief += decoder.decode(bytes.subarray(taken, i + 2)) + "null";
        taken = endOfValue(bytes, i + 2);
        i = taken - 1;
        break;
      }
      case OPENING:
        if (depth++ > 0) break;
        between(bytes.subarray(start, i), start === 0 ? /^\s*\[\s*$/ : /^\s*,\s*$/);
        [start, taken, brief] = [i, i, ""];
        break;
      case CLOSING: {
        if (--depth > 0) break;
        const item = bytes.subarray(start, i + 1);
        yield { brief: brief + decoder.decode(bytes.subarray(taken, i + 1)), whole: () => decoder.decode(item) };
        start = i + 1;
      }
    }
  }
  between(bytes.subarray(start), start === 0 ? /^\s*\[\s*\]\s*$/ : /^\s*\]\s*$/);
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
