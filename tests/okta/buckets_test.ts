import assert from "node:assert/strict";
import { bucketOf } from "../../src/okta/buckets.ts";

Deno.test("a request belongs to the bucket that Okta counts it in", () => {
  const cases: Record<string, [name: string, seed: number]> = {
    "GET /api/v1/users": ["/api/v1/users", 600],
    "GET /api/v1/users/00u1": ["GET /api/v1/users/{id}", 2000],
    "GET /api/v1/users/ada%40example.com": ["GET /api/v1/users/{id}", 2000],
    "POST /api/v1/users/00u1": ["/api/v1/users/{id}", 600],
    "GET /api/v1/users/00u1/factors": ["/api/v1/users", 600],
    "POST /api/v1/users/00u1/lifecycle/unlock": ["/api/v1/users", 600],
    "POST /api/v1/users/00u1/factors/opf1/verify": ["/api/v1/users/{id}/factors/{id}/verify", 600],
    "GET /api/v1/apps": ["/api/v1/apps", 100],
    "PUT /api/v1/apps/0oa1": ["/api/v1/apps/{id}", 500],
    "GET /api/v1/apps/0oa1/users/00u1": ["/api/v1/apps", 100],
    "GET /api/v1/groups": ["/api/v1/groups", 500],
    "GET /api/v1/groups/00g1": ["/api/v1/groups/{id}", 1000],
    "GET /api/v1/groups/rules": ["/api/v1/groups", 500],
    "GET /api/v1/groups/00g1/users": ["/api/v1/groups", 500],
    "GET /api/v1/logs": ["/api/v1/logs", 120],
    "POST /api/v1/policies/simulate": ["/api/v1/policies", 1200],
    "GET /api/v1/authn/factors/f1": ["/api/v1/authn", 1200],
    "GET /oauth2/v1/clients/0oa1/roles": ["/oauth2/v1/clients", 1200],
  };
  for (const [request, [name, seed]] of Object.entries(cases)) {
    const [method, path] = request.split(" ") as [string, string];
    const bucket = bucketOf(method, path);
    assert.deepEqual([bucket.name, bucket.seed], [name, seed], request);
  }
});
