/**
 * Consent tokens: proof that a preview was made for exactly these arguments, at most `lifetimeSeconds` ago, and that
 * its consent has not been used yet. They serve both as MCP `requestState` (which comes back through the client and
 * counts as attacker-controlled, MCP 2026-07-28 basic/patterns/mrtr) and as the `consent_token` argument for clients
 * without elicitation.
 *
 * Wire form, base64url: nonce (9 bytes) | expiry in epoch seconds (4) | digest of the plan (8) | HMAC-SHA-256 (16).
 */

import { UserError } from "../user_error.ts";

const NONCE = 9;
const EXPIRY = NONCE + 4;
const BODY = EXPIRY + 8;
const TOKEN = BODY + 16;

/** How long a consent stays good, in seconds. */
export const CONSENT_LIFETIME_SECONDS = 600;

/** The plan that consent is asked for. */
export interface Shown {
  /** From `digestOf`. */
  digest: string;
  /** As the person read it. */
  preview: string;
}

/**
 * `preview` is absent where another process made the token, or many others were made since. `foreign`: the token is not
 * one that this server made for these arguments; otherwise it was, and is good no more.
 */
export type Redeemed =
  | { ok: true; digest: string; preview?: string }
  | { ok: false; reason: string; foreign: boolean };

/** A question's state that this server did not make for the request that brings it: not a request to act upon. */
export class ForeignState extends UserError {
  override readonly name = "ForeignState";
}

/** How many previews are remembered, to show what has changed since. */
const REMEMBERED = 200;

export interface ConsentTokens {
  /** Signs a plan for this tool and these arguments. */
  issue(tool: string, args: unknown, shown: Shown): Promise<string>;
  /** Checks a token and uses it up: of two racing calls only one gets `ok`. */
  redeem(token: string, tool: string, args: unknown): Promise<Redeemed>;
}

/**
 * @param key at least 32 random bytes; the same for every process that may see the token.
 * @param now the clock, in epoch milliseconds.
 */
export function consentTokens(key: Uint8Array<ArrayBuffer>, now: () => number): ConsentTokens {
  const used = new Map<string, number>();
  const previews = new Map<string, string>();
  let hmacKey: Promise<CryptoKey> | undefined;

  async function sign(body: Uint8Array, tool: string, args: unknown): Promise<Uint8Array> {
    hmacKey ??= crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    const bound = new TextEncoder().encode(`${tool}\0${canonicalJson(args)}\0${toBase64Url(body)}`);
    return new Uint8Array(await crypto.subtle.sign("HMAC", await hmacKey, bound)).subarray(0, TOKEN - BODY);
  }

  return {
    async issue(tool, args, { digest, preview }) {
      const token = new Uint8Array(TOKEN);
      crypto.getRandomValues(token.subarray(0, NONCE));
      const expires = Math.floor(now() / 1000) + CONSENT_LIFETIME_SECONDS;
      new DataView(token.buffer).setUint32(NONCE, expires);
      token.set(fromBase64Url(digest) ?? [], EXPIRY);
      token.set(await sign(token.subarray(0, BODY), tool, args), BODY);
      previews.set(toBase64Url(token.subarray(0, NONCE)), preview);
      for (const oldest of previews.keys()) {
        if (previews.size <= REMEMBERED) break;
        previews.delete(oldest);
      }
      return toBase64Url(token);
    },

    async redeem(text, tool, args) {
      const token = fromBase64Url(text);
      if (token?.length !== TOKEN) {
        return { ok: false, reason: "the consent token is not one that this server made", foreign: true };
      }
      const body = token.subarray(0, BODY);
      const expected = await sign(body, tool, args);
      if (!equalBytes(expected, token.subarray(BODY))) {
        const reason = "the consent token was made for other arguments, or by another server";
        return { ok: false, reason, foreign: true };
      }
      const seconds = now() / 1000;
      const expires = new DataView(token.buffer).getUint32(NONCE);
      if (expires < seconds) return { ok: false, reason: "the consent is more than ten minutes old", foreign: false };
      for (const [nonce, end] of used) if (end < seconds) used.delete(nonce);
      const nonce = toBase64Url(token.subarray(0, NONCE));
      if (used.has(nonce)) return { ok: false, reason: "the consent has been used already", foreign: false };
      used.set(nonce, expires);
      const preview = previews.get(nonce);
      previews.delete(nonce);
      const digest = toBase64Url(token.subarray(EXPIRY, BODY));
      return { ok: true, digest, ...(preview === undefined ? {} : { preview }) };
    },
  };
}

/** Eight bytes of SHA-256 over the value, as base64url; the same for values that differ in key order only. */
export async function digestOf(value: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(canonicalJson(value));
  return toBase64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).subarray(0, BODY - EXPIRY));
}

/** JSON with object keys in order and absent members left out. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (inner === null || typeof inner !== "object" || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  }) ?? "null";
}

function toBase64Url(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

function fromBase64Url(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.fromBase64(text, { alphabet: "base64url" });
  } catch {
    return undefined;
  }
}

/** Compares without telling by its time where the first difference is. */
function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  a.forEach((byte, index) => difference |= byte ^ (b[index] ?? 0));
  return difference === 0;
}
