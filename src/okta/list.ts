import type { Okta } from "./client.ts";
import { decodeCursor, encodeCursor, type Position } from "./cursor.ts";
import { type ListInit, type ListPath, type Page, pageAt, pages } from "./pages.ts";

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
  return sliceFrom(address(path, params), (page) => pageAt(okta, page), span, read);
}

/**
 * The same of any list.
 * @param first Path and query of its first page.
 * @param pageOf Reads the page at a path and query.
 */
export async function sliceFrom<T>(
  first: string,
  pageOf: (path: string) => Promise<Pick<Page<unknown>, "items" | "next">>,
  { limit, cursor }: Span,
  read: (item: unknown) => T | undefined,
): Promise<Slice<T>> {
  const items: T[] = [];
  const start = cursor === undefined ? { path: first, skip: 0 } : decodeCursor(cursor, first);
  /** Where the list goes on after no item, after one, … */
  const positions: Position[] = [start];
  let position: Position | undefined = start;
  while (position !== undefined && items.length < limit) {
    const page: Pick<Page<unknown>, "items" | "next"> = await pageOf(position.path);
    for (const raw of page.items.slice(position.skip)) {
      if (items.length >= limit) break;
      position = { path: position.path, skip: position.skip + 1 };
      const item = read(raw);
      if (item === undefined) continue;
      items.push(item);
      positions.push(position);
    }
    if (position.skip >= page.items.length) {
      position = page.next === undefined ? undefined : { path: page.next, skip: 0 };
    }
  }
  const end = position;
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
  for await (const page of pages(okta, path, { params } as ListInit<P>)) items.push(...page.items.map(read));
  return items;
}

/** Path and query of a list's first page, every value encoded so that it stays in its place. */
export function address(path: string, params: { path?: unknown; query?: unknown }): string {
  const segments = (params.path ?? {}) as Record<string, string>;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params.query ?? {})) if (value !== undefined) query.set(name, `${value}`);
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(segments[name] ?? ""));
  return query.size === 0 ? filled : `${filled}?${query}`;
}
