import assert from "node:assert/strict";
import { loadOperations } from "../../src/okta/operations.ts";
import { allRoutes } from "../../src/sandbox/routes/all.ts";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { assertError, ids, startOrg } from "./harness.ts";
import { ID, NOW, smallOrg } from "./small_org.ts";

Deno.test("every route is an operation of the contract, with the contract's scope", async () => {
  const operations = Object.values((await loadOperations()).operations);
  for (const { method, path, scope } of allRoutes) {
    const operation = operations.find((each) => each.method === method && each.path === path);
    assert(operation, `${method} ${path} is not in the contract`);
    assert.deepEqual(operation.scopes, scope === null ? [] : [scope], `${method} ${path}`);
  }
});

Deno.test("an answer carries Okta's headers", async () => {
  await using org = await startOrg();
  const { headers } = await org.get(`/api/v1/users/${ID.ADA}`);
  assert.match(headers.get("x-okta-request-id") ?? "", /^[0-9a-f]{32}$/);
  assert.equal(headers.get("date"), NOW.toUTCString());
  assert.equal(headers.get("x-rate-limit-limit"), "1000");
  assert.equal(headers.get("x-rate-limit-remaining"), "999");
  assert.equal(headers.get("content-type"), "application/json");
});

Deno.test("a credential that the org does not know is a 401", async () => {
  await using org = await startOrg();
  for (const authorization of ["SSWS wrong", `Bearer ${org.sandbox.token}`, org.sandbox.token, "SSWS", ""]) {
    const refused = await org.get("/api/v1/users", { authorization });
    assertError(refused, 401, "E0000011");
    assert(refused.headers.has("www-authenticate"), authorization);
  }
  assert.equal(
    (await org.get("/.well-known/okta-organization", { authorization: "" })).body.id,
    "00osmall000000000000",
  );
});

Deno.test("a role that forbids is a 403, and nothing has changed", async () => {
  await using org = await startOrg({
    tokens: {
      reader: { role: "READ_ONLY_ADMIN" },
      helpDesk: { role: "HELP_DESK_ADMIN" },
      appAdmin: { role: "APP_ADMIN" },
      groupAdmin: { role: "USER_ADMIN" },
      reporter: { role: "REPORT_ADMIN" },
    },
  });
  const status = async (token: string, method: string, path: string, body?: unknown) =>
    (await org.call(method, path, body, { authorization: `SSWS ${token}` })).status;
  const unlock = `/api/v1/users/${ID.BOB}/lifecycle/unlock`;
  const roles = `/api/v1/users/${ID.BOB}/roles`;
  const notes = `/api/v1/apps/${ID.NOTES}/lifecycle/deactivate`;
  assert.equal(await status("reader", "POST", unlock), 403);
  assert.equal(org.sandbox.state.users.get(ID.BOB)?.status, "LOCKED_OUT");
  assert.equal(await status("reader", "GET", "/api/v1/logs"), 200);
  assert.equal(await status("helpDesk", "GET", "/api/v1/apps"), 403);
  assert.equal(await status("helpDesk", "POST", roles, { type: "SUPER_ADMIN" }), 403);
  assert.equal(await status("helpDesk", "POST", unlock), 200);
  assert.equal(await status("groupAdmin", "POST", roles, { type: "SUPER_ADMIN" }), 403);
  assert.equal(await status("groupAdmin", "PUT", `/api/v1/groups/${ID.GUESTS}/users/${ID.BOB}`), 204);
  assert.equal(await status("appAdmin", "POST", `/api/v1/users/${ID.ADA}/lifecycle/suspend`), 403);
  assert.equal(await status("appAdmin", "POST", notes), 200);
  assert.equal(await status("reporter", "GET", "/api/v1/users"), 403);
  assertError(await org.call("POST", notes, undefined, { authorization: "SSWS reporter" }), 403, "E0000006");
});

Deno.test("an access token without the scope is a 403 with only a challenge", async () => {
  await using org = await startOrg({ tokens: { app: { scopes: ["okta.users.manage", "okta.groups.read"] } } });
  const authorization = "Bearer app";
  assert.equal((await org.get("/api/v1/users", { authorization })).status, 200);
  assert.equal((await org.get("/api/v1/groups", { authorization })).status, 200);
  const refused = await org.call("DELETE", `/api/v1/groups/${ID.GUESTS}`, undefined, { authorization });
  assert.deepEqual([refused.status, refused.body], [403, ""]);
  const challenge = refused.headers.get("www-authenticate") ?? "";
  assert.match(challenge, /^Bearer .*scope="okta\.groups\.manage".*error="insufficient_scope"/);
  assert.equal((await org.get("/api/v1/users", { authorization: "SSWS app" })).status, 401);
});

Deno.test("unknown paths, methods and operations are told apart", async () => {
  await using org = await startOrg();
  assertError(await org.get("/api/v1/nothing"), 404, "E0000008");
  assertError(await org.call("DELETE", "/api/v1/logs"), 405, "E0000022");
  const missing = await org.get("/api/v1/brands");
  assertError(missing, 501, "E0000060");
  assert.match(missing.body.errorCauses[0].errorSummary, /GET \/api\/v1\/brands/);
  assert.deepEqual(org.sandbox.violations.map(({ method }) => method), ["GET", "DELETE"]);
});

Deno.test("a body has to be JSON and say so", async () => {
  await using org = await startOrg();
  const path = `/api/v1/users/${ID.ADA}`;
  assertError(await org.call("POST", path, "{", {}), 400, "E0000003");
  assertError(await org.call("POST", path, "{}", { "content-type": "text/plain" }), 400, "E0000021");
  assertError(await org.call("POST", path, [], {}), 400, "E0000003");
  assertError(await org.call("POST", "/api/v1/groups"), 400, "E0000003");
});

Deno.test("a request that breaks the contract is refused and remembered", async () => {
  await using org = await startOrg();
  const refused = await org.call("POST", `/api/v1/users/${ID.BOB}/lifecycle/unlock?force=true`);
  assertError(refused, 400, "E0000001");
  assert.match(refused.body.errorCauses[0].errorSummary, /^query\.force is unknown/);
  assert.equal(org.sandbox.violations.length, 1);
  assert.match(org.sandbox.violations[0]!.problems[0]!, /force/);
  assert.equal(org.sandbox.state.users.get(ID.BOB)?.status, "LOCKED_OUT");
});

Deno.test("requests are kept with their bodies and what they got", async () => {
  await using org = await startOrg();
  const path = `/api/v1/users/${ID.ADA}`;
  await org.call("POST", path, { profile: { title: "Lead" } });
  await org.get("/api/v1/users/nobody");
  assert.deepEqual(org.sandbox.requests, [
    { method: "POST", url: org.sandbox.url + path, body: { profile: { title: "Lead" } }, status: 200 },
    { method: "GET", url: `${org.sandbox.url}/api/v1/users/nobody`, body: undefined, status: 404 },
  ]);
});

Deno.test("failures hit the next matching requests and no others", async () => {
  await using org = await startOrg();
  const { sandbox } = org;
  sandbox.failNext({ status: 503, path: "/api/v1/groups", times: 2 });
  sandbox.failNext({ status: 429, concurrency: true, method: "POST" });
  sandbox.failNext({ status: 401, errorCode: "E0000015", path: /\/blocks$/ });
  assert.equal((await org.get("/api/v1/users")).status, 200);
  assertError(await org.get("/api/v1/groups"), 503, "E0000010");
  assertError(await org.get(`/api/v1/groups/${ID.SALES}`), 503, "E0000010");
  assert.equal((await org.get("/api/v1/groups")).status, 200);

  const unlock = `/api/v1/users/${ID.BOB}/lifecycle/unlock`;
  const crowded = await org.call("POST", unlock);
  assertError(crowded, 429, "E0000047");
  assert.equal(crowded.headers.get("x-rate-limit-limit"), "0");
  assert.equal(crowded.headers.get("x-rate-limit-remaining"), "0");
  assert.equal((await org.call("POST", unlock)).status, 200);
  assertError(await org.get(`/api/v1/users/${ID.BOB}/blocks`), 401, "E0000015");

  sandbox.failNext({ status: 502 });
  const gateway = await org.get("/api/v1/users");
  assert.equal(gateway.status, 502);
  assert.match(gateway.body, /^<html>/);
  sandbox.failNext({ status: 429 });
  assert.notEqual((await org.get("/api/v1/users")).headers.get("x-rate-limit-limit"), "0");
});

Deno.test("the same seed and the same requests give the same answers", async () => {
  const run = async () => {
    await using org = await startOrg({ seed: 7 });
    const made = await org.call("POST", "/api/v1/groups", { profile: { name: "New" } });
    return [org.sandbox.token, made.body.id, made.headers.get("x-okta-request-id"), org.sandbox.state.events];
  };
  const [first, second] = [await run(), await run()];
  const plain = (value: unknown) => JSON.stringify(value);
  assert.equal(plain(first), plain(second));
  await using other = await startOrg({ seed: 8 });
  assert.notEqual(other.sandbox.token, first[0]);
});

Deno.test("two orgs at a time know nothing of each other", async () => {
  await using one = await startOrg();
  await using two = await startOrg();
  await one.call("DELETE", `/api/v1/groups/${ID.GUESTS}`);
  assert.equal((await two.get(`/api/v1/groups/${ID.GUESTS}`)).status, 200);
});

Deno.test("without an org of one's own the seeded one answers", async () => {
  const sandbox = await startSandbox({ now: () => NOW });
  try {
    assert.match(sandbox.url, /^http:\/\/127\.0\.0\.1:\d+$/);
    const response = await fetch(`${sandbox.url}/api/v1/users?limit=5`, {
      headers: { authorization: `SSWS ${sandbox.token}` },
    });
    assert.equal((await response.json()).length, 5);
  } finally {
    await sandbox.close();
  }
});

Deno.test("latency delays an answer", async () => {
  await using org = await startOrg({ latencyMs: 30, state: smallOrg() });
  const start = performance.now();
  ids(await org.get("/api/v1/users"));
  assert(performance.now() - start >= 29);
});
