import { quote } from "../mcp/output.ts";
import type { Credential } from "../okta/auth/credential.ts";
import type { Okta } from "../okta/client.ts";
import { OktaError } from "../okta/errors.ts";
import { list, object, text } from "../okta/read.ts";
import { getUser, type User } from "../okta/users.ts";
import { type AreaProbe, isAboutCredential } from "./areas.ts";
import { type Check, failed, ok, skipped } from "./check.ts";
import { UserError } from "../user_error.ts";

/** Whose credential it is, as far as Okta shows it to that credential. */
export interface Owner {
  user: User;
  /** When the API token ends if it is not used before; only where it can only be this one. ISO 8601. */
  tokenExpiresAt?: string;
}

/** A client that acts for itself has no owner, and an owner that Okta does not show is none either. */
export async function probeOwner(okta: Okta, kind: Credential["kind"]): Promise<Owner | undefined> {
  if (kind !== "api-token" && kind !== "device") return undefined;
  const [user, tokens] = await Promise.all([
    quietly(getUser(okta, "me")),
    kind === "api-token" ? quietly(okta.request("GET", "/api/v1/api-tokens")) : undefined,
  ]);
  if (user === undefined) return undefined;
  const own = list(await tokens?.json()).map(object).filter(({ userId }) => userId === user.id);
  const tokenExpiresAt = own.length === 1 ? text(own[0]!.expiresAt) : null;
  return { user, ...(tokenExpiresAt === null ? {} : { tokenExpiresAt }) };
}

async function quietly<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof OktaError || error instanceof UserError) return undefined;
    throw error;
  }
}

/** Whether Okta takes the credential, as the reads of the areas show. */
export function judgeCredential(credential: Credential, probes: readonly AreaProbe[], owner?: Owner): Check {
  const what = describe(credential);
  const refusal = probes.map(({ outcome }) => outcome).find(isAboutCredential);
  if (refusal instanceof OktaError) return failed("Credential", `${what}: ${refusal.summary}`, refusal.nextStep);
  if (refusal instanceof UserError) return failed("Credential", `${what} cannot be used`, refusal.message);
  const isShown = probes.some(({ outcome }) =>
    outcome === "read" || (outcome instanceof OktaError && (outcome.status === 403 || outcome.status === 429))
  );
  if (!isShown) return skipped("Credential", `${what}: nothing was asked of Okta that would show whether it is good`);
  const whose = owner === undefined ? "" : ` of ${quote(owner.user.login)}`;
  const end = owner?.tokenExpiresAt === undefined
    ? ""
    : `; unless it is used, it ends on ${quote(owner.tokenExpiresAt)}`;
  return ok("Credential", `${what}${whose} is accepted${end}`);
}

function describe(credential: Credential): string {
  switch (credential.kind) {
    case "api-token":
      return "API token";
    case "private-key":
      return `OAuth client ${quote(credential.clientId)} with its private key`;
    case "client-secret":
      return `OAuth client ${quote(credential.clientId)} with its secret`;
    case "device":
      return `login through OAuth client ${quote(credential.clientId)}`;
  }
}
