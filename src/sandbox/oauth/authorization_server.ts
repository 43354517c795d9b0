/** The demo org's custom authorization server `default`: it publishes its keys and signs access tokens of people. */
import { generateKeyPairSync, sign } from "node:crypto";
import type { Reply } from "../context.ts";
import type { Incoming } from "./server.ts";

/** What an access token says beside the times and the issuer. */
export interface PersonClaims {
  /** The login. */
  sub: string;
  /** The user id; a client that acts for itself has none. */
  uid?: string;
  aud: string;
  scp: readonly string[];
  groups?: readonly string[];
  /** Seconds until it ends; 3600 unless given. */
  seconds?: number;
}

const PATH = "/oauth2/default";
const CLIENT_ID = "0oaMcpClient00000000";
const KEY_ID = "signing-key-1";

export class AuthorizationServer {
  #key: ReturnType<typeof newKey> | undefined;
  #count = 0;

  /** Answers what anybody may ask of it (RFC 8414, RFC 7517); undefined for another path. */
  answer({ method, url: { origin, pathname } }: Incoming): Reply | undefined {
    if (method !== "GET") return undefined;
    const issuer = origin + PATH;
    switch (pathname) {
      case `${PATH}/v1/keys`: {
        const jwk = this.#current().publicKey.export({ format: "jwk" });
        return { status: 200, body: { keys: [{ ...jwk, kid: KEY_ID, alg: "RS256", use: "sig" }] } };
      }
      case `${PATH}/.well-known/oauth-authorization-server`:
      case `/.well-known/oauth-authorization-server${PATH}`:
        return {
          status: 200,
          body: {
            issuer,
            authorization_endpoint: `${issuer}/v1/authorize`,
            token_endpoint: `${issuer}/v1/token`,
            jwks_uri: `${issuer}/v1/keys`,
            response_types_supported: ["code"],
            code_challenge_methods_supported: ["S256"],
          },
        };
      default:
        return undefined;
    }
  }

  /** An access token for somebody who has signed in. */
  accessToken(origin: string, { seconds = 3600, ...claims }: PersonClaims, now: Date): string {
    const { privateKey } = this.#current();
    const iat = Math.floor(now.getTime() / 1000);
    const times = { iat, exp: iat + seconds };
    const payload = { ver: 1, jti: `AT.${++this.#count}`, iss: origin + PATH, cid: CLIENT_ID, ...times, ...claims };
    const text = `${encoded({ alg: "RS256", kid: KEY_ID })}.${encoded(payload)}`;
    return `${text}.${sign("sha256", new TextEncoder().encode(text), privateKey).toString("base64url")}`;
  }

  /** Made with the first use: most demo orgs sign nothing. */
  #current() {
    return this.#key ??= newKey();
  }
}

function newKey() {
  return generateKeyPairSync("rsa", { modulusLength: 2048 });
}

function encoded(value: unknown): string {
  return new TextEncoder().encode(JSON.stringify(value)).toBase64({ alphabet: "base64url", omitPadding: true });
}
