import type { Okta } from "./client.ts";
import { decodeCursor, encodeCursor, type Position } from "./cursor.ts";
import { address, type ListInit, type ListPath, type Page, pagesFrom } from "./pages.ts";

/** How much of a list is wanted, and from where. */
export interface Span {
  /** The most items to give. */
  limit: number;
  /** From an earlier slice of the same list. */
  cursor?: string;
}

/** A part of a list. */
export interface Slice<T> {
  items: T[];
  /**
   * The cursor that goes on after the first `count` items (all of them unless said otherwise: a caller who can show
   * fewer than it got resumes where it stopped); `undefined` at the end of the list.
   */
  cursorAfter(count?: number): string | undefined;
}

/** The parameters of a list's path, as the contract types them. */
export type ListParams<P extends ListPath> = NonNullable<ListInit<P>["params"]>;

/**
 * Up to `limit` items of a list, over as many pages as that takes.
 * @param read What to make of an item; `undefined` leaves it out.
 * @throws UserError for a cursor that is not of this list, OktaError.
 */
export function slice<P extends ListPath, T>(
  okta: Okta,
  path: P,
  params: ListParams<P>,
  span: Span,
  read: (item: unknown) => T | undefined,
): Promise<Slice<T>> {
  return sliceFrom(address(path, params), (start, more) => pagesFrom(okta, start, more), span, read);
}

/**
 * The same of any list.
 * @param first Path and query of its first page.
 * @param pagesOf Reads the pages from a path and query on; `more` as in `pagesFrom`.
 */
export async function sliceFrom<T>(
  first: string,
  pagesOf: (path: string, more: () => boolean) => AsyncIterable<Pick<Page<unknown>, "items" | "next">>,
  { limit, cursor }: Span,
  read: (item: unknown) => T | undefined,
): Promise<Slice<T>> {
  const items: T[] = [];
  let place = cursor === undefined ? { path: first, skip: 0 } : decodeCursor(cursor, first);
  /** Where the list goes on after no item, after one, … */
  const positions: Position[] = [place];
  let end: Position | undefined;
  /** The most items that a page has given so far. */
  let most: number | undefined;
  const more = () => most !== undefined && items.length + most < limit;
  for await (const page of pagesOf(place.path, more)) {
    const before = items.length;
    let { path, skip } = place;
    for (; skip < page.items.length && items.length < limit; skip++) {
      const item = read(page.items[skip]);
      if (item === undefined) continue;
      items.push(item);
      positions.push({ path, skip: skip + 1 });
    }
    most = Math.max(most ?? 0, items.length - before);
    if (skip < page.items.length) end = { path, skip };
    else end = page.next === undefined ? undefined : { path: page.next, skip: 0 };
    if (end === undefined || items.length >= limit) break;
    place = end;
  }
  return {
    items,
    cursorAfter(count = items.length) {
      const position = count < items.length ? positions[count] : end;
      return position && encodeCursor(position);
    },
  };
}

/** Every item of a list, all pages of it. For lists that are short by nature, such as one person's groups. */
export async function all<P extends ListPath, T>(
  okta: Okta,
  path: P,
  params: ListParams<P>,
  read: (item: unknown) => T,
): Promise<T[]> {
  const items: T[] = [];
  for await (const page of pagesFrom(okta, address(path, params), () => true)) {
    items.push(...page.items.map(read));
  }
  return items;
}
