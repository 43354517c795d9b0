import { type Clock, systemClock } from "../clock.ts";
import { OktaError } from "../errors.ts";
import { readRefusal } from "../failures.ts";
import type { Authorizer } from "./authorizer.ts";
import { binding } from "./binding.ts";
import { clientAuthOf } from "./client_auth.ts";
import type { OAuthCredential } from "./credential.ts";
import { rememberScopes } from "./granted_scopes.ts";
import { LoginStore } from "./login_store.ts";
import { OAuthServer, type Token } from "./oauth_server.ts";
import { OrgClock } from "./org_clock.ts";
import { UserError } from "../../user_error.ts";

/** How to get tokens for one org. */
export interface OAuthOptions {
  orgUrl: URL;
  credential: OAuthCredential;
  /** Where logins and granted scopes are kept. */
  folder: string;
  timeoutSeconds: number;
  userAgent: string;
  /** Only for tests. */
  fetch?: typeof fetch;
  /** Only for tests. */
  clock?: Clock;
}

/** A token is renewed this long before it ends, so that no request is under way when it does. */
const aheadMs = 5 * 60_000;

/** Whether a token will be good for a while yet; one with a short life for nine tenths of it. */
function isFresh({ issuedAt, expiresAt }: Token, now: number): boolean {
  return now < expiresAt - Math.min(aheadMs, (expiresAt - issuedAt) / 10);
}

/**
 * The org's authorization server, as this client talks to it.
 *
 * @throws {UserError} where the private key cannot be used
 */
export async function oauthServer(options: OAuthOptions): Promise<OAuthServer> {
  const { orgUrl, credential, timeoutSeconds, userAgent } = options;
  const clock = new OrgClock(options.clock);
  const clientAuth = await clientAuthOf(credential);
  const send = options.fetch ?? fetch;
  return new OAuthServer({ orgUrl, credential, clientAuth, clock, fetch: send, timeoutSeconds, userAgent });
}

/**
 * Authenticates with access tokens: one for all calls, renewed ahead of its end, once however many calls wait for it.
 * Nothing is read or sent before the first request.
 */
export function oauthAuthorizer(options: OAuthOptions): Authorizer {
  const { orgUrl, credential, folder, clock = systemClock } = options;
  const bound = binding(orgUrl, credential);
  let server: Promise<OAuthServer> | undefined;
  /** The same, once it is there, for what cannot wait. */
  let ready: OAuthServer | undefined;
  let token: Token | undefined;
  let renewal: Promise<Token> | undefined;
  /** The access token that Okta no longer takes. */
  let rejected: string | undefined;

  async function renew(): Promise<Token> {
    server ??= oauthServer(options);
    ready = await server.catch((error) => {
      server = undefined; // the key may be mended by the next call
      throw error;
    });
    token = credential.kind === "device"
      ? await refreshLogin(
        ready,
        new LoginStore(bound, folder),
        (stored) => stored.accessToken !== rejected && isFresh(stored, clock.now()),
      )
      : await ready.token("client_credentials", { scope: credential.scopes.join(" ") });
    // What is remembered only makes the next start more to the point.
    await rememberScopes(bound, folder, token.scopes).catch(() => {});
    return token;
  }

  return {
    kind: credential.kind,
    async authorize({ method, url }) {
      if (url.origin !== bound.org) throw new TypeError(`Cannot send a token of ${bound.org} to ${url.origin}.`);
      const good = token !== undefined && token.accessToken !== rejected && isFresh(token, clock.now());
      const { accessToken, scheme } = good ? token! : await (renewal ??= renew().finally(() => renewal = undefined));
      const headers = { Authorization: `${scheme} ${accessToken}` };
      return scheme === "DPoP" ? { ...headers, DPoP: await ready!.dpop!.proof({ method, url }, accessToken) } : headers;
    },
    observed(response) {
      ready?.observe(response);
    },
    async challenged(response, sent) {
      const { code } = readRefusal(response.headers, await response.text());
      // Another proof will bear the nonce and the time that came with this answer.
      if (code === "use_dpop_nonce" || code === "invalid_dpop_proof") return "DPoP" in sent;
      // Another call may have renewed the token already.
      if (sent.Authorization?.endsWith(` ${token?.accessToken}`)) rejected = token?.accessToken;
      return true;
    },
  };
}

/**
 * The stored login's token, renewed where it is not usable. Refresh tokens rotate: each is stored before it is used.
 *
 * @throws {UserError} where a person has to sign in
 */
async function refreshLogin(
  server: OAuthServer,
  store: LoginStore,
  isUsable: (token: Token) => boolean,
): Promise<Token> {
  return await store.exclusively(async () => {
    const login = await store.read();
    if (login === undefined) throw notLoggedIn("there is no login for this org, client and set of scopes");
    if (login.dpopKey !== undefined && login.dpopKey.x !== server.dpop?.key.x) await server.useDpop(login.dpopKey);
    if (isUsable(login.token)) return login.token;
    const { refreshToken, scopes } = login.token;
    if (refreshToken === undefined) {
      throw notLoggedIn("the login has ended (the app does not give refresh tokens: add that grant type to it)");
    }
    try {
      const renewed = await server.token("refresh_token", { refresh_token: refreshToken });
      const token = { refreshToken, ...renewed, scopes: renewed.scopes.length > 0 ? renewed.scopes : scopes };
      await store.write(token, server.dpop?.key);
      return token;
    } catch (error) {
      if (!(error instanceof OktaError) || error.code !== "invalid_grant") throw error;
      throw notLoggedIn("Okta has ended the login");
    }
  });
}

function notLoggedIn(why: string): UserError {
  return new UserError(
    `Not signed in to Okta: ${why}. A person has to run mcp-okta-support login in a terminal, with the same settings; ` +
      "after that this call works without a restart.",
  );
}
