import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey } from "node:crypto";
import { generateClientKey, keygenSteps } from "../../src/cli/keygen.ts";
import { readSigningKey } from "../../src/okta/auth/signing_key.ts";

Deno.test("keygen keeps the private half to the owner and gives the public one away", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const { publicJwk, path } = await generateClientKey(folder);
    assert.deepEqual(Object.keys(publicJwk).sort(), ["alg", "e", "kid", "kty", "n", "use"]);
    const key = await readSigningKey(path);
    assert.equal(key.kid, publicJwk.kid);
    const stored = JSON.parse(await Deno.readTextFile(path));
    const derived = createPublicKey(createPrivateKey({ key: stored, format: "jwk" })).export({ format: "jwk" });
    assert.equal(derived.n, publicJwk.n);
    if (Deno.build.os !== "windows") assert.equal((await Deno.stat(path)).mode! & 0o777, 0o600);
    assert.ok(keygenSteps({ publicJwk, path }).includes(`OKTA_PRIVATE_KEY=${path}\n`));
    assert.notEqual((await generateClientKey(folder)).path, path);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
