import { bodyOf, type Okta } from "./client.ts";
import { type Document, list, object, text } from "./read.ts";

/** A factor (authenticator) that a user has enrolled. */
export interface Factor {
  id: string;
  /** `push`, `signed_nonce`, `token:software:totp`, `sms`, `call`, `email`, `webauthn`, `question`, … */
  factorType: string;
  provider: string;
  vendorName: string | null;
  /** `ACTIVE`, `PENDING_ACTIVATION`, `INACTIVE`, … */
  status: string;
  created: string | null;
  lastUpdated: string | null;
  /** The device's or key's name, the e-mail address or the phone number: what the person knows the factor by. */
  device: string | null;
  profile: Document;
}

/** The factors of a user. @throws OktaError */
export async function factorsOfUser(okta: Okta, userId: string): Promise<Factor[]> {
  const result = await okta.api.GET("/api/v1/users/{userId}/factors", { params: { path: { userId } } });
  return list(bodyOf(result)).map(toFactor);
}

function toFactor(raw: unknown): Factor {
  const factor = object(raw);
  const profile = object(factor.profile);
  const names = [profile.name, profile.authenticatorName, profile.phoneNumber, profile.email, profile.deviceType];
  return {
    id: text(factor.id) ?? "",
    factorType: text(factor.factorType) ?? "",
    provider: text(factor.provider) ?? "",
    vendorName: text(factor.vendorName),
    status: text(factor.status) ?? "",
    created: text(factor.created),
    lastUpdated: text(factor.lastUpdated),
    device: names.map(text).find(Boolean) ?? null,
    profile,
  };
}

/**
 * Which factors go when one is reset: Okta Verify's `push` and `signed_nonce` stand for the app on the phone, and
 * removing either removes everything that app enrolled.
 */
export function removedWith(factor: Factor, factors: readonly Factor[]): Factor[] {
  const isOktaVerify = ({ factorType, provider }: Factor) =>
    provider === "OKTA" && ["push", "signed_nonce", "token:software:totp"].includes(factorType);
  const wholeApp = isOktaVerify(factor) && factor.factorType !== "token:software:totp";
  return factors.filter((other) => other.id === factor.id || (wholeApp && isOktaVerify(other)));
}

/** Removes one factor; see `removedWith` for what else goes. @throws OktaError */
export async function resetFactor(okta: Okta, userId: string, factorId: string): Promise<void> {
  await okta.api.DELETE("/api/v1/users/{userId}/factors/{factorId}", { params: { path: { userId, factorId } } });
}

/** Removes every factor of a user: they enrol anew at the next sign-in. @throws OktaError */
export async function resetAllFactors(okta: Okta, userId: string): Promise<void> {
  await okta.api.POST("/api/v1/users/{id}/lifecycle/reset_factors", { params: { path: { id: userId } } });
}
