import { createPrivateKey } from "node:crypto";
import { importJWK, type JWK } from "jose";
import type { PrivateKey } from "oauth4webapi";
import { registerSecret } from "../redact.ts";
import { UserError } from "../../user_error.ts";

/** What Okta takes for client assertions, the default first. */
const algorithms: Readonly<Record<string, readonly string[]>> = {
  "RSA": ["RS256", "RS384", "RS512"],
  "P-256": ["ES256"],
  "P-384": ["ES384"],
  "P-521": ["ES512"],
};
const fewestRsaBits = 2048;

/**
 * Reads a private key that signs client assertions.
 *
 * @param text a PEM (PKCS#1, PKCS#8 or SEC 1; a line break may be written `\n`), a JWK, or the path of a file with one
 * @param keyId the `kid` at Okta, in place of the JWK's own
 * @throws {UserError} that says what is wrong with it; the key itself is never shown
 */
export async function readSigningKey(text: string, keyId?: string): Promise<PrivateKey> {
  const jwk = jwkOf(isKey(text) ? text : await readKeyFile(text));
  const known = algorithms[jwk.kty === "RSA" ? "RSA" : jwk.crv ?? ""];
  const alg = jwk.alg ?? known?.[0];
  if (known === undefined || alg === undefined || !known.includes(alg)) {
    throw unusable(`it is a ${[jwk.kty, jwk.crv, jwk.alg].filter(Boolean).join(" ")} key, which Okta does not take`);
  }
  if (jwk.d === undefined) throw unusable("it is a public key: that one belongs to Okta");
  registerSecret(jwk.d);
  const rsaBits = jwk.kty === "RSA" ? (jwk.n ?? "").length * 6 : undefined;
  if (rsaBits !== undefined && rsaBits < fewestRsaBits) throw unusable(`it has fewer than ${fewestRsaBits} bits`);
  const kid = keyId ?? jwk.kid;
  try {
    return { key: await importJWK({ ...jwk, alg }, alg) as CryptoKey, ...(kid === undefined ? {} : { kid }) };
  } catch {
    throw unusable("its numbers do not make a key");
  }
}

const isKey = (text: string) => text.trimStart().startsWith("{") || text.includes("-----BEGIN ");

async function readKeyFile(path: string): Promise<string> {
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    throw unusable(
      `there is no key in it, and as a path it cannot be read (${error instanceof Error ? error.name : error})`,
    );
  }
  if (!isKey(text)) throw unusable("the file it names holds neither a PEM nor a JWK");
  return text;
}

function jwkOf(text: string): JWK {
  if (text.trimStart().startsWith("{")) {
    try {
      return JSON.parse(text);
    } catch {
      throw unusable("it begins as a JWK but is not JSON");
    }
  }
  const pem = text.replaceAll("\\n", "\n");
  if (/ENCRYPTED/.test(pem)) {
    throw unusable("it is encrypted: take the passphrase off with openssl pkey -in KEY.pem -out PLAIN.pem");
  }
  if (/BEGIN (RSA )?PUBLIC KEY|BEGIN CERTIFICATE/.test(pem)) {
    throw unusable("it is a public key or a certificate: the private key is needed");
  }
  try {
    return createPrivateKey(pem).export({ format: "jwk" }) as JWK;
  } catch {
    throw unusable("its PEM is cut off or damaged: copy the key again, with its first and last line");
  }
}

function unusable(problem: string): UserError {
  return new UserError(
    `Cannot use OKTA_PRIVATE_KEY: ${problem}. Give a PEM, a JWK, or the path of a file with one; mcp-okta-support keygen makes a new key.`,
  );
}
