/** What proves to Okta who is asking. One authorizer serves a whole connection. */
export interface Authorizer {
  /** The way of authentication, for diagnostics. */
  readonly kind: "api-token" | "private-key" | "client-secret" | "device";
  /**
   * The headers that authenticate one attempt. Asked again for every attempt, because a DPoP proof or a client assertion
   * may be used once only (RFC 9449 §11.1).
   */
  authorize(request: { method: string; url: URL }): Promise<Record<string, string>>;
  /** Is told of every answer, before anything else is done with it: nonces and the org's time arrive with any of them. */
  observed?(response: Response): void;
  /**
   * Okta refused an attempt: 401, or 400 over a DPoP proof. The authorizer may correct itself (renew a token, make
   * another proof); true means that one more attempt is worth it.
   *
   * @param sent the headers that authenticated the attempt
   */
  challenged?(response: Response, sent: Readonly<Record<string, string>>): Promise<boolean>;
}
