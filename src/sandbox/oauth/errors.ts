/** A refusal in OAuth's form (RFC 6749, section 5.2) rather than Okta's own. */
export class OAuthError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
    readonly headers: readonly [name: string, value: string][] = [],
  ) {
    super(message);
    this.name = "OAuthError";
  }
}
