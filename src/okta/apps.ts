import { bodyOf, type Okta } from "./client.ts";
import { ifFound } from "./if_found.ts";
import { all, type Slice, slice, type Span } from "./list.ts";
import { type Document, list, object, text, texts } from "./read.ts";
import { compare } from "./scim.ts";
import { toUser, type User } from "./users.ts";

/** An app of the org. */
export interface App {
  id: string;
  /** The key in Okta's catalog, e.g. `salesforce`; never changes. */
  name: string;
  label: string;
  /** `ACTIVE` or `INACTIVE`. */
  status: string;
  /** `SAML_2_0`, `OPENID_CONNECT`, `BROWSER_PLUGIN` (SWA), `BOOKMARK`, …; `null` for apps without sign-on. */
  signOnMode: string | null;
  created: string | null;
  lastUpdated: string | null;
  /** Provisioning features that are switched on, e.g. `PUSH_NEW_USERS`. */
  features: string[];
  /** The policy that decides who may sign in to the app, and how. */
  accessPolicyId: string | null;
  /** Everything Okta sent: settings, credentials, visibility, … */
  document: Document;
}

/** A user's assignment to an app. */
export interface AppUser {
  /** The user's id. */
  id: string;
  /** `USER` when assigned directly, `GROUP` when a group gives it. */
  scope: string;
  /** `ACTIVE`, `PROVISIONED`, `STAGED`, `DEPROVISIONED`, `IMPORTED`, … */
  status: string;
  /** How provisioning stands: `SYNCHRONIZED`, `SYNCING`, `OUT_OF_SYNC`, `ERROR`, `DISABLED` (the app has none). */
  syncState: string | null;
  created: string | null;
  lastUpdated: string | null;
  statusChanged: string | null;
  lastSync: string | null;
  /** The user's name in the app. */
  userName: string | null;
  /** The user's profile in the app. */
  profile: Document;
  /** Who it is; only a list of an app's people says. */
  user: User | null;
}

/** An app together with how one user has it. */
export type AssignedApp = App & { assignment: AppUser };

/** A group's assignment to an app. */
export interface AppGroup {
  id: string;
  name: string;
  /** Where several groups give the app, the lowest number's profile wins. */
  priority: number | null;
  lastUpdated: string | null;
}

/** Reads an app as Okta sent it. */
export function toApp(raw: unknown): App {
  const document = object(raw);
  const name = text(document.name) ?? "";
  return {
    id: text(document.id) ?? "",
    name,
    label: text(document.label) ?? name,
    status: text(document.status) ?? "UNKNOWN",
    signOnMode: text(document.signOnMode),
    created: text(document.created),
    lastUpdated: text(document.lastUpdated),
    features: texts(document.features),
    accessPolicyId: text(object(object(document._links).accessPolicy).href)?.split("/").at(-1) ?? null,
    document,
  };
}

function toAppUser(raw: unknown): AppUser {
  const document = object(raw);
  const { user } = object(document._embedded);
  return {
    id: text(document.id) ?? "",
    scope: text(document.scope) ?? "UNKNOWN",
    status: text(document.status) ?? "UNKNOWN",
    syncState: text(document.syncState),
    created: text(document.created),
    lastUpdated: text(document.lastUpdated),
    statusChanged: text(document.statusChanged),
    lastSync: text(document.lastSync),
    userName: text(object(document.credentials).userName),
    profile: object(document.profile),
    user: user === undefined ? null : toUser(user),
  };
}

/** The app with this id. @throws OktaError, with status 404 where there is none. */
export async function getApp(okta: Okta, appId: string): Promise<App> {
  return toApp(bodyOf(await okta.api.GET("/api/v1/apps/{appId}", { params: { path: { appId } } })));
}

/** Which apps a list is about. */
export interface AppQuery {
  /** What the label or the catalog name begins with. */
  q?: string;
  status?: "ACTIVE" | "INACTIVE";
}

/** Okta's longest page of apps. */
const PAGE = 200;

/** Apps, a slice at a time. @throws UserError for a cursor of another list, OktaError. */
export function listApps(okta: Okta, { q, status }: AppQuery, span: Span): Promise<Slice<App>> {
  const query = {
    limit: Math.min(span.limit, PAGE),
    ...(q === undefined ? {} : { q }),
    ...(status === undefined ? {} : { filter: compare("status", "eq", status) }),
  };
  return slice(okta, "/api/v1/apps", { query }, span, toApp);
}

/** Every app that a user has, directly or through a group, with the assignment. @throws OktaError */
export function appsOfUser(okta: Okta, userId: string): Promise<AssignedApp[]> {
  const query = { filter: compare("user.id", "eq", userId), expand: `user/${userId}`, limit: PAGE };
  return all(okta, "/api/v1/apps", { query }, (item) => ({
    ...toApp(item),
    assignment: toAppUser(object(object(item)._embedded).user),
  }));
}

/** The people who have an app, a slice at a time. @throws UserError for a cursor of another list, OktaError. */
export function usersOfApp(okta: Okta, appId: string, span: Span): Promise<Slice<AppUser>> {
  const params = { path: { appId }, query: { limit: Math.min(span.limit, PAGE), expand: "user" } };
  return slice(okta, "/api/v1/apps/{appId}/users", params, span, toAppUser);
}

/** How one user has an app, or `null` where they do not. @throws OktaError */
export async function getAppUser(okta: Okta, appId: string, userId: string): Promise<AppUser | null> {
  const path = { appId, userId };
  const result = await ifFound(okta.api.GET("/api/v1/apps/{appId}/users/{userId}", { params: { path } }));
  return result === undefined ? null : toAppUser(bodyOf(result));
}

/** The groups that give an app, by priority. @throws OktaError */
export async function groupsOfApp(okta: Okta, appId: string): Promise<AppGroup[]> {
  const params = { path: { appId }, query: { limit: PAGE, expand: "group" } };
  const groups = await all(okta, "/api/v1/apps/{appId}/groups", params, (item): AppGroup => {
    const { id, priority, lastUpdated, _embedded } = object(item);
    return {
      id: text(id) ?? "",
      name: text(object(object(object(_embedded).group).profile).name) ?? text(id) ?? "",
      priority: typeof priority === "number" ? priority : null,
      lastUpdated: text(lastUpdated),
    };
  });
  return groups.sort((a, b) => (a.priority ?? Infinity) - (b.priority ?? Infinity));
}

/** Gives an app to a user directly. @throws OktaError */
export async function assignUser(okta: Okta, appId: string, userId: string): Promise<void> {
  await okta.api.POST("/api/v1/apps/{appId}/users", {
    params: { path: { appId } },
    body: { id: userId, scope: "USER" },
  });
}

/** Takes a user's direct assignment away, and with it the user's profile in the app. @throws OktaError */
export async function unassignUser(okta: Okta, appId: string, userId: string): Promise<void> {
  await okta.api.DELETE("/api/v1/apps/{appId}/users/{userId}", { params: { path: { appId, userId } } });
}

/** Gives an app to everybody in a group. @throws OktaError */
export async function assignGroup(okta: Okta, appId: string, groupId: string): Promise<void> {
  await okta.api.PUT("/api/v1/apps/{appId}/groups/{groupId}", { params: { path: { appId, groupId } }, body: {} });
}

/** Takes an app away from everybody who has it only through this group. @throws OktaError */
export async function unassignGroup(okta: Okta, appId: string, groupId: string): Promise<void> {
  await okta.api.DELETE("/api/v1/apps/{appId}/groups/{groupId}", { params: { path: { appId, groupId } } });
}

/** A certificate that an app signs with, or could. */
export interface SigningKey {
  kid: string;
  created: string | null;
  expiresAt: string | null;
  /** Whether the app signs with this one now. */
  inUse: boolean;
}

/** The signing certificates of an app. @throws OktaError */
export async function signingKeys(okta: Okta, app: App): Promise<SigningKey[]> {
  const path = { appId: app.id };
  const result = await okta.api.GET("/api/v1/apps/{appId}/credentials/keys", { params: { path } });
  const current = text(object(object(app.document.credentials).signing).kid);
  return list(bodyOf(result)).map(object).map(({ kid, created, expiresAt }) => ({
    kid: text(kid) ?? "",
    created: text(created),
    expiresAt: text(expiresAt),
    inUse: current !== null && kid === current,
  }));
}
