/**
 * Identity Governance, as far as asking for access goes: a catalog of the apps that groups give, and requests for them,
 * on which nobody in the demo org ever decides.
 */
import { assignmentOf } from "../assignments.ts";
import { bodyObject, type Context, ok, query, type Reply, stamp } from "../context.ts";
import { invalid, notFound } from "../errors.ts";
import { objectAt } from "../json.ts";
import { appTarget, userTarget, writeEvent } from "../log.ts";
import { findUser } from "../lookup.ts";
import { isEveryone } from "../membership.ts";
import type { Route } from "../router.ts";
import type { AppRecord, OrgState } from "../state.ts";

const V2 = "/governance/api/v2";

/** Apart from the other routes: Okta describes this API in a contract of its own. */
export const governanceRoutes: readonly Route[] = [
  {
    method: "GET",
    path: `${V2}/catalogs/default/user/{userId}/entries`,
    scope: "okta.accessRequests.catalog.read",
    handler: listEntries,
  },
  { method: "POST", path: `${V2}/requests`, scope: "okta.accessRequests.request.manage", handler: createRequest },
];

function listEntries(context: Context): Reply {
  const user = findUser(context, "userId");
  if (query(context, "filter") === undefined) throw invalid("filter", "filter: The field cannot be left blank");
  const match = query(context, "match")?.toLowerCase() ?? "";
  const data = catalog(context.state).filter(({ label }) => label.toLowerCase().includes(match)).map((app) => ({
    id: entryId(app),
    name: app.label,
    description: `Access to ${app.label}`,
    requestable: assignmentOf(context.state, app, user) === undefined,
    counts: { resourceCounts: { applications: 1 } },
  }));
  return ok({ data, _links: { self: { href: context.url.href } } });
}

function createRequest(context: Context): Reply {
  const body = bodyObject(context);
  const { type, entryId: wanted } = objectAt(body, "requested");
  const { externalId } = objectAt(body, "requestedFor");
  if (type !== "CATALOG_ENTRY") throw invalid("requested", "requested.type: expected CATALOG_ENTRY");
  const app = catalog(context.state).find((each) => entryId(each) === wanted);
  const user = context.state.users.get(String(externalId));
  if (app === undefined) throw notFound(String(wanted), "CatalogEntry");
  if (user === undefined) throw notFound(String(externalId), "User");
  writeEvent(context, "access.request.create", [userTarget(user), appTarget(app)]);
  const created = stamp(context.now);
  return {
    status: 202,
    body: { ...body, id: context.ids.id("req"), status: "SUBMITTED", created, lastUpdated: created },
  };
}

function catalog({ apps, groups }: OrgState): AppRecord[] {
  const isGiven = (id: string) => {
    const group = groups.get(id);
    return group !== undefined && !isEveryone(group);
  };
  return [...apps.values()].filter((app) => app.status === "ACTIVE" && [...app.groups.keys()].some(isGiven));
}

function entryId({ id }: AppRecord): string {
  return `cen${id.slice(3)}`;
}
