import { importJWK, type JWK } from "jose";
import * as oauth from "oauth4webapi";
import { registerSecret } from "../redact.ts";
import type { OrgClock } from "./org_clock.ts";

const alg = "ES256";

/** Makes a key pair for nothing but DPoP proofs, as a private JWK. */
export async function generateDpopKey(): Promise<JWK> {
  const { privateKey } = await oauth.generateKeyPair(alg, { extractable: true });
  return await crypto.subtle.exportKey("jwk", privateKey) as JWK;
}

/**
 * Proves possession of a key to the org, so that its tokens are of no use to whoever else gets hold of them (RFC 9449).
 * The proofs are dated by the org's clock and bear the nonce of whichever of its answers came last.
 */
export class Dpop {
  /** Adds proofs to the requests that the library sends. */
  readonly handle: oauth.DPoPHandle;
  #nonce: string | undefined;

  private constructor(readonly key: JWK, pair: oauth.CryptoKeyPair, clock: OrgClock) {
    this.handle = oauth.DPoP({}, pair, {
      [oauth.modifyAssertion]: (_header, claims) => {
        claims.iat = clock.seconds();
        claims.nonce = this.#nonce;
      },
    });
  }

  /** @param key of {@linkcode generateDpopKey}; to be kept with a refresh token that is bound to it (RFC 9449 §5) */
  static async from(key: JWK, clock: OrgClock): Promise<Dpop> {
    if (key.d) registerSecret(key.d);
    const { d: _private, ...publicJwk } = key;
    const privateKey = await importJWK(key, alg) as CryptoKey;
    const publicKey = await importJWK({ ...publicJwk, key_ops: ["verify"] }, alg, { extractable: true }) as CryptoKey;
    return new Dpop(key, { privateKey, publicKey }, clock);
  }

  /** A proof for one attempt of one request; never good for another (RFC 9449 §4.2). */
  async proof({ method, url }: { method: string; url: URL }, accessToken: string): Promise<string> {
    let proof = "";
    // The library makes a proof for a request that it sends, and this one goes the way of all others.
    await oauth.protectedResourceRequest(accessToken, method, url, undefined, undefined, {
      DPoP: this.handle,
      [oauth.allowInsecureRequests]: true,
      [oauth.customFetch]: (_url, { headers }) => {
        proof = headers.dpop!;
        return Promise.resolve(new Response());
      },
    });
    return proof;
  }

  /** Takes the nonce that came with an answer (RFC 9449 §8.2). */
  observe(response: Response): void {
    this.#nonce = response.headers.get("dpop-nonce") ?? this.#nonce;
  }
}
