import { join } from "node:path";
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from "jose";
import { writePrivately } from "../okta/auth/private_file.ts";

const alg = "RS256";

/** A new key pair: the public half to paste into Okta, and where the private one lies. */
export interface KeyPair {
  publicJwk: Record<string, unknown>;
  path: string;
}

/** Makes a key pair for `private_key_jwt` and keeps the private half in `folder`, readable by its owner only. */
export async function generateClientKey(folder: string): Promise<KeyPair> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const kid = await calculateJwkThumbprint(await exportJWK(publicKey));
  const path = join(folder, `private-key-${kid.slice(0, 8)}.json`);
  await writePrivately(path, { ...await exportJWK(privateKey), kid, alg, use: "sig" });
  return { publicJwk: { ...await exportJWK(publicKey), kid, alg, use: "sig" }, path };
}

/** What to do with the pair, in words. */
export function keygenSteps({ path }: KeyPair): string {
  return `The key above is public. Paste it in the Admin Console:
  Applications > Applications > the app > General > Client Credentials > Edit >
  Public key / Private key > Add key, then Save.
The private key is in a file that only you can read. Set:
  OKTA_PRIVATE_KEY=${path}
It holds its key id, so OKTA_KEY_ID is not needed. docs/setup.md has the steps around this one.
`;
}
