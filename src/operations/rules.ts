import type { Operation, Operations } from "../okta/operations.ts";
import type { OperationArguments } from "./request.ts";
import { secretIn } from "./secrets.ts";

/** What the operator allows and denies beyond the default: operationIds, tags as `tag:Name`, scopes, or `*`. */
export interface OperationRules {
  allow: readonly string[];
  deny: readonly string[];
}

/** What the operator decides about the whole API. */
export interface OperationSettings extends OperationRules {
  /** The folder from which uploads are read and in which answers are saved that cannot be shown. */
  files?: string;
}

/** Why an operation is refused by default whose answer holds a secret. */
const REVEALING: Readonly<Record<string, string>> = {
  activatePreregistrationEnrollment: "it issues the PIN of a security key",
  createApiServiceIntegrationInstance: "it mints a client secret",
  createApiServiceIntegrationInstanceSecret: "it mints a client secret",
  createChildOrg: "it mints an API token",
  createOAuth2ClientSecret: "it mints a client secret",
  createTacAuthenticatorEnrollment: "it mints a code to sign in with",
  enrollFactor: "it lets whoever holds the factor sign in as the user",
  expirePasswordWithTempPassword: "it reveals a temporary password",
  getOAuth2ClientSecret: "it reveals a client secret",
  listApiServiceIntegrationInstanceSecrets: "it reveals client secrets",
  listOAuth2ClientSecrets: "it reveals client secrets",
  listSocialAuthTokens: "it reveals tokens of a social account",
};

/** Why another operation is refused by default. */
const EMPOWERING: Readonly<Record<string, string>> = {
  addJwk: "it lets whoever holds the private key act as the app",
  changePassword: "it takes passwords",
  changeRecoveryQuestion: "it takes a password",
  createAuthenticatorEnrollment: "it lets whoever holds the phone sign in as the user",
  enrollPreregistrationEnrollment: "it enrolls a security key that can sign in as the user",
  forgotPasswordSetNewPassword: "it takes a password",
  sendPin: "it sends the PIN of a security key",
  uploadYubikeyOtpTokenSeed: "it takes the secrets of security keys",
};

const CREDENTIALS: Readonly<Record<string, string>> = { ...REVEALING, ...EMPOWERING };

/** Operations whose answer holds a one-time link to the account unless Okta mails it. */
const MAILED: readonly string[] = ["activateUser", "forgotPassword", "reactivateUser", "resetPassword"];

/** All ids of the lists above, for the tests. */
export const GUARDED: readonly string[] = [...Object.keys(CREDENTIALS), ...MAILED];

/** How closely a rule names an operation; `DEFAULT` is where the built-in list stands: above `*`, below all else. */
const CLOSENESS = { all: 1, default: 2, scope: 3, tag: 4, id: 5 };

/**
 * Why an operation may not be called at all here, and how to allow it; `undefined` where it may. The rule that names
 * it most closely counts: an id before a tag, a tag before a scope, a scope before the default list, that before `*`.
 * Between equals a denial wins.
 */
export function refusalOf(operation: Operation, { allow, deny }: OperationRules): string | undefined {
  const { id, server } = operation;
  if (server !== undefined) {
    return `${id} is refused: it is served by another host (${server}), and this server's credentials go to the org only.`;
  }
  const allowed = closest(operation, allow);
  const denied = closest(operation, deny);
  if (denied > 0 && denied >= allowed) {
    return `${id} is refused: the operator denies it (OKTA_DENY_OPERATIONS).`;
  }
  const reason = Object.hasOwn(CREDENTIALS, id) ? CREDENTIALS[id] : undefined;
  return reason === undefined || allowed > CLOSENESS.default
    ? undefined
    : `${id} is refused by default: ${reason}. ${howToAllow(id)}`;
}

/** Whether what Okta answers to this call holds a secret. */
export function answersSecret({ id }: Operation, { parameters }: OperationArguments): boolean {
  return Object.hasOwn(REVEALING, id) || (MAILED.includes(id) && String(parameters?.sendEmail) !== "true");
}

/**
 * Why these arguments are refused of an operation that may be called: they hold a secret, or ask for one that has
 * nowhere to go.
 */
export function refusalOfArguments(
  operation: Operation,
  args: OperationArguments,
  { allow, files }: OperationSettings,
): string | undefined {
  const { id } = operation;
  const isSecret = answersSecret(operation, args);
  if (closest(operation, allow) > CLOSENESS.default) {
    return isSecret && files === undefined
      ? `${id} is refused: its answer holds a secret, which is saved to a file and shown to no model. ` +
        "The operator can name the folder for it in OKTA_FILES."
      : undefined;
  }
  if (isSecret) {
    return `${id} is refused without parameters.sendEmail=true: its answer would hold a link to the account.`;
  }
  const secret = secretIn(args.body, "body");
  return secret === undefined
    ? undefined
    : `${id} is refused with ${secret}: a secret must not pass through a language model. Set it in the Admin Console. ${
      howToAllow(id)
    }`;
}

/** The words of the operator's rules that name nothing: a typing error must not pass for a rule. */
export function unknownRules({ operations }: Operations, { allow, deny }: OperationRules): string[] {
  const all = Object.values(operations);
  return [...allow, ...deny].filter((rule) => !all.some((operation) => closest(operation, [rule]) > 0));
}

/** The contract without the operations that may not be called here. */
export function permitted(contract: Operations, rules: OperationRules): Operations {
  const kept = Object.entries(contract.operations).filter(([, operation]) => refusalOf(operation, rules) === undefined);
  return { ...contract, operations: Object.fromEntries(kept) };
}

function howToAllow(id: string): string {
  return `The operator can allow it with OKTA_ALLOW_OPERATIONS=${id}.`;
}

function closest({ id, tag, scopes }: Operation, rules: readonly string[]): number {
  return Math.max(
    0,
    ...rules.map((rule) =>
      rule === id
        ? CLOSENESS.id
        : rule === `tag:${tag}`
        ? CLOSENESS.tag
        : scopes.includes(rule)
        ? CLOSENESS.scope
        : rule === "*"
        ? CLOSENESS.all
        : 0
    ),
  );
}
