/** The org itself: settings, API tokens, the user profile schema and type, and what it tells without a credential. */
import { type Context, ok, param, type Reply, stamp } from "../context.ts";
import { notFound } from "../errors.ts";
import type { Json } from "../json.ts";
import { tokenIdOf } from "../log.ts";
import { type Route, routes } from "../router.ts";
import { defaultTypeId } from "../user_schema.ts";

export const orgRoutes: Route[] = [
  ...routes("okta.orgs", [["GET", "/api/v1/org", getOrg]]),
  ...routes("okta.apiTokens", [["GET", "/api/v1/api-tokens", listApiTokens]]),
  ...routes("okta.schemas", [["GET", "/api/v1/meta/schemas/user/{schemaId}", getUserSchema]]),
  ...routes("okta.userTypes", [
    ["GET", "/api/v1/meta/types/user", ({ state, url }) => ok([wireUserType(state, url)])],
    ["GET", "/api/v1/meta/types/user/{typeId}", getUserType],
  ]),
  { method: "GET", path: "/.well-known/okta-organization", scope: null, handler: getMetadata },
];

/** When the org was made, where nothing in it says: the day its first person was. */
function foundedAt({ users }: Context["state"]): string {
  return [...users.values()].map(({ created }) => created).sort()[0] ?? "1970-01-01T00:00:00.000Z";
}

function getOrg({ state, url }: Context): Reply {
  const time = foundedAt(state);
  return ok({
    id: state.id,
    subdomain: state.subdomain,
    companyName: state.companyName,
    status: "ACTIVE",
    created: time,
    lastUpdated: time,
    expiresAt: null,
    address1: null,
    address2: null,
    city: null,
    state: null,
    country: null,
    postalCode: null,
    phoneNumber: null,
    supportPhoneNumber: null,
    website: null,
    endUserSupportHelpURL: null,
    _links: {
      contacts: { href: `${url.origin}/api/v1/org/contacts` },
      preferences: { href: `${url.origin}/api/v1/org/preferences` },
    },
  });
}

/** Days an API token lives after its last use. */
const TOKEN_WINDOW_DAYS = 30;

function listApiTokens({ state, url, now }: Context): Reply {
  const id = tokenIdOf(state.tokenOwnerId);
  const time = foundedAt(state);
  return ok([{
    id,
    name: "Help desk assistant",
    userId: state.tokenOwnerId,
    tokenWindow: `P${TOKEN_WINDOW_DAYS}D`,
    network: { connection: "ANYWHERE" },
    clientName: "Okta API",
    expiresAt: stamp(new Date(now.getTime() + TOKEN_WINDOW_DAYS * 24 * 60 * 60 * 1000)),
    created: time,
    lastUpdated: stamp(now),
    _links: {
      self: { href: `${url.origin}/api/v1/api-tokens/${id}`, hints: { allow: ["GET", "DELETE"] } },
      user: { href: `${url.origin}/api/v1/users/${state.tokenOwnerId}`, hints: { allow: ["GET"] } },
    },
  }]);
}

function getUserSchema(context: Context): Reply {
  const { state, schema, url } = context;
  const id = param(context, "schemaId");
  if (id !== "default" && id !== schemaId(state)) throw notFound(id, "Schema");
  return ok(schema.wire(url.origin, foundedAt(state)));
}

function schemaId(state: Context["state"]): string {
  return `osc${defaultTypeId(state).slice(3)}`;
}

function getUserType(context: Context): Reply {
  const id = param(context, "typeId");
  if (id !== "default" && id !== defaultTypeId(context.state)) throw notFound(id, "CVDType");
  return ok(wireUserType(context.state, context.url));
}

function wireUserType(state: Context["state"], url: URL): Json {
  const id = defaultTypeId(state);
  const link = (rel: string, path: string) => ({ rel, href: `${url.origin}/api/v1/meta/${path}`, method: "GET" });
  return {
    id,
    displayName: "User",
    name: "user",
    description: "The type of everyone in this org",
    createdBy: state.id,
    lastUpdatedBy: state.id,
    created: foundedAt(state),
    lastUpdated: foundedAt(state),
    default: true,
    _links: { schema: link("schema", `schemas/user/${schemaId(state)}`), self: link("self", `types/user/${id}`) },
  };
}

function getMetadata({ state, url }: Context): Reply {
  return ok({ id: state.id, _links: { organization: { href: url.origin } }, pipeline: "idx" });
}
