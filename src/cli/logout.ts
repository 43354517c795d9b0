import { binding } from "../okta/auth/binding.ts";
import { LoginStore } from "../okta/auth/login_store.ts";
import { type OAuthOptions, oauthServer } from "../okta/auth/oauth.ts";
import { OktaError } from "../okta/errors.ts";

/**
 * Revokes the login at Okta (RFC 7009) and removes it from this machine; the latter even where Okta cannot be reached.
 * @returns what happened, for people.
 */
export async function logout(options: OAuthOptions): Promise<string> {
  const { orgUrl, credential, folder } = options;
  const store = new LoginStore(binding(orgUrl, credential), folder);
  return await store.exclusively(async () => {
    const stored = await store.read();
    await store.remove();
    if (stored === undefined) return `There was no login for ${orgUrl.origin}, client ${credential.clientId}.`;
    const { accessToken, refreshToken } = stored.token;
    try {
      const server = await oauthServer(options);
      if (refreshToken !== undefined) await server.revoke(refreshToken, "refresh_token");
      await server.revoke(accessToken, "access_token");
    } catch (error) {
      if (!(error instanceof OktaError)) throw error;
      return `The login is removed from this machine, but Okta could not be told: ${error.message} ` +
        "Until it ends there, revoke it in the Admin Console: Directory > People > the user > More Actions > Clear User Sessions.";
    }
    return `Signed out of ${orgUrl.origin}: the login is revoked and removed.`;
  });
}
