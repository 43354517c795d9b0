import { LOG_LEVELS, type LogLevel } from "./log.ts";
import type { ConfirmMode } from "./mcp/write.ts";

/** All that the operator decides, checked. */
export interface Config {
  org: { kind: "demo" } | { kind: "okta"; url: URL; apiToken: string };
  serverName: string;
  logLevel: LogLevel;
  /** A ceiling of requests a minute on top of Okta's own limits. */
  requestsPerMinute?: number;
  /** Seconds that one request to Okta may take. */
  timeoutSeconds: number;
  readOnly: boolean;
  toolsets: string[];
  confirm: ConfirmMode;
  /** Where changes are recorded; the program's own place where not set. */
  auditLog?: string;
  /** The most users that one call may change. */
  bulkLimit: number;
  /** Things the operator should know that stop nothing. */
  notices: string[];
}

/** A setting that cannot be used: what is wrong and how to put it right. */
export interface ConfigProblem {
  setting: string;
  problem: string;
  fix: string;
}

export type ConfigResult = { config: Config } | { problems: ConfigProblem[] };

/** The environment variables that the program reads, as docs and the compiled program's permissions name them. */
export const SETTINGS = [
  "OKTA_ORG_URL",
  "OKTA_API_TOKEN",
  "OKTA_RATE_LIMIT",
  "OKTA_TIMEOUT_SECONDS",
  "OKTA_READ_ONLY",
  "OKTA_TOOLSETS",
  "OKTA_CONFIRM",
  "OKTA_AUDIT_LOG",
  "OKTA_BULK_LIMIT",
  "MCP_SERVER_NAME",
  "MCP_LOG_LEVEL",
  "DEVELOPMENT_MODE",
] as const;
export type Setting = typeof SETTINGS[number];

/** Where a setting is found: the environment first, then a .env file. An empty value counts as none. */
export type Environment = (name: Setting) => string | undefined;

/** Checks all settings and names every problem at once. Pure: reads nothing but `environment`. */
export function readConfig(
  environment: Environment,
  options: { demo: boolean; toolsets: readonly string[] },
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
    problems.push({ setting, problem, fix });
  }

  const development = flag("DEVELOPMENT_MODE");
  const requestsPerMinute = positive("OKTA_RATE_LIMIT", undefined);
  const org: Config["org"] = options.demo
    ? { kind: "demo" }
    : { kind: "okta", ...oktaOrg(read("OKTA_ORG_URL"), read("OKTA_API_TOKEN"), problem, notices) };
  const auditLog = read("OKTA_AUDIT_LOG");
  const config: Config = {
    org,
    serverName: read("MCP_SERVER_NAME") ?? "okta-support",
    logLevel: oneOf("MCP_LOG_LEVEL", LOG_LEVELS, development ? "DEBUG" : "INFO", (text) => text.toUpperCase()),
    ...(requestsPerMinute === undefined ? {} : { requestsPerMinute }),
    timeoutSeconds: positive("OKTA_TIMEOUT_SECONDS", 30),
    readOnly: flag("OKTA_READ_ONLY"),
    toolsets: (read("OKTA_TOOLSETS") ?? "support").split(/[\s,]+/).filter(Boolean).map(lower),
    confirm: oneOf("OKTA_CONFIRM", ["always", "destructive", "never"], "always", lower),
    ...(auditLog === undefined ? {} : { auditLog }),
    bulkLimit: Math.floor(positive("OKTA_BULK_LIMIT", 50)),
    notices,
  };
  for (const name of config.toolsets) {
    if (!options.toolsets.includes(name)) {
      problem("OKTA_TOOLSETS", `there is no toolset "${name}"`, `use some of: ${options.toolsets.join(", ")}`);
    }
  }
  return problems.length > 0 ? { problems } : { config };
}

const lower = (text: string) => text.toLowerCase();

/** https://developer.okta.com/docs/reference/core-okta-api/ : the org URL is the plain host, never the `-admin` one. */
function oktaOrg(
  orgUrl: string | undefined,
  apiToken: string | undefined,
  problem: (setting: Setting, problem: string, fix: string) => void,
  notices: string[],
): { url: URL; apiToken: string } {
  const url = orgUrl === undefined ? undefined : parseOrgUrl(orgUrl);
  if (orgUrl === undefined) {
    problem("OKTA_ORG_URL", "it is not set", "give the address you sign in at, such as https://acme.okta.com");
  } else if (/[{}<>]/.test(orgUrl)) {
    problem(
      "OKTA_ORG_URL",
      `"${orgUrl}" is a placeholder`,
      "give your own org's address, such as https://acme.okta.com",
    );
  } else if (url === undefined) {
    problem("OKTA_ORG_URL", `"${orgUrl}" is not a web address`, "give it as https://acme.okta.com");
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
  if (apiToken === undefined) {
    problem("OKTA_API_TOKEN", "it is not set", "make one in the Admin Console: Security > API > Tokens > Create token");
  } else if (/^SSWS\s/i.test(apiToken)) {
    problem("OKTA_API_TOKEN", 'it starts with "SSWS"', "give the token alone: the program adds the scheme");
  } else if (/[^\x21-\x7e]/.test(apiToken)) {
    problem("OKTA_API_TOKEN", "it has a space or a character in it that no token has", "copy the token again");
  }
  return { url: new URL(url?.origin ?? "https://invalid"), apiToken: apiToken ?? "" };
}

function parseOrgUrl(text: string): URL | undefined {
  try {
    const url = new URL(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`);
    return ["https:", "http:"].includes(url.protocol) && url.hostname !== "" ? url : undefined;
  } catch {
    return undefined;
  }
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
