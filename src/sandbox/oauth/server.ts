/**
 * The demo org's own authorization server: client credentials, device grant, refresh, revocation, tokens bound to keys.
 */
import type { Caller } from "../auth.ts";
import type { Reply } from "../context.ts";
import { OktaError } from "../errors.ts";
import type { Ids } from "../ids.ts";
import { ClientAuthentication, type OAuthClient } from "./client.ts";
import { Proofs } from "./dpop.ts";
import { OAuthError } from "./errors.ts";

/** A request to the authorization server, or to a resource. */
export interface Incoming {
  method: string;
  url: URL;
  headers: Headers;
  text: string;
}

interface AccessToken {
  clientId: string;
  client: OAuthClient;
  scopes: string[];
  /** Seconds since the epoch. */
  expiresAt: number;
  /** The key it is bound to. */
  thumbprint: string | undefined;
  /** One for all tokens that come of one login. */
  login: string;
}

interface RefreshToken extends Omit<AccessToken, "expiresAt"> {
  used: boolean;
}

interface DeviceCode {
  clientId: string;
  userCode: string;
  scopes: string[];
  expiresAt: number;
  polledAt: number;
  interval: number;
  state: "pending" | "approved" | "denied";
}

const TOKEN_SECONDS = 3600;
const DEVICE_SECONDS = 600;
const OPENID_SCOPES = ["openid", "offline_access"];

export interface OAuthServerOptions {
  clients: Readonly<Record<string, OAuthClient>>;
  /** Every scope that the org knows. */
  knownScopes: ReadonlySet<string>;
  ids: Ids;
  /** Seconds that a device has to leave between two questions. */
  pollSeconds: number;
}

export class OAuthServer {
  readonly #options: OAuthServerOptions;
  readonly #authentication: ClientAuthentication;
  readonly #proofs = new Proofs();
  readonly #accessTokens = new Map<string, AccessToken>();
  readonly #refreshTokens = new Map<string, RefreshToken>();
  readonly #deviceCodes = new Map<string, DeviceCode>();
  #nonce: string;

  constructor(options: OAuthServerOptions) {
    this.#options = options;
    this.#authentication = new ClientAuthentication(options.clients);
    this.#nonce = options.ids.token(20);
  }

  /** The person at the browser signs in, or refuses. */
  decide(userCode: string, state: "approved" | "denied"): void {
    const code = [...this.#deviceCodes.values()].find((each) => each.userCode === userCode);
    if (code === undefined) throw new Error(`There is no user code ${userCode}`);
    code.state = state;
  }

  /** Ends every access token before its time. Refresh tokens stay. */
  revokeAccessTokens(): void {
    this.#accessTokens.clear();
  }

  /** Takes no proof with an earlier nonce any more. */
  rotateNonce(): void {
    this.#nonce = this.#options.ids.token(20);
  }

  /** Answers what is asked of the authorization server; undefined for another path. */
  answer(incoming: Incoming, now: Date): Reply | undefined {
    const { url, method, headers, text } = incoming;
    if (!url.pathname.startsWith("/oauth2/v1/") || method !== "POST") return undefined;
    const seconds = Math.floor(now.getTime() / 1000);
    const form = new URLSearchParams(text);
    const [id, client] = this.#authentication.check(form, headers.get("authorization"), url, seconds);
    switch (url.pathname) {
      case "/oauth2/v1/token":
        return { status: 200, body: this.#token(form, id, client, incoming, seconds), headers: [noStore] };
      case "/oauth2/v1/device/authorize":
        return { status: 200, body: this.#deviceCode(form, id, client, url, seconds), headers: [noStore] };
      case "/oauth2/v1/revoke":
        this.#revoke(form.get("token") ?? "", id);
        return { status: 200 };
      default:
        return undefined;
    }
  }

  /**
   * Who calls a resource, undefined for a token of another making. Throws 401 `E0000011` for one that has ended, an
   * {@link OAuthError} for a wrong proof.
   */
  callerOf({ method, url, headers }: Incoming, now: Date): Caller | undefined {
    const [scheme, accessToken = ""] = (headers.get("authorization") ?? "").split(/\s+/, 2);
    if (scheme !== "Bearer" && scheme !== "DPoP") return undefined;
    const token = this.#accessTokens.get(accessToken);
    const seconds = Math.floor(now.getTime() / 1000);
    if (token === undefined && scheme === "Bearer") return undefined;
    if (token === undefined || token.expiresAt <= seconds || (scheme === "DPoP") !== (token.thumbprint !== undefined)) {
      throw new OktaError("E0000011", { headers: [["www-authenticate", `${scheme} error="invalid_token"`]] });
    }
    if (token.thumbprint !== undefined) {
      const nonce = token.client.nonceAtResource ? this.#nonce : undefined;
      const key = this.#proofs.check(headers.get("dpop"), { method, url, now: seconds, nonce, accessToken });
      if (key !== token.thumbprint) {
        throw new OAuthError("invalid_dpop_proof", "The token is bound to another key", 401);
      }
    }
    return { role: token.client.role ?? "SUPER_ADMIN", scopes: token.scopes };
  }

  #token(form: URLSearchParams, clientId: string, client: OAuthClient, incoming: Incoming, now: number) {
    const thumbprint = this.#thumbprint(client, incoming, now);
    const grant = { clientId, client, thumbprint };
    switch (form.get("grant_type")) {
      case "client_credentials": {
        if (client.native) throw new OAuthError("unauthorized_client", "This client may not use client_credentials");
        return this.#issue({ ...grant, scopes: this.#grant(form, client), login: this.#secret() }, now, false);
      }
      case "urn:ietf:params:oauth:grant-type:device_code": {
        const scopes = this.#redeem(form.get("device_code") ?? "", clientId, now);
        const keeps = scopes.includes("offline_access");
        return this.#issue({ ...grant, scopes, login: this.#secret() }, now, keeps);
      }
      case "refresh_token": {
        const { scopes, login } = this.#rotate(form.get("refresh_token") ?? "", clientId, thumbprint);
        return this.#issue({ ...grant, scopes, login }, now, true);
      }
      default:
        throw new OAuthError("unsupported_grant_type", "This grant_type is not offered");
    }
  }

  /** The key to bind tokens to; a client that has to, or wants to, proves possession of one. */
  #thumbprint(client: OAuthClient, { method, url, headers }: Incoming, now: number): string | undefined {
    if (!client.dpop && !headers.has("dpop")) return undefined;
    return this.#proofs.check(headers.get("dpop"), { method, url, now, nonce: this.#nonce });
  }

  /** What is granted of what is asked for: less than that without a word, as at Okta. */
  #grant(form: URLSearchParams, client: OAuthClient): string[] {
    const asked = (form.get("scope") ?? "").split(" ").filter(Boolean);
    if (asked.length === 0) throw new OAuthError("invalid_scope", "No scopes were asked for");
    const extra = client.native ? OPENID_SCOPES : [];
    const unknown = asked.filter((scope) => !this.#options.knownScopes.has(scope) && !extra.includes(scope));
    if (unknown.length > 0) throw new OAuthError("invalid_scope", `There is no scope ${unknown.join(" ")}`);
    const granted = asked.filter((scope) => client.scopes.includes(scope));
    if (granted.length === 0) throw new OAuthError("consent_required", "None of the scopes is granted to the client");
    return [...granted, ...asked.filter((scope) => extra.includes(scope))];
  }

  #deviceCode(form: URLSearchParams, clientId: string, client: OAuthClient, url: URL, now: number) {
    if (!client.native) throw new OAuthError("unauthorized_client", "This client may not use the device grant");
    const scopes = this.#grant(form, client);
    const deviceCode = this.#secret();
    const userCode = this.#options.ids.token(8).toUpperCase();
    const interval = this.#options.pollSeconds;
    const expiresAt = now + DEVICE_SECONDS;
    const code = { clientId, userCode, scopes, expiresAt, interval, polledAt: -Infinity, state: "pending" as const };
    this.#deviceCodes.set(deviceCode, code);
    return {
      device_code: deviceCode,
      user_code: userCode,
      verification_uri: `${url.origin}/activate`,
      verification_uri_complete: `${url.origin}/activate?user_code=${userCode}`,
      expires_in: DEVICE_SECONDS,
      interval,
    };
  }

  /** The scopes of a device code whose person has signed in. Throws what RFC 8628, section 3.5, says. */
  #redeem(deviceCode: string, clientId: string, now: number): string[] {
    const code = this.#deviceCodes.get(deviceCode);
    if (code === undefined || code.clientId !== clientId) throw new OAuthError("invalid_grant", "No such device code");
    if (code.expiresAt <= now) throw new OAuthError("expired_token", "The device code has expired");
    const tooSoon = now - code.polledAt < code.interval;
    code.polledAt = now;
    if (code.state === "denied") throw new OAuthError("access_denied", "The person has refused");
    if (tooSoon) throw new OAuthError("slow_down", "Asked again too soon");
    if (code.state === "pending") throw new OAuthError("authorization_pending", "Nobody has signed in yet");
    this.#deviceCodes.delete(deviceCode);
    return code.scopes;
  }

  /** A refresh token is good once: one that comes again was stolen, and ends its whole login. */
  #rotate(refreshToken: string, clientId: string, thumbprint: string | undefined): RefreshToken {
    const token = this.#refreshTokens.get(refreshToken);
    if (token === undefined || token.clientId !== clientId) {
      throw new OAuthError("invalid_grant", "The refresh token is not good");
    }
    if (token.used) {
      this.#end(token.login);
      throw new OAuthError("invalid_grant", "The refresh token has been used already");
    }
    if (token.thumbprint !== thumbprint) {
      throw new OAuthError("invalid_dpop_proof", "The refresh token is bound to another key");
    }
    token.used = true;
    return token;
  }

  #issue(grant: Omit<AccessToken, "expiresAt">, now: number, withRefresh: boolean) {
    const seconds = grant.client.tokenSeconds ?? TOKEN_SECONDS;
    const accessToken = this.#secret();
    this.#accessTokens.set(accessToken, { ...grant, expiresAt: now + seconds });
    const refreshToken = withRefresh ? this.#secret() : undefined;
    if (refreshToken !== undefined) this.#refreshTokens.set(refreshToken, { ...grant, used: false });
    return {
      token_type: grant.thumbprint === undefined ? "Bearer" : "DPoP",
      expires_in: seconds,
      access_token: accessToken,
      scope: grant.scopes.join(" "),
      ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    };
  }

  #revoke(token: string, clientId: string): void {
    const refresh = this.#refreshTokens.get(token);
    if (refresh?.clientId === clientId) this.#end(refresh.login);
    if (this.#accessTokens.get(token)?.clientId === clientId) this.#accessTokens.delete(token);
  }

  #end(login: string): void {
    for (const tokens of [this.#accessTokens, this.#refreshTokens]) {
      for (const [text, token] of tokens) if (token.login === login) tokens.delete(text);
    }
  }

  #secret(): string {
    return this.#options.ids.token(43);
  }
}

const noStore: [string, string] = ["cache-control", "no-store"];
