/** Checks proofs of possession (RFC 9449, section 4.3), as strictly as Okta. */
import { createHash } from "node:crypto";
import { isObject } from "../json.ts";
import { OAuthError } from "./errors.ts";
import { isSignedBy, type PublicJwk, readJwt } from "./jwt.ts";

/** A proof is good for five minutes. */
const LIFETIME = 300;

export interface ProofContext {
  method: string;
  url: URL;
  /** Seconds since the epoch. */
  now: number;
  /** The nonce that the proof has to carry; none needed where undefined. */
  nonce: string | undefined;
  /** The token that the proof goes with; none at the token endpoint. */
  accessToken?: string;
}

export class Proofs {
  readonly #seen = new Set<string>();

  /** The thumbprint of the key that made the proof. Throws `invalid_dpop_proof` or `use_dpop_nonce`. */
  check(proof: string | null, { method, url, now, nonce, accessToken }: ProofContext): string {
    const refuse = (why: string, code = "invalid_dpop_proof") => {
      // At a resource the challenge comes with 401 (RFC 9449, section 7.1).
      const headers: [string, string][] = nonce === undefined ? [] : [["dpop-nonce", nonce]];
      if (accessToken === undefined) return new OAuthError(code, why, 400, headers);
      return new OAuthError(code, why, 401, [...headers, ["www-authenticate", `DPoP error="${code}"`]]);
    };
    const jwt = proof === null ? undefined : readJwt(proof);
    if (jwt === undefined) throw refuse("There is no DPoP proof, or it cannot be parsed");
    const { header, claims } = jwt;
    if (header.typ !== "dpop+jwt") throw refuse("The proof's typ is not dpop+jwt");
    if (!isObject(header.jwk) || "d" in header.jwk) throw refuse("The proof has no public key");
    if (!isSignedBy(jwt, header.jwk)) throw refuse("The proof's signature is wrong");
    if (claims.htm !== method) throw refuse("The proof's htm is another method");
    if (claims.htu !== url.origin + url.pathname) throw refuse("The proof's htu is another address");
    if (typeof claims.iat !== "number" || claims.iat > now) throw refuse("The proof is issued in the future");
    if (claims.iat < now - LIFETIME) throw refuse("The proof is issued over five minutes ago");
    if (nonce !== undefined && claims.nonce !== nonce) throw refuse("The proof needs the nonce", "use_dpop_nonce");
    if (typeof claims.jti !== "string" || this.#seen.has(claims.jti)) throw refuse("The proof has been used already");
    if (accessToken !== undefined && claims.ath !== sha256(accessToken)) {
      throw refuse("The proof's ath is of another token");
    }
    this.#seen.add(claims.jti);
    return thumbprint(header.jwk);
  }
}

/** RFC 7638: the required members, in the order of their names. */
function thumbprint(jwk: PublicJwk): string {
  const members = jwk.kty === "RSA" ? ["e", "kty", "n"] : ["crv", "kty", "x", "y"];
  return sha256(JSON.stringify(Object.fromEntries(members.map((name) => [name, jwk[name]]))));
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
