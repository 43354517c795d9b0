import { binding } from "../okta/auth/binding.ts";
import { awaitLogin } from "../okta/auth/device_login.ts";
import { rememberScopes } from "../okta/auth/granted_scopes.ts";
import { LoginStore } from "../okta/auth/login_store.ts";
import { type OAuthOptions, oauthServer } from "../okta/auth/oauth.ts";
import { systemClock } from "../okta/clock.ts";

/** What stands around a login: the terminal and the browser. */
export interface LoginScene {
  say(text: string): void;
  /** Opens a page where there is a browser; false where there is none. */
  openBrowser(url: URL): Promise<boolean>;
  signal: AbortSignal;
}

/**
 * Signs a person in by device grant (RFC 8628) and keeps the login for the servers of this configuration.
 *
 * @throws {OktaError} where Okta refuses, or nobody signed in
 */
export async function login(options: OAuthOptions, { say, openBrowser, signal }: LoginScene): Promise<void> {
  const { orgUrl, credential, folder, clock = systemClock } = options;
  const server = await oauthServer(options);
  // The refresh token comes with `offline_access`, which belongs to OpenID Connect.
  const code = await server.deviceCode(["openid", "offline_access", ...credential.scopes].join(" "));
  const page = new URL(code.verification_uri_complete ?? code.verification_uri);
  const minutes = Math.round(code.expires_in / 60);
  say(`To sign in to ${orgUrl.host}, open ${page.href}\nand check that it shows the code ${code.user_code}.`);
  if (await openBrowser(page)) say("(A browser is opening.)");
  say(`Waiting for up to ${minutes} minutes; Ctrl+C stops.`);
  const token = await awaitLogin(server, code, clock, signal);

  const bound = binding(orgUrl, credential);
  const store = new LoginStore(bound, folder);
  await store.exclusively(() => store.write(token, server.dpop?.key));
  await rememberScopes(bound, folder, token.scopes);

  say(`Signed in. The login is kept for ${bound.org}, client ${credential.clientId}, in ${folder}.`);
  const refused = credential.scopes.filter((scope) => !token.scopes.includes(scope));
  if (refused.length > 0) {
    say(
      `Not granted: ${refused.join(" ")}. Tools that need them are left out. To grant them: Admin Console > ` +
        "Applications > Applications > the app > Okta API Scopes; then run login again.",
    );
  }
  if (token.refreshToken === undefined) {
    const end = new Date(token.expiresAt).toISOString();
    say(`The login ends at ${end}: add the grant type Refresh Token to the app, and log in again, to keep it.`);
  }
}
