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

/** Members of an object that are wanted: whole (`true`), or only some of what is in them, or in the items of their lists. */
export interface Members {
  readonly [name: string]: true | Members;
}

/** Reads the objects in JSON arrays, one at a time: a long list that is parsed as a whole takes many times its memory. */
export class JsonItems {
  readonly #wanted: Wanted | undefined;
  readonly #words = new Words();

  /**
   * @param members What to read of each object; the rest is passed over, which is many times quicker. All where left out.
   * A name that is written with escapes is not found.
   */
  constructor(members?: Members) {
    this.#wanted = members && wantedOf("", members);
  }

  /** @throws SyntaxError where it is not an array of objects, or where it is cut off. */
  *of(bytes: Uint8Array): Generator<unknown, void, undefined> {
    const reader = new Reader(bytes, this.#words);
    let end = 0;
    for (let start = 0; (start = bytes.indexOf(OPENING, end)) >= 0; end = reader.end) {
      if (end === 0) between(bytes.subarray(0, start), /^\s*\[\s*$/);
      else if (start !== end + 1 || bytes[end] !== COMMA) between(bytes.subarray(end, start), /^\s*,\s*$/);
      reader.end = start;
      yield reader.value(this.#wanted);
    }
    between(bytes.subarray(end), end === 0 ? /^\s*\[\s*\]\s*$/ : /^\s*\]\s*$/);
  }
}

function between(bytes: Uint8Array, expected: RegExp): void {
  if (bytes.length < 1_000 && expected.test(decoder.decode(bytes))) return;
  throw new SyntaxError("it is not a whole list of objects");
}

/** A value of which something is wanted. */
interface Wanted {
  readonly name: string;
  /** The name as it is written, with its quotes. */
  readonly written: Uint8Array;
  /** The members that are wanted, by the length of their names as written; all where left out. */
  readonly members: readonly (readonly Wanted[])[] | undefined;
}

function wantedOf(name: string, inner: true | Members): Wanted {
  const written = encoder.encode(JSON.stringify(name));
  if (inner === true) return { name, written, members: undefined };
  const members: Wanted[][] = [];
  for (const [name, value] of Object.entries(inner)) {
    const member = wantedOf(name, value);
    (members[member.written.length] ??= []).push(member);
  }
  return { name, written, members };
}

/** Goes through a text once; only what is wanted becomes a value. */
class Reader {
  /** Where the value that was read last is over, and the next one begins. */
  end = 0;
  readonly #bytes: Uint8Array;
  readonly #words: Words;

  constructor(bytes: Uint8Array, words: Words) {
    this.#bytes = bytes;
    this.#words = words;
  }

  /** What is wanted of the value that begins at `end`; all of it where nothing in particular is. */
  value(wanted: Wanted | undefined): unknown {
    const start = this.end;
    const first = this.#bytes[start];
    if (first === QUOTE) return this.#text();
    const members = wanted?.members;
    if (members !== undefined && first === OPENING) return this.#object(members);
    if (members !== undefined && first === OPENING_LIST) return this.#list(wanted);
    this.end = endOfValue(this.#bytes, start);
    return JSON.parse(decoder.decode(this.#bytes.subarray(start, this.end)));
  }

  #object(members: NonNullable<Wanted["members"]>): unknown {
    const bytes = this.#bytes;
    const object: Record<string, unknown> = {};
    let at = begin(bytes, this.end + 1);
    while (bytes[at] !== CLOSING) {
      if (bytes[at] !== QUOTE) throw new SyntaxError("a member has no name");
      const last = endOfString(bytes, at);
      const colon = begin(bytes, last + 1);
      if (bytes[colon] !== COLON) throw new SyntaxError("a member has no value");
      const member = named(members[last - at + 1], bytes, at);
      this.end = begin(bytes, colon + 1);
      if (member === undefined) this.end = endOfValue(bytes, this.end);
      else object[member.name] = this.value(member);
      at = this.#following(CLOSING);
    }
    this.end = at + 1;
    return object;
  }

  #list(wanted: Wanted | undefined): unknown[] {
    const items: unknown[] = [];
    let at = begin(this.#bytes, this.end + 1);
    while (this.#bytes[at] !== CLOSING_LIST) {
      this.end = at;
      items.push(this.value(wanted));
      at = this.#following(CLOSING_LIST);
    }
    this.end = at + 1;
    return items;
  }

  /** Where what follows a value begins: what stands behind a comma, or `closing`. */
  #following(closing: number): number {
    const at = begin(this.#bytes, this.end);
    if (this.#bytes[at] === closing) return at;
    if (this.#bytes[at] !== COMMA) throw new SyntaxError("it is cut off");
    const next = begin(this.#bytes, at + 1);
    if (this.#bytes[next] === closing) throw new SyntaxError("nothing stands behind a comma");
    return next;
  }

  #text(): string {
    const start = this.end;
    const last = endOfString(this.#bytes, start);
    if (last >= this.#bytes.length) throw new SyntaxError("it is cut off");
    this.end = last + 1;
    return this.#words.at(this.#bytes, start, last);
  }
}

/** Where the white space that `at` may stand in is over. */
function begin(bytes: Uint8Array, at: number): number {
  for (;; at++) {
    const byte = bytes[at]!;
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return at;
  }
}

/** The texts of a list: most stand in many of its items, and to find one again takes a fraction of decoding it. */
class Words {
  readonly #known = new Array<string | undefined>(4_096);
  /** What was met last, by its hash: a text is kept when it comes a second time, as times and ids do not. */
  readonly #met = new Int32Array(this.#known.length);

  /** The text of a JSON string, whose quotes stand at `first` and `last`. */
  at(bytes: Uint8Array, first: number, last: number): string {
    let hash = 0;
    let all = 0;
    let escaped = last - first > 200; // too long to be found again
    for (let i = first + 1; i < last && !escaped; i++) {
      const byte = bytes[i]!;
      all |= byte;
      hash = Math.imul(hash ^ byte, 0x01000193);
      escaped = byte === BACKSLASH;
    }
    if (escaped || all >= 0x80) return JSON.parse(decoder.decode(bytes.subarray(first, last + 1)));
    const slot = (hash ^ hash >>> 15) & (this.#known.length - 1);
    const known = this.#known[slot];
    if (known !== undefined && isAt(known, bytes, first, last)) return known;
    const text = decoder.decode(bytes.subarray(first + 1, last));
    if (this.#met[slot] === hash) this.#known[slot] = text;
    else this.#met[slot] = hash;
    return text;
  }
}

/** Whether an ASCII text stands between two quotes. */
function isAt(text: string, bytes: Uint8Array, first: number, last: number): boolean {
  if (text.length !== last - first - 1) return false;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== bytes[first + 1 + i]) return false;
  return true;
}

/** Which of the members, whose names are as long as the one at `first`, it names. In loops: closures would be most of the garbage. */
function named(members: readonly Wanted[] | undefined, bytes: Uint8Array, first: number): Wanted | undefined {
  if (members === undefined) return undefined;
  next: for (const member of members) {
    const { written } = member;
    for (let i = 0; i < written.length; i++) if (written[i] !== bytes[first + i]) continue next;
    return member;
  }
  return undefined;
}

/** Where the string that begins at `from` has its closing quote. */
function endOfString(bytes: Uint8Array, from: number): number {
  const { length } = bytes;
  for (let i = from + 1; i < length; i++) {
    const byte = bytes[i];
    if (byte === QUOTE) return i;
    if (byte === BACKSLASH) i++;
  }
  return length;
}

/** Where the value that begins at `from` is over. */
function endOfValue(bytes: Uint8Array, from: number): number {
  const { length } = bytes;
  let depth = 0;
  for (let i = from; i < length; i++) {
    const byte = bytes[i]!;
    if (byte === QUOTE) i = endOfString(bytes, i);
    else if (byte === COMMA) {
      if (depth === 0) return i;
    } else if (byte === OPENING || byte === OPENING_LIST) depth++;
    else if (byte === CLOSING || byte === CLOSING_LIST) {
      if (depth === 0) return i;
      if (--depth === 0) return i + 1;
    }
  }
  throw new SyntaxError("it is cut off");
}
