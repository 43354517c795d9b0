/** A person's factors: read and remove. */
import { type Context, noContent, ok, type Reply, stamp } from "../context.ts";
import { notFound, OktaError } from "../errors.ts";
import { param } from "../context.ts";
import { userTarget, writeEvent } from "../log.ts";
import { findUser } from "../lookup.ts";
import { routes } from "../router.ts";
import type { FactorRecord, UserRecord } from "../state.ts";
import { wireFactor } from "../wire/user.ts";

const PATH = "/api/v1/users/{userId}/factors";

export const factorRoutes = routes("okta.users", [
  ["GET", PATH, listFactors],
  ["GET", `${PATH}/catalog`, listSupportedFactors],
  ["GET", `${PATH}/{factorId}`, getFactor],
  ["DELETE", `${PATH}/{factorId}`, unenrollFactor],
]);

/** What people of the demo org may enroll. */
const CATALOG: readonly (readonly [factorType: string, provider: string])[] = [
  ["push", "OKTA"],
  ["token:software:totp", "OKTA"],
  ["signed_nonce", "OKTA"],
  ["token:software:totp", "GOOGLE"],
  ["webauthn", "FIDO"],
  ["sms", "OKTA"],
  ["call", "OKTA"],
  ["email", "OKTA"],
  ["question", "OKTA"],
];

/** The factors that live in one Okta Verify enrollment: removing its push or FastPass factor removes them all. */
const OKTA_VERIFY = ["push", "signed_nonce", "token:software:totp"];

function listFactors(context: Context): Reply {
  const user = findUser(context, "userId");
  return ok(user.factors.map((factor) => wireFactor(factor, user, context.url.origin)));
}

function listSupportedFactors(context: Context): Reply {
  const user = findUser(context, "userId");
  const href = `${context.url.origin}/api/v1/users/${user.id}/factors`;
  return ok(CATALOG.map(([factorType, provider]) => {
    const enrolled = user.factors.find((factor) => factor.factorType === factorType && factor.provider === provider);
    return {
      factorType,
      provider,
      vendorName: provider,
      _links: { enroll: { href, hints: { allow: ["POST"] } } },
      status: enrolled?.status ?? "NOT_SETUP",
    };
  }));
}

function getFactor(context: Context): Reply {
  const user = findUser(context, "userId");
  return ok(wireFactor(findFactor(context, user), user, context.url.origin));
}

function unenrollFactor(context: Context): Reply {
  const user = findUser(context, "userId");
  const factor = findFactor(context, user);
  if (user.status === "DEPROVISIONED") throw new OktaError("E0000038");
  const all = ["push", "signed_nonce"].includes(factor.factorType);
  const isGone = (other: FactorRecord) =>
    other === factor || (all && other.provider === "OKTA" && OKTA_VERIFY.includes(other.factorType));
  const gone = user.factors.filter(isGone);
  user.factors = user.factors.filter((other) => !isGone(other));
  user.lastUpdated = stamp(context.now);
  for (const { provider, factorType } of gone) {
    const name = `${provider}_${factorType.replaceAll(":", "_")}`.toUpperCase();
    writeEvent(
      context,
      "user.mfa.factor.deactivate",
      [userTarget(user)],
      { factor: name },
      `User reset ${name} factor`,
    );
  }
  return noContent();
}

function findFactor(context: Context, user: UserRecord): FactorRecord {
  const id = param(context, "factorId");
  const factor = user.factors.find((each) => each.id === id);
  if (factor === undefined) throw notFound(id, "UserFactor");
  return factor;
}
