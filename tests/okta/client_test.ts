import assert from "node:assert/strict";
import { bodyOf, connectOkta } from "../../src/okta/client.ts";
import { failureOf, fakeOkta, freely, refusal, token } from "./fake_okta.ts";

const user = { id: "00u1", status: "ACTIVE", profile: { login: "ada@example.com" } };

Deno.test("the typed client sends what Okta needs and gives the body", async () => {
  await using okta = fakeOkta(() => Response.json(user, { headers: { "x-okta-request-id": "req-1" } }));
  const call = okta.connection.forCall(freely());
  const { status, profile } = bodyOf(
    await call.api.GET("/api/v1/users/{id}", { params: { path: { id: "ada+1@example.com" } } }),
  );
  assert.deepEqual([status, profile?.login], ["ACTIVE", "ada@example.com"]);
  const [request] = okta.requests;
  assert.equal(request!.path, "/api/v1/users/ada%2B1%40example.com");
  assert.equal(request!.headers.get("authorization"), `SSWS ${token}`);
  assert.equal(request!.headers.get("accept"), "application/json");
  assert.equal(request!.headers.get("user-agent"), "test/1");
  assert.deepEqual(call.requestIds, ["req-1"]);
});

Deno.test("a body goes as JSON", async () => {
  await using okta = fakeOkta(() => Response.json(user));
  const { api, request } = okta.connection.forCall(freely());
  await api.POST("/api/v1/users/{id}", { params: { path: { id: "00u1" } }, body: { profile: { nickName: "Ada" } } });
  await request("POST", "/api/v1/users/00u1", { body: { profile: { nickName: "Ada" } } });
  await request("POST", "/api/v1/x", { body: "<x/>", headers: { "content-type": "application/xml" } });
  const sent = okta.requests.map(({ body, headers }) => [headers.get("content-type"), body]);
  assert.deepEqual(sent, [
    ["application/json", '{"profile":{"nickName":"Ada"}}'],
    ["application/json", '{"profile":{"nickName":"Ada"}}'],
    ["application/xml", "<x/>"],
  ]);
});

Deno.test("answers without a body are fine, unless one is asked for", async () => {
  const bodies = [null, "", null];
  await using okta = fakeOkta((_, nth) => new Response(bodies[nth - 1], { status: nth === 2 ? 200 : 204 }));
  const { api } = okta.connection.forCall(freely());
  const params = { path: { id: "00u1" } };
  assert.equal((await api.POST("/api/v1/users/{id}/lifecycle/unlock", { params })).data, undefined);
  assert.equal((await api.POST("/api/v1/users/{id}/lifecycle/unlock", { params })).data, undefined);
  const error = await failureOf(api.GET("/api/v1/users/{id}", { params }).then(bodyOf));
  assert.equal(error.message, "Cannot read /api/v1/users/00u1: the answer has no body.");
});

Deno.test("an error of Okta's is thrown, never returned", async () => {
  await using okta = fakeOkta(() => refusal(404, "E0000007", "Not found: Resource not found: zed (User)"));
  const { api } = okta.connection.forCall(freely());
  const error = await failureOf(api.GET("/api/v1/users/{id}", { params: { path: { id: "zed" } } }));
  assert.equal(
    error.message,
    'Cannot GET /api/v1/users/zed: Okta answered 404 E0000007 "Not found: Resource not found: zed (User)".',
  );
});

Deno.test("no path parameter leads to another path", async () => {
  await using okta = fakeOkta(() => Response.json({}));
  const { api } = okta.connection.forCall(freely());
  for (const userId of ["", ".", ".."]) {
    const params = { path: { appId: "0oa1", userId } };
    const error = await failureOf(api.DELETE("/api/v1/apps/{appId}/users/{userId}", { params }));
    assert.equal(error.kind, "invalid-request");
    assert.match(error.message, /^Cannot call \/api\/v1\/apps\/\{appId\}\/users\/\{userId\}: the value of userId is /);
  }
  await api.DELETE("/api/v1/apps/{appId}/users/{userId}", { params: { path: { appId: "0oa1", userId: "../x" } } });
  assert.deepEqual(okta.requests.map(({ path }) => path), ["/api/v1/apps/0oa1/users/..%2Fx"]);
});

Deno.test("no address leaves the org or its path", async () => {
  await using okta = fakeOkta(() => Response.json({}));
  const { request, api } = okta.connection.forCall(freely());
  const others = [
    "https://evil.example/api/v1/users",
    "//evil.example/api/v1/users",
    "/\\evil.example/",
    "http://user@127.0.0.1/",
    "/api/v1/users/../apps",
    "/api/v1/users/%2e%2E/apps",
    "/api/v1/users//lifecycle/unlock",
    "/api/v1/us\ters",
    "api/v1/users",
    "",
  ];
  for (const path of others) {
    assert.equal((await failureOf(request("GET", path))).kind, "invalid-request", path);
  }
  const elsewhere = api.GET("/api/v1/users", { baseUrl: "https://evil.example" });
  assert.equal((await failureOf(elsewhere)).kind, "invalid-request");
  assert.equal(okta.requests.length, 0);
});

Deno.test("only the origin of the org's address counts", () => {
  const authorizer = { kind: "api-token" as const, authorize: () => Promise.resolve({}) };
  const orgUrl = new URL("https://acme.okta.com/app/UserHome?x=1");
  const connection = connectOkta({ orgUrl, authorizer, timeoutSeconds: 1, userAgent: "test" });
  assert.equal(connection.orgUrl.href, "https://acme.okta.com/");
  assert.deepEqual(connection.headroom(), []);
});

Deno.test("diagnostics tell of each request, without its query and without secrets", async () => {
  const lines: unknown[] = [];
  await using okta = fakeOkta(() => Response.json([], { headers: { "x-okta-request-id": "req-1" } }), {
    log: (entry) => lines.push(entry),
  });
  await okta.connection.forCall(freely()).request("GET", `/api/v1/users/${token}?q=ada`);
  const [line] = lines as [Record<string, unknown>];
  assert.equal(typeof line.ms, "number");
  assert.deepEqual({ ...line, ms: 0 }, {
    level: "debug",
    event: "okta.request",
    method: "GET",
    path: "/api/v1/users/[redacted]",
    status: 200,
    ms: 0,
    requestId: "req-1",
  });
});
