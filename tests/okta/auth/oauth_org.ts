import { generateKeyPairSync } from "node:crypto";
import type { OAuthCredential } from "../../../src/okta/auth/credential.ts";
import { oauthAuthorizer, type OAuthOptions } from "../../../src/okta/auth/oauth.ts";
import { connectOkta, type Okta } from "../../../src/okta/client.ts";
import type { OAuthClient } from "../../../src/sandbox/oauth/client.ts";
import { type RecordedRequest, type Sandbox, type SandboxOptions, startSandbox } from "../../../src/sandbox/sandbox.ts";
import { smallOrg } from "../../sandbox/small_org.ts";

export const CLIENT_ID = "0oaServiceApp00000000";
export const SCOPES = ["okta.groups.read", "okta.users.manage"];

/** A key pair of a service app, made without the client's libraries. */
export const KEYS = generateKeyPairSync("rsa", { modulusLength: 2048 });
export const PUBLIC_JWK = { ...KEYS.publicKey.export({ format: "jwk" }), kid: "k1" };
export const PEM = KEYS.privateKey.export({ format: "pem", type: "pkcs8" }) as string;

/** An org with one OAuth client, and a way into it. */
export interface OAuthOrg extends AsyncDisposable {
  sandbox: Sandbox;
  options: OAuthOptions;
  okta: Okta;
  /** A second process with the same settings. */
  another(): Okta;
  /** What was asked of the authorization server. */
  tokenRequests(): RecordedRequest[];
  /** The status of a page of users. */
  read(okta?: Okta): Promise<number>;
}

export interface OAuthOrgOptions {
  client?: Partial<OAuthClient>;
  credential?: Partial<OAuthCredential> & { kind: OAuthCredential["kind"] };
  sandbox?: SandboxOptions;
  clock?: OAuthOptions["clock"];
}

/** Starts an org of its own. Closing it removes what was stored. */
export async function oauthOrg({ client, credential, sandbox: org, clock }: OAuthOrgOptions = {}): Promise<OAuthOrg> {
  const sandbox = await startSandbox({
    state: smallOrg(),
    clients: { [CLIENT_ID]: { keys: [PUBLIC_JWK], scopes: SCOPES, ...client } },
    pollSeconds: 1,
    ...org,
  });
  const folder = await Deno.makeTempDir();
  const ways = { kind: "private-key", privateKey: PEM, keyId: "k1" } as const;
  const options: OAuthOptions = {
    orgUrl: new URL(sandbox.url),
    credential: { clientId: CLIENT_ID, scopes: SCOPES, ...(credential ?? ways) } as OAuthCredential,
    folder,
    timeoutSeconds: 10,
    userAgent: "test/1",
    ...(clock && { clock }),
  };
  const another = () => {
    const connection = connectOkta({ ...options, authorizer: oauthAuthorizer(options) });
    return connection.forCall({ signal: new AbortController().signal });
  };
  const okta = another();
  return {
    sandbox,
    options,
    okta,
    another,
    tokenRequests: () => sandbox.requests.filter(({ url }) => url.endsWith("/oauth2/v1/token")),
    read: async (from = okta) => (await from.request("GET", "/api/v1/users?limit=2")).status,
    async [Symbol.asyncDispose]() {
      await sandbox.close();
      await Deno.remove(folder, { recursive: true });
    },
  };
}
