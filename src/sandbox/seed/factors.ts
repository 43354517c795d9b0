/** Enrolled factors, in the shapes that the Factors API gives. */

import type { FactorRecord, UserRecord } from "../state.ts";
import type { Phone } from "./origins.ts";
import type { Stage } from "./stage.ts";
import { recordTime } from "./time.ts";

/** `verify` is Okta Verify on phone and laptop (push, FastPass and codes), `push` Okta Verify on the phone alone. */
export type FactorKit =
  | "verify"
  | "verify+sms"
  | "verify+webauthn"
  | "push"
  | "webauthn"
  | "sms"
  | "sms+question"
  | "none";

export interface OktaVerifyPhone {
  /** What the owner calls the phone. */
  name: string;
  platform: "IOS" | "ANDROID";
  deviceType: "SmartPhone_IPhone" | "SmartPhone_Android";
}

/** Enrols a person's kit; everyone with a factor can also be reached by e-mail. */
export function enrol(
  stage: Stage,
  user: UserRecord,
  kit: FactorKit,
  phone: Phone,
  at: number,
  key: string,
): FactorRecord[] {
  const factors: FactorRecord[] = [];
  const { login, email, mobilePhone, firstName } = user.profile;
  for (const part of kit.split("+")) {
    if (part === "verify" || part === "push") {
      const name = phone === "iphone" ? `${firstName}'s iPhone` : `${firstName}'s Pixel`;
      factors.push(...oktaVerify(stage, login, ownPhone(name, phone), at, key, part === "verify"));
    } else if (part === "sms") {
      const phoneNumber = String(mobilePhone).replaceAll("-", "");
      factors.push(factor(stage, "mbl", key, "sms", at, { phoneNumber }));
    } else if (part === "webauthn") {
      const credentialId = stage.random(`webauthn/${key}`).base62(43);
      factors.push({
        ...factor(stage, "fwf", key, "webauthn", at, { credentialId, authenticatorName: "YubiKey 5 Series" }),
        provider: "FIDO",
        vendorName: "FIDO",
      });
    } else if (part === "question") {
      const questionText = "Which game did you first play on a computer?";
      factors.push(factor(stage, "ufs", key, "question", at, { question: "first_computer_game", questionText }));
    }
  }
  if (kit !== "none") factors.push(factor(stage, "emf", key, "email", at, { email }));
  return factors;
}

function ownPhone(name: string, phone: Phone): OktaVerifyPhone {
  return phone === "iphone"
    ? { name, platform: "IOS", deviceType: "SmartPhone_IPhone" }
    : { name, platform: "ANDROID", deviceType: "SmartPhone_Android" };
}

/** The factors of one Okta Verify enrolment, which live and die together. */
export function oktaVerify(
  stage: Stage,
  login: string,
  phone: OktaVerifyPhone,
  at: number,
  key: string,
  withFastPass: boolean,
): FactorRecord[] {
  const profile = { credentialId: login, ...phone, version: "9.46.0" };
  return [
    factor(stage, "opf", key, "push", at, profile),
    ...(withFastPass ? [factor(stage, "pfd", key, "signed_nonce", at, { ...profile })] : []),
    factor(stage, "ost", key, "token:software:totp", at, { credentialId: login }),
  ];
}

function factor(
  stage: Stage,
  prefix: string,
  key: string,
  factorType: string,
  at: number,
  profile: Record<string, unknown>,
): FactorRecord {
  return {
    id: stage.id(prefix, key),
    factorType,
    provider: "OKTA",
    vendorName: "OKTA",
    status: "ACTIVE",
    created: recordTime(at),
    lastUpdated: recordTime(at),
    profile,
  };
}
