/** Reads and checks signed tokens with the platform's own cryptography, so that no fault of the client is shared. */
import { createPublicKey, verify } from "node:crypto";
import { isObject, type Json } from "../json.ts";

export interface Jwt {
  header: Json;
  claims: Json;
  signed: string;
  signature: Uint8Array<ArrayBuffer>;
}

/** A public key as the org keeps it. */
export interface PublicJwk {
  kty?: string | undefined;
  kid?: string | undefined;
  [member: string]: unknown;
}

const BASE64URL = { alphabet: "base64url" } as const;

/** Takes a compact JWS apart (RFC 7515, section 7.1); undefined for what is none. */
export function readJwt(text: string): Jwt | undefined {
  const [header, claims, signature, ...more] = text.split(".");
  if (header === undefined || claims === undefined || signature === undefined || more.length > 0) return undefined;
  try {
    const [head, body] = [header, claims].map((part): unknown =>
      JSON.parse(new TextDecoder().decode(Uint8Array.fromBase64(part, BASE64URL)))
    );
    if (!isObject(head) || !isObject(body)) return undefined;
    const bytes = Uint8Array.fromBase64(signature, BASE64URL);
    return { header: head, claims: body, signed: `${header}.${claims}`, signature: bytes };
  } catch {
    return undefined;
  }
}

/** Whether the key made the signature, by the algorithm that the header names: RS or ES with 256, 384 or 512. */
export function isSignedBy({ header, signed, signature }: Jwt, key: PublicJwk): boolean {
  const [, family, bits] = /^(RS|ES)(256|384|512)$/.exec(String(header.alg)) ?? [];
  if (family === undefined || (family === "RS") !== (key.kty === "RSA")) return false;
  try {
    const publicKey = createPublicKey({ key, format: "jwk" });
    const data = new TextEncoder().encode(signed);
    return verify(`sha${bits}`, data, { key: publicKey, dsaEncoding: "ieee-p1363" }, signature);
  } catch {
    return false;
  }
}
