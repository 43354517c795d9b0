import assert from "node:assert/strict";
import { oauthServer } from "../../../src/okta/auth/oauth.ts";
import { failureOf } from "../fake_okta.ts";

/** An authorization server that answers everything in one way, and a native app's way to it. */
async function answering(answer: () => Response) {
  const requests: { headers: Headers; form: URLSearchParams }[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    requests.push({ headers: request.headers, form: new URLSearchParams(await request.text()) });
    return answer();
  });
  const oauth = await oauthServer({
    orgUrl: new URL(`http://127.0.0.1:${server.addr.port}`),
    credential: { kind: "device", clientId: "0oa1", scopes: [] },
    folder: "/nowhere",
    timeoutSeconds: 10,
    userAgent: "test/1",
    clock: { now: () => Date.now(), sleep: () => Promise.resolve() },
  });
  return { oauth, requests, [Symbol.asyncDispose]: () => server.shutdown() };
}

const TOKEN = { access_token: "opaque-access-token", token_type: "bearer", expires_in: 60 };

Deno.test("a token is taken as it comes: no scope, no lifetime, a scheme in lower case, an ID token of anybody", async () => {
  const id_token = "eyJhbGciOiJub25lIn0.eyJpc3MiOiJodHRwczovL2Vsc2V3aGVyZSJ9.";
  await using org = await answering(() => Response.json({ ...TOKEN, expires_in: undefined, id_token }));
  const token = await org.oauth.token("refresh_token", { refresh_token: "r1" });
  assert.deepEqual([token.scheme, token.scopes, token.refreshToken], ["Bearer", [], undefined]);
  assert.equal(token.expiresAt - token.issuedAt, 3_600_000);
  const [{ headers, form }] = org.requests as [typeof org.requests[number]];
  assert.equal(headers.get("user-agent"), "test/1");
  assert.deepEqual(Object.fromEntries(form), { grant_type: "refresh_token", refresh_token: "r1", client_id: "0oa1" });
});

Deno.test("what is no answer of OAuth is called so, with what to do, and asked for once", async () => {
  const answers: [answer: () => Response, expected: RegExp][] = [
    [() => Response.json({}), /lacks what must be in it/],
    [() => Response.json(null), /lacks what must be in it/],
    [() => Response.json({ ...TOKEN, access_token: 7 }), /lacks what must be in it/],
    [() => Response.json({ ...TOKEN, token_type: "mac" }), /lacks what must be in it/],
    [() => new Response("{", { headers: { "content-type": "application/json" } }), /not the JSON that it should be/],
    [() => new Response("<p>Sign in", { headers: { "content-type": "text/html" } }), /a web page came/],
    [() => Response.redirect("https://elsewhere.example/token"), /points to https:\/\/elsewhere\.example/],
    [() => new Response("<h1>Forbidden</h1>", { status: 403 }), /Okta answered 403/],
  ];
  for (const [answer, expected] of answers) {
    await using org = await answering(answer);
    const failure = await failureOf(org.oauth.token("refresh_token", { refresh_token: "r1" }));
    assert.match(failure.message, expected);
    assert.doesNotMatch(failure.nextStep, /Okta may have done it/);
    assert.equal(org.requests.length, 1);
  }
  await using org = await answering(() => Response.json({ device_code: "d1", user_code: "u1" }));
  assert.match((await failureOf(org.oauth.deviceCode("okta.users.read"))).message, /lacks what must be in it/);
});

Deno.test("a refusal is read from the answer also where a challenge comes with it (RFC 6749 §5.2)", async () => {
  const headers = { "www-authenticate": 'Basic realm="Okta"' };
  const refusal = { error: "invalid_client", error_description: "Unknown client" };
  await using org = await answering(() => Response.json(refusal, { status: 401, headers }));
  const failure = await failureOf(org.oauth.revoke("t1", "refresh_token"));
  assert.deepEqual([failure.status, failure.code], [401, "invalid_client"]);
  assert.match(failure.message, /"Unknown client"/);
  const [{ form }] = org.requests as [typeof org.requests[number]];
  assert.deepEqual(Object.fromEntries(form), { token: "t1", token_type_hint: "refresh_token", client_id: "0oa1" });
});
