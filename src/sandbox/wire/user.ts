/** A user, a factor and a role assignment as Okta sends them. */
import { type Json } from "../json.ts";
import type { FactorRecord, RoleRecord, UserRecord, UserStatus } from "../state.ts";

/** The transitions that Okta offers in `_links`, by status: what may be done next. */
const TRANSITIONS: Record<UserStatus, readonly string[]> = {
  STAGED: ["activate"],
  PROVISIONED: ["reactivate", "resetPassword", "suspend", "deactivate"],
  ACTIVE: ["suspend", "resetPassword", "expirePassword", "changeRecoveryQuestion", "changePassword", "deactivate"],
  PASSWORD_EXPIRED: [
    "suspend",
    "resetPassword",
    "expirePassword",
    "changeRecoveryQuestion",
    "changePassword",
    "deactivate",
  ],
  LOCKED_OUT: ["unlock"],
  RECOVERY: ["reactivate", "changePassword"],
  SUSPENDED: ["unsuspend", "deactivate"],
  DEPROVISIONED: ["activate", "delete"],
};

/** Not offered to people whose password lives in a directory or at another identity provider. */
const OKTA_PASSWORD = new Set([
  "resetPassword",
  "expirePassword",
  "changePassword",
  "changeRecoveryQuestion",
  "unlock",
]);

const HREFS: Record<string, readonly [path: string, method: string]> = {
  activate: ["/lifecycle/activate", "POST"],
  reactivate: ["/lifecycle/reactivate", "POST"],
  deactivate: ["/lifecycle/deactivate", "POST"],
  suspend: ["/lifecycle/suspend", "POST"],
  unsuspend: ["/lifecycle/unsuspend", "POST"],
  unlock: ["/lifecycle/unlock", "POST"],
  resetPassword: ["/lifecycle/reset_password", "POST"],
  expirePassword: ["/lifecycle/expire_password", "POST"],
  resetFactors: ["/lifecycle/reset_factors", "POST"],
  changePassword: ["/credentials/change_password", "POST"],
  changeRecoveryQuestion: ["/credentials/change_recovery_question", "POST"],
  delete: ["", "DELETE"],
};

/** `full` is one user read by itself: only then does Okta tell what may be done next. */
export function wireUser(user: UserRecord, origin: string, form: "full" | "list"): Json {
  const href = `${origin}/api/v1/users/${user.id}`;
  const { id, status, created, activated, statusChanged, lastLogin, lastUpdated, passwordChanged, type } = user;
  return {
    id,
    status,
    created,
    activated,
    statusChanged,
    lastLogin,
    lastUpdated,
    passwordChanged,
    type,
    profile: { mobilePhone: null, secondEmail: null, ...user.profile },
    credentials: user.credentials,
    _links: form === "list" ? { self: { href } } : {
      ...Object.fromEntries(
        transitions(user).map((name) => {
          const [path, method] = HREFS[name]!;
          return [name, { href: href + path, method }];
        }),
      ),
      schema: { href: `${origin}/api/v1/meta/schemas/user/osc${type.id.slice(3)}` },
      self: { href },
      type: { href: `${origin}/api/v1/meta/types/user/${type.id}` },
    },
  };
}

function transitions({ status, credentials, factors }: UserRecord): string[] {
  const offered = [
    ...TRANSITIONS[status],
    ...(factors.length > 0 && status !== "DEPROVISIONED" ? ["resetFactors"] : []),
  ];
  return credentials.provider.type === "OKTA" ? offered : offered.filter((name) => !OKTA_PASSWORD.has(name));
}

export function wireFactor(factor: FactorRecord, user: UserRecord, origin: string): Json {
  const userHref = `${origin}/api/v1/users/${user.id}`;
  const href = `${userHref}/factors/${factor.id}`;
  const post = { hints: { allow: ["POST"] } };
  const pending = factor.status === "PENDING_ACTIVATION"
    ? {
      resend: [{ name: factor.factorType, href: `${href}/resend`, ...post }],
      activate: { href: `${href}/lifecycle/activate`, ...post },
    }
    : {};
  return {
    ...factor,
    _links: {
      ...pending,
      self: { href, hints: { allow: ["GET", "DELETE"] } },
      user: { href: userHref, hints: { allow: ["GET"] } },
    },
  };
}

/** `assignmentType` tells whether the person or a group of theirs holds the role. */
export function wireRole(role: RoleRecord, assignmentType: "USER" | "GROUP", assigneeHref: string): Json {
  const { id, label, type, status, created, lastUpdated } = role;
  return {
    id,
    label,
    type,
    status,
    created,
    lastUpdated,
    assignmentType,
    _links: { assignee: { href: assigneeHref } },
  };
}
