/**
 * Who calls and what they may do. An API token (`SSWS`) is bound by its owner's admin role alone; an OAuth access token
 * (`Bearer`) by the scopes it was granted and the role as well.
 */
import { OktaError } from "./errors.ts";
import type { Route } from "./router.ts";

/** What a credential may do. */
export interface Grant {
  /** The standard admin role of the credential's owner; `SUPER_ADMIN` unless said otherwise. */
  role?: AdminRole;
  /** Present for an OAuth access token, absent for an API token. */
  scopes?: readonly string[];
}

export interface Caller {
  role: AdminRole;
  /** Undefined for an API token, which needs no scopes. */
  scopes: readonly string[] | undefined;
}

/** What each role may do: any path it may read, then any path it may change. */
const ROLES = {
  SUPER_ADMIN: { reads: /^/, writes: /^/ },
  ORG_ADMIN: { reads: /^/, writes: /^(?!.*\/roles(\/|$))/ },
  APP_ADMIN: { reads: /^\/api\/v1\/(apps|users|groups|logs|policies|org)/, writes: /^\/api\/v1\/apps/ },
  USER_ADMIN: {
    reads: /^\/api\/v1\/(users|groups|meta|logs|org)/,
    writes: /^\/api\/v1\/(users(?!\/[^/]+\/roles)|groups\/[^/]+\/users)/,
  },
  HELP_DESK_ADMIN: {
    reads: /^\/api\/v1\/(users|groups|org)/,
    writes:
      /^\/api\/v1\/users\/[^/]+\/(sessions$|factors|lifecycle\/(unlock|reset_password|reset_factors|expire_password))/,
  },
  REPORT_ADMIN: { reads: /^\/api\/v1\/(logs|org)/, writes: /^$/ },
  READ_ONLY_ADMIN: { reads: /^/, writes: /^\/api\/v1\/policies\/simulate$/ },
} satisfies Record<string, { reads: RegExp; writes: RegExp }>;

export type AdminRole = keyof typeof ROLES;

/** The caller of a request. Throws 401 `E0000011` for a credential that the org does not know. */
export function authenticate(authorization: string | null, grants: ReadonlyMap<string, Grant>): Caller {
  const [scheme, token] = (authorization ?? "").split(/\s+/, 2);
  const grant = grants.get(token ?? "");
  const expected = grant?.scopes === undefined ? "SSWS" : "Bearer";
  if (token === undefined || grant === undefined || scheme !== expected) {
    throw new OktaError("E0000011", { headers: [["www-authenticate", scheme === "Bearer" ? "Bearer" : "SSWS"]] });
  }
  return { role: grant.role ?? "SUPER_ADMIN", scopes: grant.scopes };
}

/** The access token lacks a scope: 403 with no body, only a challenge (RFC 6750, section 3). */
export class InsufficientScope extends Error {
  readonly challenge: string;

  constructor(scope: string, url: URL) {
    super(`The access token lacks the scope ${scope}`);
    this.name = "InsufficientScope";
    this.challenge = [
      `Bearer authorization_uri="${url.origin}/oauth2/v1/authorize"`,
      `realm="${url.origin}"`,
      `scope="${scope}"`,
      `error="insufficient_scope"`,
      `error_description="${this.message}"`,
      `resource="${url.pathname}"`,
    ].join(", ");
  }
}

/**
 * Throws {@link InsufficientScope} where the token lacks the route's scope, 403 `E0000006` where the role forbids it.
 * `manage` contains `read`, as at Okta.
 */
export function authorize(caller: Caller, route: Route, url: URL): void {
  const { scope } = route;
  if (scope !== null && caller.scopes !== undefined) {
    const granting = [scope, scope.replace(/\.read$/, ".manage")];
    if (!caller.scopes.some((held) => granting.includes(held))) throw new InsufficientScope(scope, url);
  }
  const allowed = route.method === "GET" ? ROLES[caller.role].reads : ROLES[caller.role].writes;
  if (!allowed.test(url.pathname)) throw new OktaError("E0000006");
}
