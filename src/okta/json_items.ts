const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = 0x7b; // {
const CLOSING = 0x7d; // }

const decoder = new TextDecoder();

/**
 * The texts of the objects in a JSON array, one at a time: a long list that is parsed as a whole takes many times the
 * memory of its bytes at once.
 * @throws SyntaxError where it is not an array of objects, or where it is cut off.
 */
export function* jsonItems(bytes: Uint8Array): Generator<string, void, undefined> {
  let depth = 0;
  let start = 0;
  for (let i = 0; i < bytes.length; i++) {
    switch (bytes[i]) {
      case QUOTE:
        for (i++; i < bytes.length && bytes[i] !== QUOTE; i++) if (bytes[i] === BACKSLASH) i++;
        break;
      case OPENING:
        if (depth++ > 0) break;
        between(bytes.subarray(start, i), start === 0 ? /^\s*\[\s*$/ : /^\s*,\s*$/);
        start = i;
        break;
      case CLOSING:
        if (--depth > 0) break;
        yield decoder.decode(bytes.subarray(start, i + 1));
        start = i + 1;
    }
  }
  between(bytes.subarray(start), start === 0 ? /^\s*\[\s*\]\s*$/ : /^\s*\]\s*$/);
}

function between(bytes: Uint8Array, expected: RegExp): void {
  if (bytes.length < 1_000 && expected.test(decoder.decode(bytes))) return;
  throw new SyntaxError("it is not a whole list of objects");
}
