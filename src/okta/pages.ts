import type { Client, ClientPathsWithMethod, FetchOptions, FetchResponse } from "openapi-fetch";
import type { paths } from "../../generated/okta.d.ts";
import type { Okta } from "./client.ts";
import { OktaError } from "./errors.ts";
import { unreadable } from "./failures.ts";

/** One page of a list. */
export interface Page<T> {
  items: T[];
  /** Path and query of the next page on the org's own host; none on the last page. */
  next?: string;
  response: Response;
}

/** A path of Okta's API that answers GET. */
export type ListPath = ClientPathsWithMethod<Client<paths>, "get">;

/** What one item of a list is; `never` where the path does not answer a list. */
export type ItemOf<P extends ListPath> =
  NonNullable<FetchResponse<paths[P]["get"], unknown, `${string}/${string}`>["data"]> extends (infer Item)[] ? Item
    : never;

/** The parameters of a list. */
export type ListInit<P extends ListPath> = Pick<FetchOptions<paths[P]["get"]>, "params">;

/**
 * Reads a list page by page, each when it is asked for.
 *
 * @param more as in {@linkcode pagesFrom}; never where left out
 * @throws {OktaError} as {@linkcode pageAt}
 *
 * @example
 * ```ts ignore
 * for await (const { items } of pages(okta, "/api/v1/users", { params: { query: { limit: 200 } } })) show(items);
 * ```
 */
export function pages<P extends ListPath>(
  okta: Okta,
  path: P,
  { params = {} }: ListInit<P>,
  more: () => boolean = () => false,
): AsyncGenerator<Page<ItemOf<P>>, void, undefined> {
  return pagesFrom(okta, address(path, params), more);
}

/**
 * Reads a list from the page at a path and query on.
 *
 * @param more Whether the page after the one on its way will be asked for as well, and may be sent for as soon as the
 * headers of that one tell where it is. Where it is not asked for after all, one request was for nothing.
 * @throws {OktaError} as {@linkcode pageAt}
 */
export async function* pagesFrom<T>(
  okta: Okta,
  path: string,
  more: () => boolean,
): AsyncGenerator<Page<T>, void, undefined> {
  let following: Promise<Page<T>> | undefined;

  function ask(path: string): Promise<Page<T>> {
    const begun = Promise.withResolvers<Response>();
    const page = pageAt<T>(okta, path, begun.resolve);
    begun.promise.then((response) => {
      const next = nextPage(okta, response);
      if (next !== undefined && following === undefined && more()) following = ask(next);
    }).catch(() => {}); // the page itself tells what is wrong with its headers
    page.catch(() => {}); // an error is met when the page's turn comes
    return page;
  }

  try {
    for (let coming: Promise<Page<T>> | undefined = ask(path); coming !== undefined;) {
      const page: Page<T> = await coming;
      yield page;
      coming = following ?? (page.next === undefined ? undefined : ask(page.next));
      following = undefined;
    }
  } finally {
    await following?.catch(() => {});
  }
}

/**
 * Reads one page of a list, for instance the one that an earlier page named as its next.
 *
 * @param pathAndQuery below the org, percent-encoded
 * @param onHeaders is told of the answer before the page itself has come
 * @throws {OktaError} for Okta's errors; of kind `unreadable` where the answer is not a list, or where its next page is
 * itself or another list; of kind `redirect` where the next page is on another host
 */
export async function pageAt<T>(
  okta: Okta,
  pathAndQuery: string,
  onHeaders?: (response: Response) => void,
): Promise<Page<T>> {
  const response = await okta.request("GET", pathAndQuery, onHeaders && { onHeaders });
  const asked = { method: "GET", path: new URL(response.url).pathname };
  const items = response.headers.get("content-length") === "0" ? undefined : await response.json();
  if (items === undefined) throw unreadable(asked, response, "the answer has no body");
  if (!Array.isArray(items)) throw unreadable(asked, response, "the answer is not a list");
  const next = nextPage(okta, response);
  return { items, response, ...next !== undefined && { next } };
}

/**
 * Path and query of the page after the one that an answer is.
 *
 * @throws {OktaError} as {@linkcode pageAt}
 */
export function nextPage(okta: Okta, response: Response): string | undefined {
  const next = nextLink(response.headers, okta.orgUrl);
  const { pathname, search } = new URL(response.url);
  if (next === undefined || (next !== pathname + search && next.replace(/\?.*/s, "") === pathname)) return next;
  const asked = { method: "GET", path: pathname };
  throw unreadable(asked, response, `its next page is said to be ${JSON.stringify(next)}`);
}

/** Path and query of a list's first page, every value encoded so that it stays in its place. */
export function address(path: string, params: { path?: unknown; query?: unknown }): string {
  const segments = (params.path ?? {}) as Record<string, string>;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params.query ?? {})) if (value !== undefined) query.set(name, `${value}`);
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(segments[name] ?? ""));
  return query.size === 0 ? filled : `${filled}?${query}`;
}

/**
 * The address of the next page, from the `Link` headers (RFC 8288): the target of the first link whose relations include
 * `next`, as path and query, exactly as Okta wrote them.
 *
 * @returns undefined on the last page
 * @throws {OktaError} of kind `redirect` where the link leads to another host, to which no credentials may go
 */
export function nextLink(headers: Headers, orgUrl: URL): string | undefined {
  for (const { target, relations } of parseLinks(headers.get("link") ?? "")) {
    if (!relations.includes("next")) continue;
    const url = URL.parse(target, orgUrl);
    if (url?.origin === orgUrl.origin) return url.pathname + url.search;
    throw new OktaError({
      kind: "redirect",
      method: "read",
      path: "the next page",
      summary: `its link leads to ${url?.origin ?? "no readable address"}, and not to ${orgUrl.origin}`,
    });
  }
  return undefined;
}

interface Link {
  target: string;
  /** In lower case; relations are compared without case (RFC 8288 §2.1.1). */
  relations: string[];
}

/** Reads a `Link` header, also one that joins several; what cannot be read ends the list (RFC 8288 §B.2). */
function parseLinks(header: string): Link[] {
  const links: Link[] = [];
  const target = /[\s,]*<([^>]*)>/y;
  const parameter = /\s*;\s*([^\s=;,"]*)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?/y;
  for (let found; (found = target.exec(header));) {
    let relation: string | undefined;
    parameter.lastIndex = target.lastIndex;
    for (let part; (part = parameter.exec(header));) {
      target.lastIndex = parameter.lastIndex;
      // Only the first `rel` of a link counts (RFC 8288 §3.3).
      if (part[1]!.toLowerCase() === "rel") relation ??= part[2]?.replace(/\\(.)/g, "$1") ?? part[3] ?? "";
    }
    links.push({ target: found[1]!.trim(), relations: relation?.toLowerCase().split(/\s+/) ?? [] });
  }
  return links;
}
