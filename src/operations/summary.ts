import type { Operation } from "../okta/operations.ts";
import { NOTES } from "./glossary.ts";
import { kindOf } from "./search.ts";
import { wordsOf } from "./words.ts";

/** How words are written that are more than a word. */
const WRITTEN: Readonly<Record<string, string>> = {
  aaguid: "AAGUID",
  aaguids: "AAGUIDs",
  api: "API",
  apps: "apps",
  captcha: "captcha",
  csr: "CSR",
  csrs: "CSRs",
  emailserver: "SMTP server",
  eventhook: "event hook",
  identityprovider: "identity provider",
  jwk: "JWK",
  jwks: "JWKS",
  mfa: "MFA",
  oauth: "OAuth",
  okta: "Okta",
  rp: "RP",
  saml: "SAML",
  signin: "sign-in",
  signout: "sign-out",
  sms: "SMS",
  sso: "SSO",
  ssf: "SSF",
  ui: "UI",
  uris: "URIs",
  webauthn: "WebAuthn",
};

/** What an operation does, in a short sentence without a full stop. */
export function summaryOf({ id }: Operation): string {
  const note = Object.hasOwn(NOTES, id) ? NOTES[id] : undefined;
  if (note !== undefined) return note;
  const text = wordsOf(id).map((word) => WRITTEN[word] ?? word).join(" ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What may come of a call: something lost or somebody shut out makes it destructive. */
export function riskOf(operation: Operation): "read" | "write" | "destructive" {
  if (!operation.changes) return "read";
  const kind = kindOf(operation);
  return operation.method === "DELETE" || kind === "remove" || kind === "off" || HARSH.test(operation.id)
    ? "destructive"
    : "write";
}

/** Acts whose verb is harmless elsewhere: the old credential, factors or members are gone afterwards. */
const HARSH =
  /^(reset|expire|change(Password|Recovery)|forgot|rotate|start(Org|Import)|optOut|upload.*Delete|replaces?[A-Z])/;
