import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { Dpop, generateDpopKey } from "../../../src/okta/auth/dpop.ts";
import { OrgClock } from "../../../src/okta/auth/org_clock.ts";
import { redactText } from "../../../src/okta/redact.ts";
import { isSignedBy, type PublicJwk, readJwt } from "../../../src/sandbox/oauth/jwt.ts";

const NOW = Date.UTC(2026, 6, 15, 14);
const local = { now: () => NOW, sleep: () => Promise.resolve() };
const request = { method: "GET", url: new URL("https://acme.okta.com/api/v1/users?limit=5#top") };
const answer = (headers: Record<string, string>) => new Response(null, { headers });

async function claimsOf(dpop: Dpop, accessToken = "token-0") {
  const jwt = readJwt(await dpop.proof(request, accessToken));
  assert.ok(jwt);
  return jwt;
}

Deno.test("a proof says what is asked, when, with which key and which token, and is never the same", async () => {
  const key = await generateDpopKey();
  const dpop = await Dpop.from(key, new OrgClock(local));
  const jwt = await claimsOf(dpop, "token-1");
  assert.deepEqual(Object.keys(jwt.header).sort(), ["alg", "jwk", "typ"]);
  assert.deepEqual(jwt.header.jwk, { kty: "EC", crv: "P-256", x: key.x, y: key.y });
  assert.ok(isSignedBy(jwt, jwt.header.jwk as PublicJwk));
  const { jti, ...claims } = jwt.claims;
  assert.deepEqual(claims, {
    htm: "GET",
    htu: "https://acme.okta.com/api/v1/users",
    iat: NOW / 1000,
    ath: createHash("sha256").update("token-1").digest("base64url"),
  });
  assert.notEqual((await claimsOf(dpop)).claims.jti, jti);
  assert.equal(redactText(`key ${key.d}`), "key [redacted]");
});

Deno.test("the nonce of any answer goes with the next proof", async () => {
  const dpop = await Dpop.from(await generateDpopKey(), new OrgClock(local));
  dpop.observe(answer({}));
  assert.equal("nonce" in (await claimsOf(dpop)).claims, false);
  for (const nonce of ["n1", "n2"]) {
    dpop.observe(answer({ "dpop-nonce": nonce }));
    dpop.observe(answer({}));
    assert.equal((await claimsOf(dpop)).claims.nonce, nonce);
  }
});

Deno.test("the org's clock goes by its answers, and a second is no skew", () => {
  const clock = new OrgClock(local);
  const dated = (offsetMs: number) => answer({ date: new Date(NOW + offsetMs).toUTCString() });
  assert.equal(clock.observe(dated(-1000)), false);
  assert.equal(clock.observe(dated(90_000)), true);
  assert.equal(clock.seconds(), NOW / 1000 + 90);
  assert.equal(clock.observe(dated(90_000)), false);
  assert.equal(clock.observe(answer({ date: "yesterday" })), false);
  assert.equal(clock.observe(dated(0)), true);
  assert.equal(clock.seconds(), NOW / 1000);
});
