import { isObject } from "./read.ts";

/** One place where two documents differ. `undefined` means: not there. */
export interface Difference {
  /** Keys joined by dots; a key that is not a plain word stands in brackets and quotes: `settings["a.b"].url`. */
  path: string;
  before: unknown;
  after: unknown;
}

/** Okta changes these with every write: they say nothing about what was changed. */
const IGNORED = new Set(["lastUpdated", "_links"]);

/**
 * What differs between two JSON documents, ordered by path key by key. Objects are compared inside; arrays are one
 * value, as Okta replaces them whole. `null` is the same as absent: Okta writes what is not set now this way, now that.
 * `lastUpdated` and `_links` are ignored at every depth.
 */
export function diff(before: unknown, after: unknown): Difference[] {
  return differences(before, after, "");
}

function differences(before: unknown, after: unknown, path: string): Difference[] {
  if (!isObject(before) || !isObject(after)) return equal(before, after) ? [] : [{ path, before, after }];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => !IGNORED.has(key))
    .sort()
    .flatMap((key) => differences(own(before, key), own(after, key), join(path, key)));
}

/** Whether two JSON values are the same but for what `diff` ignores. */
export function equal(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => equal(item, b[i]));
  return isObject(a) && isObject(b) ? diff(a, b).length === 0 : (a ?? null) === (b ?? null);
}

/** Without what the prototype would lend to a key such as `constructor`. */
function own(object: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function join(path: string, key: string): string {
  if (!/^[A-Za-z_$][\w$-]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}
