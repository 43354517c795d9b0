import { bodyOf, type Okta } from "./client.ts";
import { type Slice, slice, type Span } from "./list.ts";
import { pages } from "./pages.ts";
import { type Document, list, object, text } from "./read.ts";
import { allOf, anyOf, compare, enclosed } from "./scim.ts";

/** Where a user can stand in Okta's lifecycle. */
export const USER_STATUSES = [
  "STAGED",
  "PROVISIONED",
  "ACTIVE",
  "RECOVERY",
  "PASSWORD_EXPIRED",
  "LOCKED_OUT",
  "SUSPENDED",
  "DEPROVISIONED",
] as const;
export type UserStatus = typeof USER_STATUSES[number];

/** When something happened to a user. */
export const USER_DATES = [
  "created",
  "activated",
  "statusChanged",
  "lastLogin",
  "lastUpdated",
  "passwordChanged",
] as const;

/** A person in the org. Times are ISO 8601; `null` means never, or that Okta did not say. */
export interface User {
  id: string;
  /** One of `USER_STATUSES`, or `UNKNOWN` where Okta sent none. */
  status: string;
  /** Where an asynchronous lifecycle change is taking the user. */
  transitioningToStatus: string | null;
  login: string;
  email: string | null;
  /** First and last name, else the display name, else the login. */
  name: string;
  created: string | null;
  activated: string | null;
  statusChanged: string | null;
  lastLogin: string | null;
  lastUpdated: string | null;
  passwordChanged: string | null;
  /** Who keeps the password: `OKTA`, `ACTIVE_DIRECTORY`, `LDAP`, `FEDERATION`, `SOCIAL`, `IMPORT`. */
  provider: { type: string; name: string | null } | null;
  profile: Document;
  /** Which schema the profile follows; only a read by id says. */
  schemaId: string | null;
  /** The version of the record, to guard a write with; only a read by id has one. */
  etag: string | null;
}

/** Reads a user as Okta sent it. */
export function toUser(raw: unknown, etag: string | null = null): User {
  const document = object(raw);
  const profile = object(document.profile);
  const provider = object(object(document.credentials).provider);
  const login = text(profile.login) ?? "";
  const fullName = [profile.firstName, profile.lastName].map(text).filter(Boolean).join(" ");
  return {
    id: text(document.id) ?? "",
    status: text(document.status) ?? "UNKNOWN",
    transitioningToStatus: text(document.transitioningToStatus),
    login,
    email: text(profile.email),
    name: fullName || text(profile.displayName) || login,
    created: text(document.created),
    activated: text(document.activated),
    statusChanged: text(document.statusChanged),
    lastLogin: text(document.lastLogin),
    lastUpdated: text(document.lastUpdated),
    passwordChanged: text(document.passwordChanged),
    provider: provider.type === undefined ? null : { type: text(provider.type) ?? "", name: text(provider.name) },
    profile,
    schemaId: text(object(object(document._links).schema).href)?.split("/").at(-1) ?? null,
    etag,
  };
}

/**
 * The user with this id or login (`me`: the account whose token this is), read freshly.
 * @throws OktaError, with status 404 where there is none.
 */
export async function getUser(okta: Okta, idOrLogin: string): Promise<User> {
  const result = await okta.api.GET("/api/v1/users/{id}", { params: { path: { id: idOrLogin } } });
  return toUser(bodyOf(result), result.response.headers.get("etag"));
}

/** Which users a list is about. */
export interface UserQuery {
  /** Words that first name, last name, e-mail or login begin with; each must fit one of them. */
  q?: string;
  status?: UserStatus;
  /** A SCIM expression of the caller's own. */
  search?: string;
}

/** What reading many pages of users can be told, and can tell. */
export interface UserReading {
  /** Which users are meant, by what Okta cannot search on; every page is read for it. */
  only?: ((user: User) => boolean) | undefined;
  /** The dates and profile attributes to read besides id, status, name, login and e-mail; all where left out. */
  attributes?: readonly string[] | undefined;
  /** Is told, page by page, how many users have been read. */
  onPage?: (read: number) => void;
}

/**
 * The `search` expression of a query, or `undefined` for all users.
 * @throws UserError for an expression whose quotes or parentheses do not balance.
 */
export function searchExpression({ q, status, search }: UserQuery): string | undefined {
  const parts = [
    ...(q?.split(/\s+/).filter(Boolean) ?? []).map((word) => anyOf(NAMES.map((name) => compare(name, "sw", word)))),
    ...(status === undefined ? [] : [compare("status", "eq", status)]),
    ...(search === undefined ? [] : [enclosed(search)]),
  ];
  return parts.length === 0 ? undefined : allOf(parts);
}

const NAMES = ["profile.firstName", "profile.lastName", "profile.email", "profile.login"];

/** What the profile of a user says who it is. */
const NAMED = ["login", "email", "firstName", "lastName", "displayName"];

/** Okta's longest page of users. */
const PAGE = 200;

/**
 * Users, a slice at a time. Without any condition DEPROVISIONED users are left out, as Okta does; every condition
 * finds them too. A change can take some seconds to show in a search: read by id before acting.
 * @throws UserError for a malformed expression or cursor, OktaError.
 */
export function listUsers(
  okta: Okta,
  query: UserQuery,
  span: Span,
  { only, attributes, onPage }: UserReading = {},
): Promise<Slice<User>> {
  const limit = only === undefined ? Math.min(span.limit, PAGE) : PAGE;
  const dates: readonly string[] = USER_DATES;
  const { top = [], profile = [] } = Object.groupBy(
    attributes ?? [],
    (name) => dates.includes(name) ? "top" : "profile",
  );
  const fields = attributes && ["id", "status", ...top, `profile:(${[...NAMED, ...profile].join(",")})`].join(",");
  let read = 0;
  return slice(
    okta,
    "/api/v1/users",
    { query: { limit, ...fields && { fields }, ...searchParameter(query) } },
    span,
    (item) => {
      if (++read % PAGE === 0) onPage?.(read);
      const user = toUser(item);
      return only === undefined || only(user) ? user : undefined;
    },
  );
}

/** How many users there are, in all and by status; Okta tells no count, so every page is read (200 users each). */
export async function countUsers(
  okta: Okta,
  query: UserQuery,
  { only, onPage }: UserReading = {},
): Promise<{ total: number; byStatus: Record<string, number> }> {
  const byStatus: Record<string, number> = {};
  let [total, read] = [0, 0];
  const params = { query: { limit: PAGE, fields: "id,status,lastLogin", ...searchParameter(query) } };
  for await (const { items } of pages(okta, "/api/v1/users", { params }, () => true)) {
    for (const user of items.map((item) => toUser(item))) {
      if (only !== undefined && !only(user)) continue;
      total++;
      byStatus[user.status] = (byStatus[user.status] ?? 0) + 1;
    }
    onPage?.(read += items.length);
  }
  return { total, byStatus };
}

function searchParameter(query: UserQuery): { search?: string } {
  const search = searchExpression(query);
  return search === undefined ? {} : { search };
}

/** An admin role that a user has, directly or through a group. */
export interface AdminRole {
  id: string;
  /** `SUPER_ADMIN`, `HELP_DESK_ADMIN`, …, or `CUSTOM`. */
  type: string;
  label: string;
  /** `USER` for a role given to the person, `GROUP` for one that comes with a group. */
  assignmentType: string | null;
}

/** The admin roles of a user; none for ordinary people. @throws OktaError, E0000006 where the token may not see roles. */
export async function rolesOfUser(okta: Okta, userId: string): Promise<AdminRole[]> {
  const result = await okta.api.GET("/api/v1/users/{userId}/roles", { params: { path: { userId } } });
  return list(bodyOf(result)).map(toRole);
}

/** Reads an admin role as Okta sent it. */
export function toRole(raw: unknown): AdminRole {
  const { id, type, label, assignmentType } = object(raw);
  return {
    id: text(id) ?? "",
    type: text(type) ?? "",
    label: text(label) ?? text(type) ?? "",
    assignmentType: text(assignmentType),
  };
}

/**
 * Changes some profile attributes and leaves the rest: POST is partial where PUT would null what is missing. An
 * attribute set to `null` is cleared.
 * @param etag From the read that the change was decided on: Okta refuses with 412 where the record has moved on.
 * @returns The user as stored, re-read.
 * @throws OktaError
 */
export async function updateProfile(okta: Okta, userId: string, profile: Document, etag: string | null): Promise<User> {
  await okta.api.POST("/api/v1/users/{id}", {
    params: { path: { id: userId }, header: etag === null ? {} : { "If-Match": etag } },
    body: { profile: profile as Record<string, never> },
  });
  return await getUser(okta, userId);
}

/**
 * Ends every Okta session of a user, and revokes the OAuth tokens issued to them.
 * @param forgetDevices Whether Okta shall also stop recognising the person's devices, its own default.
 * @throws OktaError
 */
export async function clearSessions(okta: Okta, userId: string, forgetDevices: boolean): Promise<void> {
  await okta.api.DELETE("/api/v1/users/{userId}/sessions", {
    params: { path: { userId }, query: { oauthTokens: true, forgetDevices } },
  });
}
