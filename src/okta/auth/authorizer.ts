/** What proves to Okta who is asking. One authorizer serves a whole connection. */
export interface Authorizer {
  /** The way of authentication, for diagnostics. */
  readonly kind: "api-token" | "private-key" | "client-secret" | "device";
  /**
   * The headers that authenticate one attempt. Asked again for every attempt, because a DPoP proof or a client assertion
   * may be used once only (RFC 9449 §11.1).
   */
  authorize(request: { method: string; url: URL }): Promise<Record<string, string>>;
  /**
   * Okta refused an attempt: 401, or 400 with a `DPoP-Nonce`. The authorizer may correct itself (renew a token, take
   * the nonce); true means that one more attempt is worth it.
   */
  challenged?(response: Response): Promise<boolean>;
}
