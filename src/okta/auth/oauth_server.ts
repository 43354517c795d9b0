import type { JWK } from "jose";
import * as oauth from "oauth4webapi";
import { OktaError } from "../errors.ts";
import { brokeOff, readRefusal, redirected, type Refusal, refused, unreadable } from "../failures.ts";
import { registerSecret } from "../redact.ts";
import { transmit } from "../transmit.ts";
import { oauthAdvice } from "./advice.ts";
import type { OAuthCredential } from "./credential.ts";
import { Dpop, generateDpopKey } from "./dpop.ts";
import type { OrgClock } from "./org_clock.ts";

/** An access token, with what is known of it. */
export interface Token {
  accessToken: string;
  /** The scheme of the Authorization header (RFC 6750, RFC 9449 §7.1). */
  scheme: "Bearer" | "DPoP";
  /** By this machine's clock, in milliseconds since the epoch. */
  issuedAt: number;
  expiresAt: number;
  /** What Okta granted, which may be less than was asked for. */
  scopes: string[];
  refreshToken?: string;
}

export interface OAuthServerOptions {
  orgUrl: URL;
  credential: Pick<OAuthCredential, "kind" | "clientId">;
  clientAuth: oauth.ClientAuth;
  clock: OrgClock;
  fetch: typeof fetch;
  timeoutSeconds: number;
  userAgent: string;
}

/** Sends one request, with an assertion and a proof of its own. */
type Attempt = (options: oauth.TokenEndpointRequestOptions) => Promise<Response>;

const retries = 2;
const transient = new Set([500, 502, 503, 504]);
const firstPauseMs = 500;
/** Without a proof, without a nonce, with a wrong clock, and then right. */
const mostAttempts = 4;
/** What Okta's tokens live, where an answer does not say it. */
const usualSeconds = 3600;

/** The org's own authorization server, as far as this program needs it. */
export class OAuthServer {
  readonly #options: OAuthServerOptions;
  readonly #server: oauth.AuthorizationServer;
  readonly #client: oauth.Client;
  /** Signs proofs, once the org has asked for them. */
  #dpop: Dpop | undefined;

  constructor(options: OAuthServerOptions) {
    const { orgUrl, credential, clock } = options;
    const endpoint = (name: string) => new URL(`/oauth2/v1/${name}`, orgUrl).href;
    this.#options = options;
    this.#server = {
      issuer: orgUrl.origin,
      token_endpoint: endpoint("token"),
      device_authorization_endpoint: endpoint("device/authorize"),
      revocation_endpoint: endpoint("revoke"),
    };
    this.#client = {
      client_id: credential.clientId,
      // Read anew for each assertion.
      get [oauth.clockSkew]() {
        return clock.seconds() - Math.floor(Date.now() / 1000);
      },
    };
  }

  get dpop(): Dpop | undefined {
    return this.#dpop;
  }

  /** Proves possession with this key from now on. */
  async useDpop(key: JWK): Promise<void> {
    this.#dpop = await Dpop.from(key, this.#options.clock);
  }

  /** Learns from any answer of the org: its nonce, and its time; true where that corrects the clock. */
  observe(response: Response): boolean {
    this.#dpop?.observe(response);
    return this.#options.clock.observe(response);
  }

  /**
   * Asks the token endpoint for a token.
   *
   * @throws {OktaError} with OAuth's error as its code
   */
  async token(grantType: string, parameters: Record<string, string>): Promise<Token> {
    const { local } = this.#options.clock;
    const issuedAt = local.now();
    const { access_token, token_type, expires_in, scope, refresh_token } = await this.#ask(
      "/oauth2/v1/token",
      (options) =>
        oauth.genericTokenEndpointRequest(this.#server, this.#client, this.#options.clientAuth, grantType, parameters, {
          ...options,
          ...(this.#dpop && { DPoP: this.#dpop.handle }),
        }),
      async (answer) => {
        // Nobody reads the ID token, so none is refused: its issuer need not be the domain that was asked.
        const { id_token: _unread, ...body } = await answer.json();
        return oauth.processGenericTokenEndpointResponse(this.#server, this.#client, Response.json(body));
      },
    );
    registerSecret(access_token);
    if (refresh_token !== undefined) registerSecret(refresh_token);
    return {
      accessToken: access_token,
      scheme: token_type === "dpop" && this.#dpop ? "DPoP" : "Bearer",
      issuedAt,
      expiresAt: issuedAt + (expires_in || usualSeconds) * 1000,
      scopes: (scope ?? parameters.scope ?? "").split(" ").filter(Boolean),
      ...(refresh_token === undefined ? {} : { refreshToken: refresh_token }),
    };
  }

  /** Asks for a code to sign in with (RFC 8628 §3.1). */
  async deviceCode(scope: string): Promise<oauth.DeviceAuthorizationResponse> {
    const code = await this.#ask(
      "/oauth2/v1/device/authorize",
      (options) =>
        oauth.deviceAuthorizationRequest(this.#server, this.#client, this.#options.clientAuth, { scope }, options),
      (answer) => oauth.processDeviceAuthorizationResponse(this.#server, this.#client, answer),
    );
    registerSecret(code.device_code);
    return code;
  }

  /** Ends a token before its time (RFC 7009). */
  async revoke(token: string, token_type_hint: "access_token" | "refresh_token"): Promise<void> {
    await this.#ask(
      "/oauth2/v1/revoke",
      (options) =>
        oauth.revocationRequest(this.#server, this.#client, this.#options.clientAuth, token, {
          ...options,
          additionalParameters: { token_type_hint },
        }),
      oauth.processRevocationResponse,
    );
  }

  /** Sends a request, again where Okta wants another proof or another time, or has a moment of weakness. */
  async #ask<T>(path: string, attempt: Attempt, read: (answer: Response) => Promise<T>): Promise<T> {
    const { orgUrl, credential } = this.#options;
    const asked = { method: "POST", path };
    for (let attempts = 1;; attempts++) {
      const answer = await this.#withRetries(asked, attempt);
      const wasCorrected = this.observe(answer);
      if (answer.ok) {
        return await read(answer).catch((cause) => {
          throw cause instanceof OktaError
            ? cause
            : unreadable(asked, answer, "the answer lacks what must be in it", cause);
        });
      }
      if (answer.status < 400) throw redirected(asked, answer, orgUrl);
      const refusal = readRefusal(answer.headers, await answer.text());
      if (attempts === mostAttempts || !await this.#canMend(refusal, answer, wasCorrected)) {
        throw refused(asked, answer, refusal, { nextStep: oauthAdvice(refusal.code, credential.kind) });
      }
    }
  }

  /** Whether another attempt would say something else. Switches DPoP on where Okta asks for it. */
  async #canMend({ code }: Refusal, { headers }: Response, wasCorrected: boolean): Promise<boolean> {
    if (code === "invalid_dpop_proof" && this.#dpop === undefined) {
      await this.useDpop(await generateDpopKey());
      return true;
    }
    if (code === "use_dpop_nonce") return headers.has("dpop-nonce");
    return wasCorrected && (code === "invalid_client" || code === "invalid_dpop_proof");
  }

  async #withRetries(asked: { method: string; path: string }, attempt: Attempt): Promise<Response> {
    const { clock, fetch, timeoutSeconds, userAgent } = this.#options;
    const options: oauth.TokenEndpointRequestOptions = {
      headers: { "user-agent": userAgent },
      [oauth.allowInsecureRequests]: true, // for loopback: no other address without TLS is let in as an org's
      [oauth.customFetch]: (url, { method, headers, body }) =>
        // A blob is sent once only, whatever happens to the connection: an assertion may not be used twice.
        transmit(asked, new URL(url), { method, headers, body: new Blob([String(body)]) }, { fetch, timeoutSeconds }),
    };
    for (let retry = 0;; retry++) {
      let failure: unknown;
      try {
        const answer = await attempt(options);
        if (retry === retries || !transient.has(answer.status)) return answer;
      } catch (error) {
        failure = error;
      }
      if (failure && (retry === retries || !(failure instanceof OktaError) || !brokeOff(failure))) throw failure;
      await clock.local.sleep(firstPauseMs * 2 ** retry * (0.5 + Math.random() / 2), new AbortController().signal);
    }
  }
}
