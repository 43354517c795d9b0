/** The OAuth clients of the demo org, and how each proves who it is. */
import type { AdminRole } from "../auth.ts";
import { OAuthError } from "./errors.ts";
import { isSignedBy, type PublicJwk, readJwt } from "./jwt.ts";

export interface OAuthClient {
  /** A service app's public keys, for `private_key_jwt`. */
  keys?: readonly PublicJwk[];
  /** A service app's secret; Okta takes it for its management API from an API service integration only. */
  secret?: string;
  integration?: boolean;
  /** A native app: no secret, a person signs in by device grant. */
  native?: boolean;
  /** The scopes granted on its Okta API Scopes tab. */
  scopes: readonly string[];
  /** The role on its Admin roles tab, or of the person who signs in; `SUPER_ADMIN` unless said otherwise. */
  role?: AdminRole;
  /** Tokens have to be bound to a key (RFC 9449). */
  dpop?: boolean;
  /** The API itself wants a nonce in each proof, too. */
  nonceAtResource?: boolean;
  /** How long its access tokens live, in seconds; 3600 unless given. */
  tokenSeconds?: number;
}

const ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/** An assertion may live for an hour. */
const LONGEST = 3600;

/** Names the client of a request, once it has proved itself. Throws 401 `invalid_client`. */
export class ClientAuthentication {
  readonly #used = new Set<string>();

  constructor(readonly clients: Readonly<Record<string, OAuthClient>>) {}

  /** @param now Seconds since the epoch. */
  check(form: URLSearchParams, authorization: string | null, url: URL, now: number): [id: string, OAuthClient] {
    const assertion = form.get("client_assertion");
    if (assertion !== null) {
      if (form.get("client_assertion_type") !== ASSERTION_TYPE) throw refused("The client_assertion_type is wrong");
      return this.#byAssertion(assertion, url, now);
    }
    if (authorization?.startsWith("Basic ")) return this.#bySecret(authorization, form);
    const [id, client] = this.#find(form.get("client_id"));
    if (!client.native) throw refused("This client has to authenticate itself");
    return [id, client];
  }

  #byAssertion(assertion: string, url: URL, now: number): [string, OAuthClient] {
    const jwt = readJwt(assertion);
    if (jwt === undefined) throw refused("The client_assertion cannot be parsed");
    const { iss, sub, aud, exp, iat, jti } = jwt.claims;
    const [id, client] = this.#find(iss);
    const { kid } = jwt.header;
    const keys = client.keys ?? [];
    const key = kid === undefined && keys.length === 1 ? keys[0] : keys.find((each) => each.kid === kid);
    if (key === undefined) throw refused("The client_assertion's kid is not one of the client's keys");
    if (!isSignedBy(jwt, key)) throw refused("The client_assertion's signature is wrong");
    if (sub !== id) throw refused("The client_assertion's sub is not the client");
    if (aud !== url.href) throw refused("The client_assertion's aud is not this endpoint");
    if (typeof exp !== "number" || exp <= now) throw refused("The client_assertion is expired");
    if (exp > now + LONGEST) throw refused("The client_assertion expires too far in the future");
    if (typeof iat === "number" && iat > now) throw refused("The client_assertion is issued in the future");
    if (typeof jti !== "string" || this.#used.has(jti)) throw refused("The client_assertion has been used already");
    this.#used.add(jti);
    return [id, client];
  }

  #bySecret(authorization: string, form: URLSearchParams): [string, OAuthClient] {
    const [name = "", secret = ""] = atob(authorization.slice("Basic ".length)).split(":").map(decodeForm);
    const [id, client] = this.#find(name);
    if (client.secret === undefined || secret !== client.secret) throw refused("The client secret is wrong");
    if (form.get("grant_type") === "client_credentials" && !client.integration) {
      throw refused("For the management API this client has to use private_key_jwt");
    }
    return [id, client];
  }

  #find(id: unknown): [string, OAuthClient] {
    const client = typeof id === "string" ? this.clients[id] : undefined;
    if (typeof id !== "string" || client === undefined) throw refused("There is no such client");
    return [id, client];
  }
}

const decodeForm = (text: string) => decodeURIComponent(text.replaceAll("+", " "));

function refused(why: string): OAuthError {
  return new OAuthError("invalid_client", why, 401);
}
