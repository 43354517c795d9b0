import { bodyOf, type Okta } from "./client.ts";
import { object, text } from "./read.ts";

/** The org itself. */
export interface Org {
  id: string;
  name: string;
  subdomain: string;
  /** `ACTIVE`, `INACTIVE`. */
  status: string;
  created: string | null;
  /** When a trial ends. */
  expiresAt: string | null;
  website: string | null;
  /** Where people are sent for help. */
  helpUrl: string | null;
  supportPhone: string | null;
}

/** The org that this is. @throws OktaError, 403 where the token may not read it. */
export async function getOrg(okta: Okta): Promise<Org> {
  const document = object(bodyOf(await okta.api.GET("/api/v1/org")));
  return {
    id: text(document.id) ?? "",
    name: text(document.companyName) ?? text(document.subdomain) ?? "",
    subdomain: text(document.subdomain) ?? "",
    status: text(document.status) ?? "UNKNOWN",
    created: text(document.created),
    expiresAt: text(document.expiresAt),
    website: text(document.website),
    helpUrl: text(document.endUserSupportHelpURL),
    supportPhone: text(document.supportPhoneNumber),
  };
}

/** Okta's name for the engine that an org runs on: `idx` is Identity Engine, `v1` Classic. @throws OktaError */
export async function pipelineOf(okta: Okta): Promise<string | null> {
  return text(object(bodyOf(await okta.api.GET("/.well-known/okta-organization"))).pipeline);
}
