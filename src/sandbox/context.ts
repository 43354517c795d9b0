/** What a route is given and what it gives back. */
import type { Ids } from "./ids.ts";
import type { OrgState } from "./state.ts";
import type { UserSchema } from "./user_schema.ts";
import { invalid, OktaError } from "./errors.ts";
import { isObject, type Json } from "./json.ts";

export interface Context {
  state: OrgState;
  schema: UserSchema;
  ids: Ids;
  now: Date;
  /** The request's address; its origin is the org's. */
  url: URL;
  headers: Headers;
  /** Values of the `{…}` in the route's path, decoded. */
  params: Readonly<Record<string, string>>;
  /** The parsed JSON body; undefined where none was sent. */
  body: unknown;
  requestId: string;
  remoteAddress: string;
}

export interface Reply {
  status: number;
  /** Sent as JSON; undefined sends no body. */
  body?: unknown;
  headers?: readonly [name: string, value: string][];
}

export type Handler = (context: Context) => Reply;

export function ok(body: unknown, headers: Reply["headers"] = []): Reply {
  return { status: 200, body, headers };
}

export function created(body: unknown): Reply {
  return { status: 201, body };
}

export function noContent(): Reply {
  return { status: 204 };
}

/** A value of the route's path. */
export function param(context: Context, name: string): string {
  const value = context.params[name];
  if (value === undefined) throw new Error(`Cannot read the path parameter ${name}: the route has none of that name`);
  return value;
}

/** A value of the query; an empty one counts as absent, as at Okta. */
export function query(context: Context, name: string): string | undefined {
  return context.url.searchParams.get(name) || undefined;
}

/** A boolean of the query. */
export function flag(context: Context, name: string, otherwise: boolean): boolean {
  const value = query(context, name);
  if (value === undefined) return otherwise;
  if (value !== "true" && value !== "false") {
    throw invalid(name, `${name}: expected true or false, found '${value}'`);
  }
  return value === "true";
}

/** The body as an object. Throws `E0000003`, as Okta does for a body that is missing, an array or not an object. */
export function bodyObject(context: Context): Json {
  if (!isObject(context.body)) throw new OktaError("E0000003");
  return context.body;
}

/** A time as Okta writes it in records: UTC, cut to the second, with zero milliseconds. */
export function stamp(time: Date): string {
  return `${time.toISOString().slice(0, 19)}.000Z`;
}
