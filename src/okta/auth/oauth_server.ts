import type { JWK } from "jose";
import type { Answer } from "../answer.ts";
import { OktaError } from "../errors.ts";
import { brokeOff, readRefusal, redirected, type Refusal, refused, unreadable } from "../failures.ts";
import { registerSecret } from "../redact.ts";
import { transmit } from "../transmit.ts";
import { oauthAdvice } from "./advice.ts";
import type { ClientAuth } from "./client_auth.ts";
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
  kind: OAuthCredential["kind"];
  clientAuth: ClientAuth;
  clock: OrgClock;
  fetch: typeof fetch;
  timeoutSeconds: number;
  userAgent: string;
}

const retries = 2;
const transient = new Set([500, 502, 503, 504]);
const firstPauseMs = 500;
/** Without a proof, without a nonce, with a wrong clock, and then right. */
const mostAttempts = 4;
const formType = "application/x-www-form-urlencoded";
/** What Okta's tokens live, where an answer does not say it. */
const usualSeconds = 3600;

/** The org's own authorization server, as far as this program needs it. Every attempt has its own assertion and proof. */
export class OAuthServer {
  readonly #options: OAuthServerOptions;
  #dpop: { key: JWK; prover: Dpop } | undefined;

  constructor(options: OAuthServerOptions) {
    this.#options = options;
  }

  /** Signs the proofs, once the org has asked for them. */
  get dpop(): Dpop | undefined {
    return this.#dpop?.prover;
  }

  /** The private key of the proofs, to be kept with a refresh token that is bound to it (RFC 9449 §5). */
  get dpopKey(): JWK | undefined {
    return this.#dpop?.key;
  }

  /** Proves possession with this key from now on. */
  async useDpop(key: JWK): Promise<void> {
    this.#dpop = { key, prover: await Dpop.from(key, this.#options.clock) };
  }

  /** Learns from any answer of the org: its time, and its nonce. */
  observe(response: Response): { clock: boolean; nonce: boolean } {
    return { clock: this.#options.clock.observe(response), nonce: this.dpop?.observe(response) ?? false };
  }

  /**
   * Asks the token endpoint for a token.
   *
   * @throws {OktaError} with OAuth's error as its code
   */
  async token(form: Readonly<Record<string, string>>): Promise<Token> {
    const path = "/oauth2/v1/token";
    const { local } = this.#options.clock;
    const issuedAt = local.now();
    const answer = await this.post(path, form);
    const body = await answer.json() as Record<string, unknown> | null;
    const { access_token, token_type, expires_in, scope, refresh_token } = body ?? {};
    const scheme = (["Bearer", "DPoP"] as const).find((known) =>
      known.toLowerCase() === String(token_type).toLowerCase()
    );
    if (typeof access_token !== "string" || scheme === undefined || (scheme === "DPoP" && this.dpop === undefined)) {
      throw unreadable({ method: "POST", path }, answer, "the answer holds no access token that can be used");
    }
    registerSecret(access_token);
    const seconds = Number(expires_in);
    const granted = typeof scope === "string" ? scope : form.scope ?? "";
    const token: Token = {
      accessToken: access_token,
      scheme,
      issuedAt,
      expiresAt: issuedAt + (seconds > 0 ? seconds : usualSeconds) * 1000,
      scopes: granted.split(" ").filter(Boolean),
    };
    if (typeof refresh_token === "string") {
      registerSecret(refresh_token);
      token.refreshToken = refresh_token;
    }
    return token;
  }

  /**
   * Sends a form to an endpoint, again where Okta wants another proof or another time, or has a moment of weakness.
   *
   * @throws {OktaError}
   */
  async post(path: string, form: Readonly<Record<string, string>>): Promise<Answer> {
    for (let attempt = 1;; attempt++) {
      const { answer, learned } = await this.#withRetries(path, form);
      if (answer.ok) return answer;
      if (answer.status < 400) throw redirected({ method: "POST", path }, answer, this.#options.orgUrl);
      const refusal = readRefusal(answer.headers, await answer.text());
      if (attempt === mostAttempts || !await this.#canMend(refusal, learned)) {
        const nextStep = oauthAdvice(refusal.code, this.#options.kind);
        throw refused({ method: "POST", path }, answer, refusal, { nextStep });
      }
    }
  }

  /** Whether another attempt would say something else. Switches DPoP on where Okta asks for it. */
  async #canMend({ code }: Refusal, learned: { clock: boolean; nonce: boolean }): Promise<boolean> {
    if (code === "invalid_dpop_proof" && this.dpop === undefined) {
      await this.useDpop(await generateDpopKey());
      return true;
    }
    if (code === "use_dpop_nonce") return learned.nonce;
    return learned.clock && (code === "invalid_client" || code === "invalid_dpop_proof");
  }

  async #withRetries(path: string, form: Readonly<Record<string, string>>) {
    const { clock } = this.#options;
    for (let retry = 0;; retry++) {
      let failure: unknown;
      try {
        const exchange = await this.#exchange(path, form);
        if (retry === retries || !transient.has(exchange.answer.status)) return exchange;
      } catch (error) {
        failure = error;
      }
      if (failure && (retry === retries || !(failure instanceof OktaError) || !brokeOff(failure))) throw failure;
      await clock.local.sleep(firstPauseMs * 2 ** retry * (0.5 + Math.random() / 2), new AbortController().signal);
    }
  }

  async #exchange(path: string, form: Readonly<Record<string, string>>) {
    const { orgUrl, clientAuth, fetch, timeoutSeconds, userAgent } = this.#options;
    const url = new URL(path, orgUrl);
    const client = await clientAuth(url);
    const proof = this.dpop && path.endsWith("/token") ? await this.dpop.proof({ method: "POST", url }) : undefined;
    const headers = {
      "accept": "application/json",
      "user-agent": userAgent,
      ...client.headers,
      ...(proof === undefined ? {} : { DPoP: proof }),
    };
    // A blob is sent once only, whatever happens to the connection: an assertion may not be used twice.
    const body = new Blob([new URLSearchParams({ ...form, ...client.form }).toString()], { type: formType });
    const answer = await transmit({ method: "POST", path }, url, { method: "POST", headers, body }, {
      fetch,
      timeoutSeconds,
    });
    return { answer, learned: this.observe(answer) };
  }
}
