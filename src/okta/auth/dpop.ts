import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from "jose";
import { registerSecret } from "../redact.ts";
import type { OrgClock } from "./org_clock.ts";

const alg = "ES256";

/** Makes a key pair for nothing but DPoP proofs, as a private JWK. */
export async function generateDpopKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  return await exportJWK(privateKey);
}

/** Proves possession of a key to the org, so that its tokens are of no use to whoever else gets hold of them (RFC 9449). */
export class Dpop {
  readonly #key: CryptoKey;
  readonly #publicJwk: JWK;
  readonly #clock: OrgClock;
  #nonce: string | undefined;

  private constructor(key: CryptoKey, publicJwk: JWK, clock: OrgClock) {
    this.#key = key;
    this.#publicJwk = publicJwk;
    this.#clock = clock;
  }

  /** @param privateJwk of {@linkcode generateDpopKey} */
  static async from(privateJwk: JWK, clock: OrgClock): Promise<Dpop> {
    if (privateJwk.d) registerSecret(privateJwk.d);
    const { kty, crv, x, y } = privateJwk;
    const key = await importJWK(privateJwk, alg) as CryptoKey;
    return new Dpop(key, { kty, crv, x, y } as JWK, clock);
  }

  /** A proof for one attempt of one request; never good for another (RFC 9449 §4.2). */
  async proof({ method, url }: { method: string; url: URL }, accessToken?: string): Promise<string> {
    const claims = {
      jti: crypto.randomUUID(),
      htm: method,
      htu: url.origin + url.pathname,
      iat: this.#clock.seconds(),
      ...(this.#nonce === undefined ? {} : { nonce: this.#nonce }),
      ...(accessToken === undefined ? {} : { ath: await sha256(accessToken) }),
    };
    return await new SignJWT(claims).setProtectedHeader({ typ: "dpop+jwt", alg, jwk: this.#publicJwk }).sign(this.#key);
  }

  /** Takes the nonce that came with an answer (RFC 9449 §8.2); true where it is a new one. */
  observe(response: Response): boolean {
    const nonce = response.headers.get("dpop-nonce");
    if (nonce === null || nonce === this.#nonce) return false;
    this.#nonce = nonce;
    return true;
  }
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(digest).toBase64({ alphabet: "base64url", omitPadding: true });
}
