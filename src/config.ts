import type { Address } from "./http/address.ts";
import { type HttpSettings, readHttpSettings } from "./http/settings.ts";
import { adjustThresholds, THRESHOLDS, type Thresholds } from "./investigate/thresholds.ts";
import { LOG_LEVELS, type LogLevel } from "./log.ts";
import { isLoopback } from "./loopback.ts";
import type { ConfirmMode } from "./mcp/write.ts";
import type { Credential } from "./okta/auth/credential.ts";
import type { OperationSettings } from "./operations/rules.ts";
import { isWanted, type ToolFacts, toolsetNames } from "./tools/exposure.ts";

/** All that the operator decides, checked. */
export interface Config {
  org: { kind: "demo" } | { kind: "okta"; url: URL; credential: Credential };
  serverName: string;
  logLevel: LogLevel;
  /** A ceiling of requests a minute on top of Okta's own limits. */
  requestsPerMinute?: number;
  /** Seconds that one request to Okta may take. */
  timeoutSeconds: number;
  readOnly: boolean;
  toolsets: string[];
  /** The OAuth scopes known to be granted, which the start adds; absent where the credential needs none. */
  grantedScopes?: readonly string[];
  confirm: ConfirmMode;
  /** Where changes are recorded; the program's own place where not set. */
  auditLog?: string;
  /** The most users that one call may change. */
  bulkLimit: number;
  /** What may be called of Okta's whole API, beyond the tools of their own. */
  operations: OperationSettings;
  /** How to serve over HTTP, where that is asked for. */
  http?: HttpSettings;
  /** What investigations compare with. */
  thresholds: Thresholds;
  /** Things the operator should know that stop nothing. */
  notices: string[];
}

/** A setting that cannot be used: what is wrong and how to put it right. */
export interface ConfigProblem {
  setting: string;
  problem: string;
  fix: string;
}

/** `partial` has what could be read, and in the place of what could not, what would be there had it not been set. */
export type ConfigResult = { config: Config } | { problems: ConfigProblem[]; partial: Config };

/** The environment variables that the program reads, as docs and the compiled program's permissions name them. */
export const SETTINGS = [
  "OKTA_ORG_URL",
  "OKTA_API_TOKEN",
  "OKTA_CLIENT_ID",
  "OKTA_CLIENT_SECRET",
  "OKTA_PRIVATE_KEY",
  "OKTA_KEY_ID",
  "OKTA_SCOPES",
  "OKTA_RATE_LIMIT",
  "OKTA_TIMEOUT_SECONDS",
  "OKTA_READ_ONLY",
  "OKTA_TOOLSETS",
  "OKTA_CONFIRM",
  "OKTA_AUDIT_LOG",
  "OKTA_BULK_LIMIT",
  "OKTA_ALLOW_OPERATIONS",
  "OKTA_DENY_OPERATIONS",
  "OKTA_FILES",
  "OKTA_THRESHOLDS",
  "MCP_SERVER_NAME",
  "MCP_LOG_LEVEL",
  "MCP_PUBLIC_URL",
  "MCP_ISSUER",
  "MCP_AUDIENCE",
  "MCP_ACCESS",
  "MCP_CONSENT_KEY",
  "DEVELOPMENT_MODE",
] as const;
export type Setting = typeof SETTINGS[number];

/** Those of `chat`, which say where its model is. A client that attaches the server has no use for them. */
export const MODEL_SETTINGS = ["OPENAI_BASE_URL", "OPENAI_API_KEY", "OPENAI_MODEL"] as const;
export type ModelSetting = typeof MODEL_SETTINGS[number];

/** Those that say which org, and with which credential. */
export const ORG_SETTINGS = [
  "OKTA_ORG_URL",
  "OKTA_API_TOKEN",
  "OKTA_CLIENT_ID",
  "OKTA_CLIENT_SECRET",
  "OKTA_PRIVATE_KEY",
  "OKTA_KEY_ID",
  "OKTA_SCOPES",
] as const satisfies readonly Setting[];

/** Where a setting is found: the environment first, then a .env file. An empty value counts as none. */
export type Environment = (name: Setting) => string | undefined;

/** What a client's configuration has in place of a value that it should fill in, and leaves there if it has none. */
const UNFILLED = /^\$\{[\w:.-]+\}$/;

/** An org without Okta Identity Governance does not know these scopes, and grants nothing at all where one is asked for. */
const GOVERNANCE = /^okta\.(accessRequests|governance)\./;

/**
 * Checks all settings and names every problem at once. Pure: reads nothing but `environment`.
 * @param options `tools`: all that there are; they say which toolsets and, where OKTA_SCOPES is not set, which scopes.
 *   `http`: where to listen, if the server is to be reached over HTTP.
 */
export function readConfig(
  environment: Environment,
  options: { demo: boolean; tools: readonly ToolFacts[]; http?: Address },
): ConfigResult {
  const problems: ConfigProblem[] = [];
  const notices: string[] = [];
  const read = (name: Setting) => environment(name)?.trim() || undefined;

  function oneOf<T extends string>(
    name: Setting,
    allowed: readonly T[],
    fallback: T,
    fold: (text: string) => string,
  ): T {
    const value = read(name);
    if (value === undefined) return fallback;
    const match = allowed.find((candidate) => candidate === fold(value));
    if (match === undefined) problem(name, `"${value}" is not one of its values`, `use one of: ${allowed.join(", ")}`);
    return match ?? fallback;
  }
  function positive<F>(name: Setting, fallback: F): number | F {
    const value = read(name);
    if (value === undefined) return fallback;
    const number = Number(value);
    if (Number.isFinite(number) && number > 0) return number;
    problem(name, `"${value}" is not a positive number`, "give a number above 0, or leave it unset");
    return fallback;
  }
  function flag(name: Setting): boolean {
    return ["true", "1", "yes"].includes(oneOf(name, ["true", "1", "yes", "false", "0", "no"], "false", lower));
  }
  function problem(setting: Setting, problem: string, fix: string) {
    if (!unfilled.includes(setting)) problems.push({ setting, problem, fix });
  }

  const unfilled = SETTINGS.filter((name) => UNFILLED.test(read(name) ?? ""));
  for (const setting of unfilled) {
    const fix = `set ${setting} in the environment that the client is started in, or write its value in place of that`;
    problems.push({ setting, problem: `it is "${read(setting)}", which the client did not fill in`, fix });
  }

  const development = flag("DEVELOPMENT_MODE");
  const requestsPerMinute = positive("OKTA_RATE_LIMIT", undefined);
  const readOnly = flag("OKTA_READ_ONLY");
  const toolsets = toolsetsOf(environment);
  const wantedScopes = () =>
    options.tools.filter((tool) => isWanted(tool, { toolsets, readOnly }))
      .flatMap(({ scopes, helpfulScopes = [] }) =>
        [...scopes, ...helpfulScopes].filter((scope) => !GOVERNANCE.test(scope))
      );
  const org: Config["org"] = options.demo ? { kind: "demo" } : {
    kind: "okta",
    url: orgUrl(read("OKTA_ORG_URL"), problem, notices),
    credential: credentialOf(read, wantedScopes, problem, notices),
  };
  const auditLog = read("OKTA_AUDIT_LOG");
  const config: Config = {
    org,
    serverName: read("MCP_SERVER_NAME") ?? "okta-support",
    logLevel: oneOf("MCP_LOG_LEVEL", LOG_LEVELS, development ? "DEBUG" : "INFO", (text) => text.toUpperCase()),
    ...(requestsPerMinute === undefined ? {} : { requestsPerMinute }),
    timeoutSeconds: positive("OKTA_TIMEOUT_SECONDS", 30),
    readOnly,
    toolsets,
    confirm: oneOf("OKTA_CONFIRM", ["always", "destructive", "never"], "always", lower),
    ...(auditLog === undefined ? {} : { auditLog }),
    bulkLimit: Math.floor(positive("OKTA_BULK_LIMIT", 50)),
    operations: operationSettings(environment),
    thresholds: thresholdsOf(read("OKTA_THRESHOLDS"), problem),
    notices,
  };
  const known = toolsetNames(options.tools);
  for (const name of toolsets) {
    if (!known.includes(name)) {
      problem("OKTA_TOOLSETS", `there is no toolset "${name}"`, `use some of: ${known.join(", ")}`);
    }
  }
  if (options.http) {
    const facts = { org: org.kind === "demo" ? undefined : org.url, toolsets: known };
    config.http = readHttpSettings(options.http, read, facts, problem);
  }
  return problems.length > 0 ? { problems, partial: config } : { config };
}

/** The toolsets that are asked for, whether there are such or not. */
export function toolsetsOf(environment: Environment): string[] {
  return words(environment("OKTA_TOOLSETS")?.trim() || "support").map(lower);
}

/** What the operator allows of Okta's whole API. */
export function operationSettings(environment: Environment): OperationSettings {
  const files = environment("OKTA_FILES")?.trim();
  return {
    allow: words(environment("OKTA_ALLOW_OPERATIONS")),
    deny: words(environment("OKTA_DENY_OPERATIONS")),
    ...(files ? { files } : {}),
  };
}

const lower = (text: string) => text.toLowerCase();
const words = (text: string | undefined) => (text ?? "").split(/[\s,]+/).filter(Boolean);

type Complain = (setting: Setting, problem: string, fix: string) => void;

function thresholdsOf(text: string | undefined, problem: Complain): Thresholds {
  const read = adjustThresholds(text ?? "");
  if (!("problem" in read)) return read;
  problem("OKTA_THRESHOLDS", read.problem, "give some of those in docs/investigations.md, as in travelMinutes=30");
  return THRESHOLDS;
}

/** https://developer.okta.com/docs/reference/core-okta-api/ : the org URL is the plain host, never the `-admin` one. */
function orgUrl(text: string | undefined, problem: Complain, notices: string[]): URL {
  const url = text === undefined ? undefined : parseOrgUrl(text);
  if (text === undefined) {
    problem("OKTA_ORG_URL", "it is not set", "give the address you sign in at, such as https://acme.okta.com");
  } else if (/[{}<>]/.test(text)) {
    problem("OKTA_ORG_URL", `"${text}" is a placeholder`, "give your own org's address, such as https://acme.okta.com");
  } else if (url === undefined) {
    problem("OKTA_ORG_URL", `"${text}" is not a web address`, "give it as https://acme.okta.com");
  } else if (url.username || url.password || url.search || url.hash) {
    problem("OKTA_ORG_URL", "it has more than a host in it", `use ${url.origin}`);
  } else if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) {
    problem("OKTA_ORG_URL", `${url.protocol}// would send the token unprotected`, `use https://${url.host}`);
  }
  const admin = url?.hostname.match(
    /^(.+)-admin\.((?:okta|oktapreview|okta-emea|okta-gov|trex-govcloud)\.com|okta\.mil)$/,
  );
  if (url && admin) {
    notices.push(`OKTA_ORG_URL ${url.origin} is the Admin Console: using https://${admin[1]}.${admin[2]} instead`);
    url.hostname = `${admin[1]}.${admin[2]}`;
  }
  return new URL(url?.origin ?? "https://invalid");
}

/**
 * OAuth before an API token, a private key before a client secret, and without either a person's login: the safest that
 * is set up wins, and what is left unused is named.
 */
function credentialOf(
  read: (name: Setting) => string | undefined,
  wantedScopes: () => string[],
  problem: Complain,
  notices: string[],
): Credential {
  const clientId = read("OKTA_CLIENT_ID");
  const clientSecret = read("OKTA_CLIENT_SECRET");
  const privateKey = read("OKTA_PRIVATE_KEY");
  const keyId = read("OKTA_KEY_ID");
  const unused = (name: Setting, why: string) => {
    if (read(name) !== undefined) notices.push(`${name} is set but not used: ${why}`);
  };
  if (clientId === undefined) {
    const orphan = privateKey ? "OKTA_PRIVATE_KEY" : clientSecret ? "OKTA_CLIENT_SECRET" : undefined;
    if (orphan !== undefined) {
      const where = "copy it from the Admin Console: Applications > Applications > the app > General";
      problem("OKTA_CLIENT_ID", `it is not set, but ${orphan} is`, where);
      return { kind: "api-token", token: "" };
    }
    unused("OKTA_KEY_ID", "there is no OKTA_CLIENT_ID");
    unused("OKTA_SCOPES", "an API token has its creator's rights, and no scopes");
    return { kind: "api-token", token: apiToken(read("OKTA_API_TOKEN"), problem) };
  }
  if (/[^\x21-\x7e]/.test(clientId)) {
    problem("OKTA_CLIENT_ID", "it has a space or a character in it that no client id has", "copy the id again");
  }
  const asked = read("OKTA_SCOPES")?.split(/[\s,]+/).filter(Boolean);
  const odd = asked?.find((scope) => !/^[\w.:-]+$/.test(scope));
  if (odd !== undefined) {
    problem("OKTA_SCOPES", `"${odd}" is not a scope`, "give them as in okta.users.read, okta.logs.read");
  }
  const client = { clientId, scopes: [...new Set(asked ?? wantedScopes())].sort() };
  unused("OKTA_API_TOKEN", "OKTA_CLIENT_ID goes before it");
  if (privateKey !== undefined) {
    unused("OKTA_CLIENT_SECRET", "OKTA_PRIVATE_KEY goes before it");
    return { kind: "private-key", ...client, privateKey, ...(keyId === undefined ? {} : { keyId }) };
  }
  unused("OKTA_KEY_ID", "there is no OKTA_PRIVATE_KEY");
  return clientSecret === undefined
    ? { kind: "device", ...client }
    : { kind: "client-secret", ...client, clientSecret };
}

function apiToken(token: string | undefined, problem: Complain): string {
  if (token === undefined) {
    const oauth = "or set OKTA_CLIENT_ID to use OAuth";
    problem("OKTA_API_TOKEN", "it is not set", `make one in the Admin Console: Security > API > Tokens; ${oauth}`);
  } else if (/^SSWS\s/i.test(token)) {
    problem("OKTA_API_TOKEN", 'it starts with "SSWS"', "give the token alone: the program adds the scheme");
  } else if (/[^\x21-\x7e]/.test(token)) {
    problem("OKTA_API_TOKEN", "it has a space or a character in it that no token has", "copy the token again");
  }
  return token ?? "";
}

function parseOrgUrl(text: string): URL | undefined {
  try {
    const url = new URL(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`);
    return ["https:", "http:"].includes(url.protocol) && url.hostname !== "" ? url : undefined;
  } catch {
    return undefined;
  }
}
