/** Pages with opaque cursors in `Link` headers. */
import { type Context, query } from "./context.ts";
import { invalid, OktaError } from "./errors.ts";
import { hash } from "./hash.ts";

export interface PageRules<T> {
  /** Items on a page when the request does not say. */
  defaultLimit: number;
  /** A larger `limit` is cut to this without a word, as Okta does. */
  maxLimit: number;
  /** What a cursor remembers of the last item. */
  keyOf: (item: T) => string;
  /** False for answers that Okta never pages (`q`): no `next`. */
  paged?: boolean;
  /** Code for a bad cursor; `E0000029` unless the list is a search. */
  badCursor?: "E0000029" | "E0000031";
}

export interface Page<T> {
  items: T[];
  headers: [name: string, value: string][];
}

/**
 * The page of `all` that the request's `limit` and `after` ask for, with its `Link` headers: `self` with the limit in
 * force, `next` while there is more. Throws `E0000001` for a bad limit, `E0000029` or `E0000031` for a bad cursor.
 */
export function paginate<T>(context: Context, all: readonly T[], rules: PageRules<T>): Page<T> {
  const limit = limitOf(context, rules.defaultLimit, rules.maxLimit);
  const after = query(context, "after");
  const start = after === undefined ? 0 : startAfter(context, all, after, rules);
  const items = all.slice(start, start + limit);
  const last = items.at(-1);
  const headers = [linkHeader(context, "self", { limit: String(limit) })];
  if (last !== undefined && start + limit < all.length && rules.paged !== false) {
    const cursor = encodeCursor(context.url.pathname, [rules.keyOf(last), String(start + limit)]);
    headers.push(linkHeader(context, "next", { after: cursor, limit: String(limit) }));
  }
  return { items, headers };
}

/** The request's `limit`. Throws `E0000001` for one that is no positive number. */
export function limitOf(context: Context, defaultLimit: number, maxLimit: number): number {
  const text = query(context, "limit");
  if (text === undefined) return defaultLimit;
  if (!/^\d+$/.test(text) || Number(text) < 1) {
    throw invalid("limit", `limit: expected a number between 1 and ${maxLimit}, found '${text}'`);
  }
  return Math.min(Number(text), maxLimit);
}

/** A `Link` header to the request's own address with some parameters set, or removed where they are undefined. */
export function linkHeader(
  context: Context,
  rel: "self" | "next",
  changes: Record<string, string | undefined>,
): [string, string] {
  const url = new URL(context.url);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  url.searchParams.sort();
  return ["link", `<${url.href}>; rel="${rel}"`];
}

function startAfter<T>(context: Context, all: readonly T[], cursor: string, rules: PageRules<T>): number {
  const parts = decodeCursor(context.url.pathname, cursor);
  const [key, position] = parts ?? [];
  if (key === undefined || position === undefined) {
    throw new OktaError(rules.badCursor ?? "E0000029", { causes: ["Invalid cursor."] });
  }
  const index = all.findIndex((item) => rules.keyOf(item) === key);
  // The item may have gone since: then its old place is the best there is.
  return index < 0 ? Number(position) - 1 : index + 1;
}

/** An opaque cursor over some strings, good for one path only. */
export function encodeCursor(path: string, parts: readonly string[]): string {
  const text = parts.join("\n");
  return btoa(`${hash(`${path}\n${text}`)}\n${text}`).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The strings of a cursor, or undefined for one that this path did not give. */
export function decodeCursor(path: string, cursor: string): string[] | undefined {
  try {
    const [sum, ...parts] = atob(cursor.replaceAll("-", "+").replaceAll("_", "/")).split("\n");
    return sum === hash([path, ...parts].join("\n")) ? parts : undefined;
  } catch {
    return undefined;
  }
}
