import { UserError } from "../user_error.ts";

/** Where a list goes on: a page, by its path and query, and how many items of that page were already given. */
export interface Position {
  path: string;
  skip: number;
}

/** Query parameters that say which list it is; paging and moving time bounds may differ from page to page. */
const IDENTITY = ["q", "search", "filter", "type", "status", "sortBy", "sortOrder"];

/** Okta's longest page URLs carry a search expression and an opaque cursor; anything above this is none of ours. */
const MAX_LENGTH = 16_384;

/** No page of Okta's is longer (groups). */
const MAX_SKIP = 10_000;

/** An opaque text that names a position, in base64url (RFC 4648 section 5), so that it survives any transport. */
export function encodeCursor({ path, skip }: Position): string {
  return new TextEncoder().encode(JSON.stringify([skip, path])).toBase64({ alphabet: "base64url", omitPadding: true });
}

/**
 * The position that a cursor names.
 * @param expected Path and query of the list's first page. The cursor must belong to the same path and the same
 *   search, so that it can neither reach another part of the API nor answer an earlier question.
 * @throws UserError for garbage, another list, another search or another host.
 */
export function decodeCursor(cursor: string, expected: string): Position {
  const [skip, path] = parse(cursor);
  const origin = "https://org.invalid";
  const page = new URL(path, origin);
  const first = new URL(expected, origin);
  if (page.origin !== origin || page.pathname !== first.pathname || page.hash !== "") {
    throw new UserError("Cannot use this cursor: it belongs to another list. Leave cursor out to start from the top.");
  }
  for (const name of IDENTITY) {
    if (page.searchParams.get(name) !== first.searchParams.get(name)) {
      throw new UserError(
        `Cannot use this cursor: it belongs to a list with another ${name}. ` +
          "Repeat the arguments of the call that gave it, or leave cursor out to start from the top.",
      );
    }
  }
  return { path: page.pathname + page.search, skip };
}

function parse(cursor: string): [skip: number, path: string] {
  try {
    if (cursor.length > MAX_LENGTH) throw new RangeError();
    const bytes = Uint8Array.fromBase64(cursor, { alphabet: "base64url" });
    const [skip, path] = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (!Number.isInteger(skip) || skip < 0 || skip > MAX_SKIP || typeof path !== "string") throw new TypeError();
    new URL(path, "https://org.invalid");
    return [skip, path];
  } catch {
    throw new UserError(
      "Cannot read this cursor: it must be given exactly as an earlier result gave it. " +
        "Leave cursor out to start from the top.",
    );
  }
}
