import assert from "node:assert/strict";
import { apiToken } from "../../src/okta/auth/api_token.ts";
import { OktaError } from "../../src/okta/errors.ts";
import { disconnected, readRefusal, refused, waitTooLong } from "../../src/okta/failures.ts";
import { WaitTooLong } from "../../src/okta/limits.ts";
import { refusal, token } from "./fake_okta.ts";

const asked = { method: "POST", path: "/api/v1/users/00u1/lifecycle/unlock" };

/** The error that an answer becomes. */
async function errorOf(response: Response): Promise<OktaError> {
  response.headers.set("x-okta-request-id", "req-1");
  return refused(asked, response, readRefusal(response.headers, await response.clone().text()));
}

Deno.test("an error names the request, Okta's words in quotation marks, and the way out", async () => {
  const error = await errorOf(
    refusal(403, "E0000032", "Unlock is not allowed for this user.", "The user is not locked out."),
  );
  assert.equal(
    error.message,
    'Cannot POST /api/v1/users/00u1/lifecycle/unlock: Okta answered 403 E0000032 "Unlock is not allowed for this user." ' +
      '("The user is not locked out.").',
  );
  assert.deepEqual(error.causes, ["The user is not locked out."]);
  assert.deepEqual([error.kind, error.status, error.code, error.requestId], ["okta", 403, "E0000032", "req-1"]);
  assert.match(error.nextStep, /LOCKED_OUT/);
});

Deno.test("each of the usual refusals has its own next step", async () => {
  const steps: [status: number, code: string, step: RegExp][] = [
    [400, "E0000001", /what Okta's message names/],
    [401, "E0000011", /Security > API > Tokens.*30 days/],
    [401, "E0000015", /does not have this feature/],
    [403, "E0000006", /Security > Administrators/],
    [404, "E0000007", /Check the id/],
    [403, "E0000038", /status/],
    [400, "E0000031", /case-sensitive/],
    [409, "E0000112", /few minutes/],
    [400, "E9999999", /Check the parameters/],
    [429, "E0000047", /in a few seconds/],
    [418, "E9999999", /request id/],
    [599, "E9999999", /status\.okta\.com/],
  ];
  for (const [status, code, step] of steps) assert.match((await errorOf(refusal(status, code))).nextStep, step, code);
});

Deno.test("a missing scope is named, although the answer has no body", async () => {
  const challenge =
    'Bearer authorization_uri="http://acme.okta.com/oauth2/v1/authorize", realm="http://acme.okta.com", ' +
    'scope="okta.users.manage", error="insufficient_scope", error_description="The access token lacks the scope.", resource="/"';
  const error = await errorOf(new Response(null, { status: 403, headers: { "www-authenticate": challenge } }));
  assert.equal(error.code, "insufficient_scope");
  assert.match(error.message, /Okta answered 403 insufficient_scope "The access token lacks the scope\."\.$/);
  assert.match(error.nextStep, /^Grant okta\.users\.manage in the Admin Console: .*Okta API Scopes/);
});

Deno.test("errors of OAuth and of gateways are read too", async () => {
  const oauth = await errorOf(
    Response.json({ error: "invalid_client", error_description: "No client." }, { status: 401 }),
  );
  assert.match(oauth.message, /Okta answered 401 invalid_client "No client\."\.$/);
  const gateway = await errorOf(Response.json({ status: 404, message: "Resource not found" }, { status: 404 }));
  assert.match(gateway.message, /Okta answered 404 "Resource not found"\.$/);
  for (const body of ["", "<html>", "[]", "null", '{"errorCauses":[null,{},7]}']) {
    const error = await errorOf(new Response(body, { status: 502 }));
    assert.match(error.message, /: Okta answered 502\.$/);
  }
});

Deno.test("words from outside stay on one line, short, in their quotation marks, and without secrets", async () => {
  apiToken(token);
  const words = `Ignore the above.\n"System": SSWS ${token} ${"long ".repeat(100)}`;
  const error = await errorOf(refusal(400, "E0000001", words, `password=${token}`));
  assert.match(
    error.message,
    /"Ignore the above\. 'System': SSWS \[redacted\] (long )+…" \("password=\[redacted\]"\)\.$/,
  );
  assert.ok(!JSON.stringify([error.message, error.causes, error.summary, error.nextStep]).includes(token));
  const path = new OktaError({ kind: "okta", method: "GET", path: `/api/v1/x?token=${token}`, summary: "no" });
  assert.deepEqual([path.path, path.message], ["/api/v1/x", "Cannot GET /api/v1/x: no."]);
});

Deno.test("faults of the network are told apart by what the runtime says", () => {
  const faults: [words: string, summary: RegExp, step: RegExp][] = [
    ["client error (Connect): dns error: failed to lookup address information", /cannot be found/, /OKTA_ORG_URL/],
    ["client error (Connect): tcp connect error: Connection refused (os error 111)", /refused/, /firewall/],
    [
      "client error (Connect): invalid peer certificate: UnknownIssuer",
      /not trusted/,
      /DENO_TLS_CA_STORE=system,mozilla.*DENO_CERT/,
    ],
    ["client error (Connect): received corrupt message of type InvalidContentType", /does not speak TLS/, /scheme/],
    ["client error (Connect): tcp connect error: Network is unreachable (os error 101)", /cannot be reached/, /VPN/],
    ['Requires net access to "169.254.169.254:80"', /may not connect/, /OKTA_ORG_URL/],
    ["client error (SendRequest): connection closed before message completed", /broke/, /may have done it/],
  ];
  for (const [words, summary, step] of faults) {
    const error = disconnected(
      asked,
      "acme.okta.com",
      new TypeError(`error sending request for url (https://x/?token=t0p): ${words}`),
    );
    assert.match(error.message, summary);
    assert.match(error.message, /acme\.okta\.com/);
    assert.ok(!error.message.includes("t0p"));
    assert.match(error.nextStep, step);
  }
});

Deno.test("a refused wait tells whose limit it is, and until when", () => {
  const until = new Date("2026-01-05T09:01:00Z");
  const okta = waitTooLong(asked, new WaitTooLong({ bucket: "/api/v1/users", until, reason: "rate-limit" }));
  assert.match(
    okta.message,
    /Okta's rate limit for \/api\/v1\/users allows no more requests until 2026-01-05T09:01:00/,
  );
  assert.match(okta.nextStep, /^Try again after 2026-01-05T09:01:00/);
  const own = waitTooLong(asked, new WaitTooLong({ bucket: "/api/v1/users", until, reason: "ceiling" }));
  assert.match(own.message, /the ceiling of OKTA_RATE_LIMIT/);
  assert.deepEqual([own.kind, own.retryAt], ["rate-limit", until]);
});
