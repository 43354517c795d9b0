/** Okta's rate limits: one allowance a minute for each bucket and token. */

/** Half of what Okta gives an org by default: the share one API token gets. Requests a minute. */
const DEFAULT_LIMITS: Readonly<Record<string, number>> = {
  "/api/v1/users": 300,
  "/api/v1/users/{id}": 1000,
  "/api/v1/users/{id:.+}": 1000,
  "/api/v1/users/me": 1000,
  "/api/v1/apps": 50,
  "/api/v1/apps/{id}": 250,
  "/api/v1/groups": 250,
  "/api/v1/groups/{id}": 500,
  "/api/v1/logs": 60,
};
const OTHER_LIMIT = 600;

/**
 * The bucket a request counts against, by Okta's own names. A list and all that lies below a resource share the list's
 * bucket; the resource itself has its own, and reading one user has another than changing one.
 */
export function bucketOf(method: string, pathname: string): string {
  const [resource, id, ...below] = pathname.replace(/^\/api\/v1\//, "").split("/");
  switch (resource) {
    case "users":
      if (id === undefined || below.length > 0) return "/api/v1/users";
      if (method !== "GET") return "/api/v1/users/{id}";
      return id === "me" ? "/api/v1/users/me" : "/api/v1/users/{id:.+}";
    case "apps":
    case "groups":
      return id === undefined || id === "rules" || below.length > 0
        ? `/api/v1/${resource}`
        : `/api/v1/${resource}/{id}`;
    case "logs":
    case "iam":
    case "sessions":
      return `/api/v1/${resource}`;
    default:
      return pathname.startsWith("/api/v1/") ? "/api/v1" : "/";
  }
}

export interface Allowance {
  /** Requests a minute. */
  limit: number;
  /** Requests left in this minute, after this one. */
  remaining: number;
  /** When the minute ends: seconds since the epoch. */
  reset: number;
  /** This request was one too many. */
  exceeded: boolean;
}

const WINDOW_MS = 60_000;

export class RateLimits {
  readonly #windows = new Map<string, { endsAt: number; used: number }>();

  /** `limits` overrides a bucket's requests a minute. */
  constructor(readonly limits: Readonly<Record<string, number>>) {}

  /** Counts one request. A bucket's minute starts with its first request. */
  take(bucket: string, token: string, now: Date): Allowance {
    const key = `${bucket}\n${token}`;
    let window = this.#windows.get(key);
    if (window === undefined || window.endsAt <= now.getTime()) {
      window = { endsAt: now.getTime() + WINDOW_MS, used: 0 };
      this.#windows.set(key, window);
    }
    const limit = this.limits[bucket] ?? DEFAULT_LIMITS[bucket] ?? OTHER_LIMIT;
    const exceeded = window.used >= limit;
    if (!exceeded) window.used++;
    return { limit, remaining: limit - window.used, reset: Math.ceil(window.endsAt / 1000), exceeded };
  }
}
