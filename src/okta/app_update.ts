import { type App, getApp } from "./apps.ts";
import type { Okta } from "./client.ts";
import { diff, type Difference, equal } from "./diff.ts";
import { type Document, isObject, object } from "./read.ts";
import { UserError } from "../user_error.ts";

/** What Okta sets itself. */
const READ_ONLY = [
  "id",
  "status",
  "created",
  "lastUpdated",
  "orn",
  "features",
  "universalLogout",
  "expressConfiguration",
  "_links",
  "_embedded",
];

/** What makes an app the app it is: must be sent, must not change. */
const FIXED = ["name", "signOnMode"];

/**
 * An app's document with changes merged in: objects key by key, arrays and values replaced whole, `null` to clear.
 * Neither argument is altered.
 * @throws UserError for a change to what Okta sets itself or what an app cannot change.
 */
export function mergeApp(current: Document, changes: Document): Document {
  const refused = Object.keys(changes).filter((key) =>
    READ_ONLY.includes(key) || (FIXED.includes(key) && !equal(changes[key], current[key]))
  );
  if (refused.length > 0) {
    throw new UserError(
      `Cannot change ${refused.join(", ")} of an app: Okta sets ${READ_ONLY.slice(0, -2).join(", ")} itself, and ` +
        `${FIXED.join(" and ")} are fixed when the app is created. Leave them out of the changes.`,
    );
  }
  return merge(current, changes) as Document;
}

/** Objects key by key, anything else replaced whole. Neither argument is altered. */
export function merge(current: unknown, change: unknown): unknown {
  if (!isObject(current) || !isObject(change)) return change;
  const kept = Object.entries(current).filter(([key]) => !Object.hasOwn(change, key));
  const merged = Object.entries(change).map(([key, value]) =>
    [key, Object.hasOwn(current, key) ? merge(current[key], value) : value] as const
  );
  return Object.fromEntries([...kept, ...merged]);
}

/**
 * The changes that take others back: merged in after them they give again what was there before. What was not there is
 * cleared, which to Okta is the same.
 */
export function inverseChanges(before: Document, changes: Document): Document {
  return Object.fromEntries(
    Object.entries(changes).map(([key, change]) => {
      const former = Object.hasOwn(before, key) ? before[key] : undefined;
      return [key, isObject(former) && isObject(change) ? inverseChanges(former, change) : former ?? null];
    }),
  );
}

/**
 * A merged document as PUT takes it. Okta answers with nulls that its own contract forbids in a request; since PUT
 * replaces the whole app, a value left out is cleared just the same.
 */
export function putBody(merged: Document): Document {
  return withoutNulls(
    Object.fromEntries(Object.entries(merged).filter(([key]) => !READ_ONLY.includes(key))),
  ) as Document;
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  const present = Object.entries(value).filter(([, item]) => item !== null && item !== undefined);
  return Object.fromEntries(present.map(([key, item]) => [key, withoutNulls(item)]));
}

/** What a change to an app would alter, for the preview. @throws UserError as `mergeApp` does. */
export function plannedChanges(app: App, changes: Document): Difference[] {
  return diff(app.document, mergeApp(app.document, changes));
}

/**
 * Whether saving this app may lose its password: of a shared one Okta shows nothing, so that it cannot be sent back.
 */
export function hasHiddenPassword(app: App): boolean {
  const { scheme, password } = object(app.document.credentials);
  return scheme === "SHARED_USERNAME_AND_PASSWORD" || isObject(password);
}

/** What an update of an app came to. */
export interface AppUpdate {
  before: App;
  after: App;
  /** Everything that is different now, asked for or not. */
  changes: Difference[];
  /** What was asked for and not stored: `before` is what was wanted, `after` what Okta keeps. It ignores some fields. */
  unmet: Difference[];
}

/**
 * Changes an app's settings. Okta only knows how to replace an app whole, so it is read, merged, replaced and read
 * again, and everything that came out different is reported.
 * @throws UserError as `mergeApp` does, OktaError.
 */
export async function updateApp(okta: Okta, appId: string, changes: Document): Promise<AppUpdate> {
  const before = await getApp(okta, appId);
  const wanted = mergeApp(before.document, changes);
  const body = putBody(wanted) as never;
  await okta.api.PUT("/api/v1/apps/{appId}", { params: { path: { appId } }, body });
  const after = await getApp(okta, appId);
  return {
    before,
    after,
    changes: diff(before.document, after.document),
    unmet: unmet(diff(before.document, wanted), diff(wanted, after.document)),
  };
}

/** Of what differs from what was wanted, that which had been asked for. A default that Okta adds is no failure. */
function unmet(planned: Difference[], missed: Difference[]): Difference[] {
  const within = (path: string, outer: string) =>
    path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
  return missed.filter((miss) =>
    miss.before !== undefined && planned.some(({ path }) => within(miss.path, path) || within(path, miss.path))
  );
}
