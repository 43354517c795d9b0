import type { App } from "./apps.ts";
import type { Okta } from "./client.ts";
import { fold } from "./lookup.ts";
import { list, object, text } from "./read.ts";
import type { User } from "./users.ts";

/**
 * Access requests belong to Okta Identity Governance, which not every org has and which the Management API's contract
 * does not describe.
 */
const GOVERNANCE = "/governance/api/v2";

/** Something in the org's catalog that a person may ask for. */
export interface CatalogEntry {
  id: string;
  name: string;
  /** Whether it may be asked for as it is; an entry may only hold others that may. */
  requestable: boolean;
}

/**
 * The entry for an app in the catalog that a user sees, or `undefined` where the app is not in it.
 * @throws OktaError, 403 or 404 where the org has no Identity Governance or the token no part in it.
 */
export async function catalogEntry(okta: Okta, user: User, app: App): Promise<CatalogEntry | undefined> {
  const query = new URLSearchParams({ filter: "not(parent pr)", match: app.label, limit: "50" });
  const path = `${GOVERNANCE}/catalogs/default/user/${encodeURIComponent(user.id)}/entries?${query}`;
  const answer = object(await (await okta.request("GET", path)).json());
  const entries = list(answer.data).map(object).map((entry) => ({
    id: text(entry.id) ?? "",
    name: text(entry.name) ?? "",
    requestable: entry.requestable !== false,
  }));
  return entries.find(({ name }) => fold(name) === fold(app.label));
}

/** A request for access, waiting for whoever decides on it. */
export interface AccessRequest {
  id: string | null;
  status: string | null;
}

/** Asks for access on behalf of a user; the org's approval steps follow. @throws OktaError */
export async function requestAccess(okta: Okta, entryId: string, userId: string): Promise<AccessRequest> {
  const response = await okta.request("POST", `${GOVERNANCE}/requests`, {
    body: {
      requested: { type: "CATALOG_ENTRY", entryId },
      requestedFor: { type: "OKTA_USER", externalId: userId },
    },
  });
  const { id, status } = object(response.body === null ? undefined : await response.json());
  return { id: text(id), status: text(status) };
}
