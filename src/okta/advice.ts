import type { OktaErrorKind } from "./errors.ts";

/** What is known of a failure when its next step is looked up. */
export interface Failure {
  readonly kind: OktaErrorKind;
  /** HTTP status; 0 where there was no answer. */
  readonly status: number;
  readonly code?: string | undefined;
  /** The scope that the token lacks. */
  readonly scope?: string | undefined;
  readonly retryAt?: Date | undefined;
}

const admins = "In the Admin Console, look at Security > Administrators";
const elsewhere = "This comes from another system (a directory, HR, or the app itself): change it there.";
const oncePerWindow = "Wait a minute before sending another one.";
const query =
  "Correct the query: names of properties are case-sensitive, values stand in double quotes, and not every operator works on every property.";
const token =
  "Create a new API token in the Admin Console at Security > API > Tokens and set OKTA_API_TOKEN to it. A token ends when it is revoked, when its creator is deactivated or after 30 days without use, and may be bound to certain networks. With OAuth: check at Applications > Applications that the app is active; after a login, run mcp-okta-support login again.";
const status = "Read the user's status first, and choose an action that this status allows.";
const busy = "Okta is still working on an earlier change: try again in a minute.";

/** By Okta's error code (`E…`) or by the OAuth error of RFC 6749 §5.2, RFC 6750 §3.1, RFC 9449 §7.1. */
const byCode: Readonly<Record<string, string>> = {
  E0000001: "Correct what Okta's message names, and send it again.",
  E0000003: "The body of the request has the wrong shape: compare it with the operation's schema.",
  E0000004: token,
  E0000006:
    `The account behind the credentials lacks a role for this. ${admins} and give it one; an OAuth app gets its roles on its own Admin roles tab.`,
  E0000007:
    "Check the id, login or name; list or search to find the right one. What was deleted cannot be read any more.",
  E0000008: "This org has no such API, perhaps because the feature is not part of its subscription.",
  E0000009:
    "Okta itself failed. A System Log query fails so when it takes over 30 seconds: shorten the time range or add a filter. After a change, read the object before repeating it.",
  E0000010: "Okta is in read-only mode for maintenance: reading works, changes must wait. See status.okta.com.",
  E0000011: token,
  E0000014: "Okta did not accept the new credentials: check them against the password policy that applies to the user.",
  E0000015:
    "The org does not have this feature, so new credentials would not help. See Settings > Features, or ask Okta whether the subscription includes it.",
  E0000016: "The user is active already: there is nothing to do.",
  E0000022: "This path does not know this HTTP method.",
  E0000023: elsewhere,
  E0000029: "The cursor is no longer good: start the list again without it.",
  E0000031: query,
  E0000032:
    "Only a user whose status is LOCKED_OUT can be unlocked here; a user from Active Directory is unlocked there.",
  E0000033: "Give either a search or a filter, not both.",
  E0000034: "Self-service recovery is not open to this user; reset the password as an administrator instead.",
  E0000038: status,
  E0000040: "Another app has this label: choose a different one.",
  E0000052: "This org does not offer the operation.",
  E0000053: query,
  E0000054: "The cursor or the page size is not good: start the list again without a cursor.",
  E0000055: "A group of this name exists: use it, or choose another name.",
  E0000056: "Deactivate the app first, then delete it.",
  E0000057: "A policy keeps this user out of the app: look at the app's sign-on policy.",
  E0000060: "This org does not offer the operation.",
  E0000062: "The user is assigned already: there is nothing to do.",
  E0000063: "These parameters exclude each other: leave one of them out.",
  E0000069: "The user is locked out: unlock the account first.",
  E0000075: elsewhere,
  E0000076: elsewhere,
  E0000077: "The attribute is read-only: see Directory > Profile Editor for who may write it.",
  E0000078: "The attribute can be set only once, when the object is created.",
  E0000080: "Choose a password that meets the password policy that applies to the user.",
  E0000081: "The app reserves this attribute: leave it out.",
  E0000090: "The role is assigned already: there is nothing to do.",
  E0000094: query,
  E0000100: "Okta's search is not available now: look the user up by login or id, or try again later.",
  E0000107: "Read the object's status first, and choose an action that this status allows.",
  E0000109: oncePerWindow,
  E0000111: "The object is read-only.",
  E0000112: "The user is still being activated: try again in a few minutes.",
  E0000117: "Activate or unsuspend the user first.",
  E0000118: oncePerWindow,
  E0000133: oncePerWindow,
  E0000146: "The org has used up its text messages for 24 hours: use another factor until then.",
  E0000147: "The org has used up its phone calls for 24 hours: use another factor until then.",
  E0000186: "The free plan has used up its text messages for 30 days: use another factor.",
  E0000204: "The limit of text messages is reached: use another factor, or try again later.",
  E0000205: "The limit of phone calls is reached: use another factor, or try again later.",
  E0000231: "The object has changed since it was read: read it again and repeat the change.",
  E0000239: busy,
  E0000240: "No directory agent answered in time: check Directory > Directory Integrations > Agents.",
  E0000241: "No directory agent is connected: check Directory > Directory Integrations > Agents.",
  E0000249: busy,
  E0000253: busy,
  E0000254: busy,
  E0000268: busy,
  invalid_token:
    "The access token is no longer good. Check at Applications > Applications that the app is active; after a login, run mcp-okta-support login again.",
  invalid_dpop_proof: "Check this machine's clock: a DPoP proof must be less than five minutes old.",
  use_dpop_nonce: "Okta asks for a new DPoP nonce: try again.",
};

const byStatus: Readonly<Record<number, string>> = {
  400: "Check the parameters and the body of the request.",
  401: token,
  403: `The credentials do not allow this. ${admins}, and for an OAuth app at its Okta API Scopes tab.`,
  404: "Check the id or the path, and that OKTA_ORG_URL is the org's address.",
  405: "This path does not know this HTTP method.",
  407: "A proxy asks for a sign-in: put its user name and password into HTTPS_PROXY.",
  409: "Read the object again, and try again in a minute.",
  410: "It no longer exists.",
  412: "The object has changed since it was read: read it again and repeat the change.",
  413: "Send less at once.",
  511: "The network asks for a sign-in: open a browser, sign in to the network, then try again.",
};

const byKind: Readonly<Partial<Record<OktaErrorKind, string>>> = {
  "rate-limit": "Too much goes on in the org at the same time: try again in a few seconds.",
  timeout: "Ask for less (a shorter time range, fewer items), try again, or raise OKTA_TIMEOUT_SECONDS.",
  network: "Check the network connection and any proxy (HTTPS_PROXY), then try again.",
  cancelled: "Ask again when it is wanted.",
  unreadable:
    "Check that OKTA_ORG_URL is the org's address, and that no proxy or network sign-in page answers in Okta's place.",
  redirect: "Set OKTA_ORG_URL to the org's own address, as the browser shows it after sign-in, without -admin.",
};

/** One or two sentences on what to do about a failure; the most particular fact that is known decides. */
export function nextStep({ kind, status, code, scope, retryAt }: Failure): string {
  if (code === "insufficient_scope") {
    const scopes = scope ?? "the scope that the operation needs";
    return `Grant ${scopes} in the Admin Console: Applications > Applications > the app > Okta API Scopes. Then ask for it in OKTA_SCOPES.`;
  }
  if (retryAt) {
    return `Try again after ${retryAt.toISOString()}. Fewer requests at a time, or a larger share for the token (Security > API > Tokens > the token), make this rarer.`;
  }
  const known = (code !== undefined && byCode[code]) || byStatus[status] || byKind[kind];
  if (known) return known;
  if (status >= 500) {
    return "Okta itself failed: try again later, and see status.okta.com. After a change, read the object before repeating it.";
  }
  return "Try again; if it persists, give the request id to Okta's support.";
}
