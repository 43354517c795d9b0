import type { Okta } from "../okta/client.ts";
import { unreadable } from "../okta/failures.ts";
import { nextLink } from "../okta/pages.ts";
import { isObject } from "../okta/read.ts";
import type { OperationRequest } from "./request.ts";

/** What came back, by what it is. */
export type OperationAnswer =
  | { kind: "list"; items: unknown[]; next?: string }
  | { kind: "document"; document: unknown }
  | { kind: "text"; type: string; text: string }
  | { kind: "bytes"; type: string; bytes: Uint8Array }
  | { kind: "nothing" };

/**
 * Sends a request and takes the answer for what it is, not for what the contract says.
 * @throws OktaError; of kind `unreadable` where a list's next page is itself or another list.
 */
export async function send(okta: Okta, request: OperationRequest): Promise<OperationAnswer> {
  const { method, path, body, contentType } = request;
  const headers = { ...request.headers, accept: "application/json, */*;q=0.1" }; // JSON wherever there is a choice
  const response = await okta.request(
    method,
    path,
    contentType === undefined || contentType === "application/json"
      ? { headers, body }
      : { headers: { ...headers, "content-type": contentType }, body: isText(body) ? body : JSON.stringify(body) },
  );
  return await read(okta, method, response);
}

function isText(body: unknown): boolean {
  return typeof body === "string" || body instanceof Uint8Array;
}

async function read(okta: Okta, method: string, response: Response): Promise<OperationAnswer> {
  const type = (response.headers.get("content-type") ?? "").replace(/;.*/s, "").trim().toLowerCase();
  const bytes = await response.bytes();
  if (bytes.length === 0) return { kind: "nothing" };
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return { kind: "bytes", type, bytes };
  }
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return { kind: "text", type, text };
  }
  const items = itemsOf(document);
  if (items === undefined) return { kind: "document", document };
  const next = nextLink(response.headers, okta.orgUrl) ?? nextOf(document, okta.orgUrl);
  // The System Log names a next page for ever, to wait for events to come.
  if (next === undefined || items.length === 0) return { kind: "list", items };
  const here = new URL(response.url);
  if (next.replace(/\?.*/s, "") !== here.pathname || next === here.pathname + here.search) {
    throw unreadable({ method, path: here.pathname }, response, `its next page is said to be ${JSON.stringify(next)}`);
  }
  return { kind: "list", items, next };
}

/** The items of a list: Okta answers with an array, or with an object that holds one and links. */
function itemsOf(document: unknown): unknown[] | undefined {
  if (Array.isArray(document)) return document;
  if (!isObject(document)) return undefined;
  const parts = Object.entries(document).filter(([key]) => key !== "_links");
  const [only] = parts;
  return parts.length === 1 && only && Array.isArray(only[1]) ? only[1] : undefined;
}

/** The next page by the `_links` of a list that is an object; a link to another host is none. */
function nextOf(document: unknown, orgUrl: URL): string | undefined {
  const links = isObject(document) && isObject(document._links) ? document._links : {};
  const href = isObject(links.next) ? links.next.href : undefined;
  const url = typeof href === "string" ? URL.parse(href, orgUrl) : null;
  return url?.origin === orgUrl.origin ? url.pathname + url.search : undefined;
}
