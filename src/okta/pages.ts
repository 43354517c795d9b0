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
 * Reads a list page by page, each only when it is asked for.
 *
 * @throws {OktaError} as {@linkcode pageAt}
 *
 * @example
 * ```ts ignore
 * for await (const { items } of pages(okta, "/api/v1/users", { params: { query: { limit: 200 } } })) show(items);
 * ```
 */
export async function* pages<P extends ListPath>(
  okta: Okta,
  path: P,
  init: ListInit<P>,
): AsyncGenerator<Page<ItemOf<P>>, void, undefined> {
  // The client's types do not follow a path that is itself a type parameter.
  const get = okta.api.GET as unknown as (
    path: P,
    init: ListInit<P>,
  ) => Promise<{ data?: unknown; response: Response }>;
  const { data, response } = await get(path, init);
  let page = toPage<ItemOf<P>>(okta, data, response);
  yield page;
  while (page.next !== undefined) yield page = await pageAt(okta, page.next);
}

/**
 * Reads one page of a list, for instance the one that an earlier page named as its next.
 *
 * @param pathAndQuery below the org, percent-encoded
 * @throws {OktaError} for Okta's errors; of kind `unreadable` where the answer is not a list, or where its next page is
 * itself or another list; of kind `redirect` where the next page is on another host
 */
export async function pageAt<T>(okta: Okta, pathAndQuery: string): Promise<Page<T>> {
  const response = await okta.request("GET", pathAndQuery);
  return toPage(okta, response.headers.get("content-length") === "0" ? undefined : await response.json(), response);
}

function toPage<T>(okta: Okta, data: unknown, response: Response): Page<T> {
  const asked = { method: "GET", path: new URL(response.url).pathname };
  if (data === undefined) throw unreadable(asked, response, "the answer has no body");
  if (!Array.isArray(data)) throw unreadable(asked, response, "the answer is not a list");
  const next = nextPage(okta, response);
  return { items: data, response, ...next !== undefined && { next } };
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
