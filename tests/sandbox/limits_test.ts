import assert from "node:assert/strict";
import { bucketOf, RateLimits } from "../../src/sandbox/limits.ts";
import { assertError, startOrg } from "./harness.ts";
import { ID, NOW } from "./small_org.ts";

Deno.test("buckets are Okta's", () => {
  const buckets: [method: string, path: string, bucket: string][] = [
    ["GET", "/api/v1/users", "/api/v1/users"],
    ["GET", "/api/v1/users/me", "/api/v1/users/me"],
    ["GET", "/api/v1/users/00u1", "/api/v1/users/{id:.+}"],
    ["POST", "/api/v1/users/00u1", "/api/v1/users/{id}"],
    ["POST", "/api/v1/users/00u1/lifecycle/unlock", "/api/v1/users"],
    ["GET", "/api/v1/groups/rules", "/api/v1/groups"],
    ["GET", "/api/v1/groups/rules/0pr1", "/api/v1/groups"],
    ["GET", "/api/v1/groups/00g1", "/api/v1/groups/{id}"],
    ["GET", "/api/v1/groups/00g1/users", "/api/v1/groups"],
    ["PUT", "/api/v1/apps/0oa1", "/api/v1/apps/{id}"],
    ["GET", "/api/v1/apps/0oa1/users", "/api/v1/apps"],
    ["GET", "/api/v1/logs", "/api/v1/logs"],
    ["GET", "/api/v1/iam/roles", "/api/v1/iam"],
    ["GET", "/api/v1/policies", "/api/v1"],
    ["GET", "/.well-known/okta-organization", "/"],
  ];
  for (const [method, path, bucket] of buckets) assert.equal(bucketOf(method, path), bucket, `${method} ${path}`);
});

Deno.test("a bucket's minute begins with its first request and is the token's own", () => {
  const limits = new RateLimits({ a: 2 });
  const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
  const reset = Math.ceil(at(60).getTime() / 1000);
  assert.deepEqual(limits.take("a", "t", at(0)), { limit: 2, remaining: 1, reset, exceeded: false });
  assert.deepEqual(limits.take("a", "t", at(30)), { limit: 2, remaining: 0, reset, exceeded: false });
  assert.deepEqual(limits.take("a", "t", at(59)), { limit: 2, remaining: 0, reset, exceeded: true });
  assert.equal(limits.take("a", "other", at(59)).exceeded, false);
  assert.equal(limits.take("a", "t", at(60)).remaining, 1);
});

Deno.test("one request too many is a 429 with the time to wait for", async () => {
  let now = NOW;
  await using org = await startOrg({ now: () => now, rateLimits: { "/api/v1/users/{id:.+}": 1 } });
  const path = `/api/v1/users/${ID.ADA}`;
  assert.equal((await org.get(path)).headers.get("x-rate-limit-remaining"), "0");
  const refused = await org.get(path);
  assertError(refused, 429, "E0000047");
  assert.equal(refused.headers.get("x-rate-limit-limit"), "1");
  const wait = Number(refused.headers.get("x-rate-limit-reset")) * 1000 - Date.parse(refused.headers.get("date")!);
  now = new Date(NOW.getTime() + wait);
  assert.equal((await org.get(path)).status, 200);
});
