/** How the program proves to one org who it is. */
export type Credential = { kind: "api-token"; token: string } | OAuthCredential;

/** An OAuth 2.0 client of the org's own authorization server. */
export type OAuthCredential =
  & {
    clientId: string;
    /** The scopes to ask for. */
    scopes: readonly string[];
  }
  & (
    | {
      kind: "private-key";
      /** A PEM, a JWK, or the path of a file that holds one of them. */
      privateKey: string;
      /** The `kid` of the public key at Okta; that of the JWK where left out. */
      keyId?: string;
    }
    | { kind: "client-secret"; clientSecret: string }
    | { kind: "device" }
  );
