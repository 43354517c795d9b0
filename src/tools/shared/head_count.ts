import type { Slice } from "../../okta/list.ts";

/** `nobody`, `1 person`, `12 people`, `more than 200 people`: Okta tells no number, so a page is counted. */
export function headCount({ items, cursorAfter }: Slice<unknown>): string {
  const count = items.length === 1 ? "1 person" : items.length === 0 ? "nobody" : `${items.length} people`;
  return cursorAfter() === undefined ? count : `more than ${count}`;
}
