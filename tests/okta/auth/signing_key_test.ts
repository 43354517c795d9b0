import assert from "node:assert/strict";
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { PrivateKeyJwt } from "oauth4webapi";
import { readSigningKey } from "../../../src/okta/auth/signing_key.ts";
import { isSignedBy, type PublicJwk, readJwt } from "../../../src/sandbox/oauth/jwt.ts";

interface Pair {
  privateKey: KeyObject;
  publicKey: KeyObject;
}

const pem = (key: KeyObject, type: "pkcs1" | "pkcs8" | "sec1" | "spki") =>
  key.export({ format: "pem", type: type as "pkcs8" }) as string;
const rsa: Pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
const curves: [string, string, Pair][] = [
  ["P-256", "ES256", generateKeyPairSync("ec", { namedCurve: "P-256" })],
  ["P-384", "ES384", generateKeyPairSync("ec", { namedCurve: "P-384" })],
  ["P-521", "ES512", generateKeyPairSync("ec", { namedCurve: "P-521" })],
];

/** Fails unless an assertion that the key signs is as the pair's public half expects. */
async function assertSigns(text: string, alg: string, { publicKey }: Pair): Promise<void> {
  const form = new URLSearchParams();
  const authenticate = PrivateKeyJwt(await readSigningKey(text, "k1"));
  await authenticate({ issuer: "https://acme.okta.com" }, { client_id: "0oa1" }, form, new Headers());
  const jwt = readJwt(form.get("client_assertion")!)!;
  assert.deepEqual([jwt.header.alg, jwt.header.kid], [alg, "k1"]);
  assert.ok(isSignedBy(jwt, publicKey.export({ format: "jwk" }) as PublicJwk), alg);
}

Deno.test("a key is read from every kind of PEM, also with its line breaks written as \\n", async () => {
  for (const type of ["pkcs1", "pkcs8"] as const) {
    await assertSigns(pem(rsa.privateKey, type), "RS256", rsa);
    await assertSigns(pem(rsa.privateKey, type).replaceAll("\n", "\\n"), "RS256", rsa);
  }
  for (const [, alg, pair] of curves) {
    for (const type of ["pkcs8", "sec1"] as const) await assertSigns(pem(pair.privateKey, type), alg, pair);
  }
});

Deno.test("a JWK says its algorithm and its key id itself", async () => {
  const jwk = rsa.privateKey.export({ format: "jwk" });
  for (const alg of ["RS256", "RS384", "RS512"]) await assertSigns(JSON.stringify({ ...jwk, alg }), alg, rsa);
  assert.equal((await readSigningKey(JSON.stringify({ ...jwk, kid: "mine" }))).kid, "mine");
  assert.equal((await readSigningKey(JSON.stringify({ ...jwk, kid: "mine" }), "given")).kid, "given");
});

Deno.test("a path leads to the key", async () => {
  const path = await Deno.makeTempFile();
  try {
    await Deno.writeTextFile(path, pem(rsa.privateKey, "pkcs8"));
    await assertSigns(path, "RS256", rsa);
    await Deno.writeTextFile(path, "not a key");
    await assert.rejects(readSigningKey(path), /the file it names holds neither a PEM nor a JWK/);
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("what cannot be used is named, with the way out, and never shown", async () => {
  const jwk = rsa.privateKey.export({ format: "jwk" });
  const whole = pem(rsa.privateKey, "pkcs8");
  const encrypted = rsa.privateKey.export({ format: "pem", type: "pkcs8", cipher: "aes-256-cbc", passphrase: "x" });
  const weak = generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey;
  const cases: [string, RegExp][] = [
    [whole.slice(0, 400), /cut off or damaged/],
    [String(encrypted), /encrypted: take the passphrase off/],
    [pem(rsa.publicKey, "spki"), /public key or a certificate/],
    [JSON.stringify(rsa.publicKey.export({ format: "jwk" })), /public key: that one belongs to Okta/],
    [JSON.stringify({ ...jwk, alg: "PS256" }), /RSA PS256 key, which Okta does not take/],
    [JSON.stringify({ kty: "oct", k: "c2VjcmV0" }), /oct key/],
    [JSON.stringify({ ...jwk, p: undefined }), /do not make a key/],
    [JSON.stringify({ keys: [jwk] }), /JWK/],
    [pem(weak, "pkcs8"), /fewer than 2048 bits/],
    ["{ kty", /not JSON/],
    ["/nowhere/key.pem", /as a path it cannot be read \(NotFound\)/],
  ];
  for (const [text, expected] of cases) {
    await assert.rejects(readSigningKey(text), (error: Error) => {
      assert.match(error.message, /^Cannot use OKTA_PRIVATE_KEY: .*keygen makes a new key\.$/s);
      assert.match(error.message, expected);
      return !error.message.includes(whole.slice(60, 90));
    });
  }
});
