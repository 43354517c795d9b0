/** A group of requests that Okta counts together against one limit a minute. */
export interface BucketKey {
  readonly name: string;
  /** Requests a minute where Okta has not yet told the org's own figure. */
  readonly seed: number;
}

/**
 * The buckets that matter to support work, first match wins. Two of Okta's rules are easy to miss: reading one user is
 * counted apart from changing it, and everything below a user, app or group that is not the object itself
 * (`/users/{id}/factors`, `/apps/{id}/users`) is counted with the collection.
 */
const buckets: readonly (BucketKey & { readonly path: RegExp; readonly method?: string })[] = [
  { name: "GET /api/v1/users/{id}", seed: 2000, method: "GET", path: /^\/api\/v1\/users\/[^/]+$/ },
  { name: "/api/v1/users/{id}", seed: 600, path: /^\/api\/v1\/users\/[^/]+$/ },
  {
    name: "/api/v1/users/{id}/factors/{id}/verify",
    seed: 600,
    path: /^\/api\/v1\/users\/[^/]+\/factors\/[^/]+\/verify$/,
  },
  { name: "/api/v1/users", seed: 600, path: /^\/api\/v1\/users(\/|$)/ },
  { name: "/api/v1/apps/{id}", seed: 500, path: /^\/api\/v1\/apps\/[^/]+$/ },
  { name: "/api/v1/apps", seed: 100, path: /^\/api\/v1\/apps(\/|$)/ },
  { name: "/api/v1/groups/{id}", seed: 1000, path: /^\/api\/v1\/groups\/(?!rules$)[^/]+$/ },
  { name: "/api/v1/groups", seed: 500, path: /^\/api\/v1\/groups(\/|$)/ },
  { name: "/api/v1/logs", seed: 120, path: /^\/api\/v1\/logs$/ },
];

/** The seed of every bucket that the table does not name. */
const otherSeed = 1200;

/**
 * The bucket of a request. What the table leaves out is kept apart by area (`/api/v1/policies`, `/oauth2/v1/clients`):
 * Okta counts some areas together and some apart, and orgs differ; where our buckets are finer than Okta's, the headers
 * of each answer still tell what the shared one has left.
 *
 * @param path percent-encoded, without the query
 */
export function bucketOf(method: string, path: string): BucketKey {
  for (const bucket of buckets) {
    if (bucket.path.test(path) && (bucket.method ?? method) === method) return bucket;
  }
  return { name: path.split("/", 4).join("/"), seed: otherSeed };
}
