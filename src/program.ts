import type { Config } from "./config.ts";
import type { Caller } from "./http/caller.ts";
import { INSTRUCTIONS } from "./instructions.ts";
import type { Log, LogLevel } from "./log.ts";
import { type AuditLog, auditPathIn, fileAudit, memoryAudit } from "./mcp/audit.ts";
import { consentTokens } from "./mcp/consent.ts";
import type { Host } from "./mcp/server.ts";
import type { Tool } from "./mcp/tool.ts";
import { bodyOf, connectOkta, type Okta, type OktaConnection } from "./okta/client.ts";
import { apiToken } from "./okta/auth/api_token.ts";
import type { Authorizer } from "./okta/auth/authorizer.ts";
import type { OAuthCredential } from "./okta/auth/credential.ts";
import type { OAuthOptions } from "./okta/auth/oauth.ts";
import { OktaError } from "./okta/errors.ts";
import { redact } from "./okta/redact.ts";
import { dataFolder } from "./paths.ts";
import { PROMPTS } from "./prompts/catalog.ts";
import { RESOURCES } from "./resources/catalog.ts";
import { exposedTools, waitingTools } from "./tools/catalog.ts";
import type { Services } from "./tools/define.ts";
import { VERSION } from "./version.ts";

/**
 * The program put together: what a server or the shell needs to run tools. Starts nothing.
 * @param areas The tools of the areas of the API that the configuration names.
 */
export function createHost(config: Config, log: Log, areas: readonly Tool<Services>[] = []): Host<Services> {
  let connection: Promise<OktaConnection> | undefined;
  let actor: Promise<string> | undefined;
  const { audit, auditPath } = auditOf(config);
  const now = () => new Date();
  const tools = exposedTools(config, areas);
  return {
    name: config.serverName,
    version: VERSION,
    instructions: INSTRUCTIONS,
    tools,
    waiting: waitingTools(config, areas),
    prompts: PROMPTS.filter(worksWith(tools)),
    resources: RESOURCES.filter(worksWith(tools)),
    confirm: config.confirm,
    audit,
    auditPath,
    bulkLimit: config.bulkLimit,
    actor: ({ okta }) => actor ??= callingAccount(okta, config).catch(() => "unknown account"),
    requestIds: ({ okta }) => okta.requestIds,
    tokens: consentTokens(config.http?.consentKey ?? crypto.getRandomValues(new Uint8Array(32)), Date.now),
    now,
    redact: masked,
    explain,
    log,
    async services(call) {
      connection ??= connect(config, log);
      const okta = (await connection).forCall({
        signal: call.signal,
        onWait: ({ bucket, until }) =>
          call.progress(`Waiting for Okta's rate limit of ${bucket} until ${until.toISOString().slice(11, 19)} UTC`),
      });
      return { okta, audit, operations: config.operations, thresholds: config.thresholds };
    },
  };
}

/**
 * The same host as one caller of a shared server sees it: with the tools that their access allows, their name in the
 * audit log, and consent that nobody else can use. Everything behind it stays shared.
 */
export function hostFor(
  caller: Caller | undefined,
  host: Host<Services>,
  config: Config,
  areas: readonly Tool<Services>[],
): Host<Services> {
  if (caller === undefined) return host;
  const { name, access } = caller;
  const allowed = access && exposedTools({ ...access, readOnly: access.readOnly || config.readOnly }, areas);
  const tools = allowed?.filter((tool) => host.tools.some((offered) => offered.name === tool.name)) ?? host.tools;
  const waiting = [...host.waiting].filter(([name]) => allowed?.some((tool) => tool.name === name) ?? true);
  return {
    ...host,
    tools,
    waiting: new Map(waiting),
    prompts: host.prompts.filter(worksWith(tools)),
    resources: host.resources.filter(worksWith(tools)),
    actor: async (services) => `${name}, with the credential of ${await host.actor(services)}`,
    tokens: {
      issue: (tool, args, planDigest) => host.tokens.issue(`${name} ${tool}`, args, planDigest),
      redeem: (token, tool, args) => host.tokens.redeem(token, `${name} ${tool}`, args),
    },
  };
}

/** Whether the tools that something relies on are there. */
function worksWith(tools: readonly Tool<Services>[]): (needed: { tools: readonly string[] }) => boolean {
  return (needed) => needed.tools.every((name) => tools.some((tool) => tool.name === name));
}

/** What an error of Okta's layer means to the caller, and the way out. */
export function explain(error: unknown): string | undefined {
  return error instanceof OktaError ? `${error.message} ${error.nextStep}`.trim() : undefined;
}

/** Masking keeps the shape of what it masks. */
const masked = <T>(value: T) => redact(value) as T;

/** Where changes are recorded. The demo org's die with the process, unless the operator names a file. */
function auditOf(config: Config): { audit: AuditLog; auditPath: string } {
  if (config.auditLog) return { audit: fileAudit(config.auditLog, masked), auditPath: config.auditLog };
  if (config.org.kind === "demo") return { audit: memoryAudit(), auditPath: "in memory" };
  const folder = dataFolder();
  const auditPath = auditPathIn(folder);
  return { audit: fileAudit(auditPath, masked, folder), auditPath };
}

/** Whose credential the program uses: its login, and its id behind it; a client that acts for itself is its own. */
async function callingAccount(okta: Okta, { org }: Config): Promise<string> {
  if (org.kind === "okta" && (org.credential.kind === "private-key" || org.credential.kind === "client-secret")) {
    return `OAuth client (${org.credential.clientId})`;
  }
  const { profile, id } = bodyOf(await okta.api.GET("/api/v1/users/{id}", { params: { path: { id: "me" } } }));
  return `${profile?.login ?? "unknown"} (${id})`;
}

/** How the program names itself to Okta (RFC 9110 §10.1.5). */
export const USER_AGENT = `mcp-okta-support/${VERSION}`;

/** Connects to the org of a configuration, the demo org included; sends nothing yet. */
export async function connect(config: Config, log: Log): Promise<OktaConnection> {
  const { url, authorizer } = await signIn(config);
  return connectOkta({
    orgUrl: url,
    authorizer,
    timeoutSeconds: config.timeoutSeconds,
    ...(config.requestsPerMinute === undefined ? {} : { requestsPerMinute: config.requestsPerMinute }),
    userAgent: USER_AGENT,
    log: ({ level, event, ...details }) => log(level.toUpperCase() as LogLevel, event, details),
  });
}

/** OAuth is loaded only where it is configured. */
async function signIn({ org, timeoutSeconds }: Config): Promise<{ url: URL; authorizer: Authorizer }> {
  if (org.kind === "demo") return await startDemoOrg();
  const { url, credential } = org;
  if (credential.kind === "api-token") return { url, authorizer: apiToken(credential.token) };
  const { oauthAuthorizer } = await import("./okta/auth/oauth.ts");
  return { url, authorizer: oauthAuthorizer(oauthOptions(url, credential, timeoutSeconds)) };
}

/** How an OAuth client of the configuration signs in. */
export function oauthOptions(orgUrl: URL, credential: OAuthCredential, timeoutSeconds: number): OAuthOptions {
  return { orgUrl, credential, folder: dataFolder(), timeoutSeconds, userAgent: USER_AGENT };
}

/** Loaded only when asked for: a normal start pays nothing for the demo. */
async function startDemoOrg(): Promise<{ url: URL; authorizer: Authorizer }> {
  const { startSandbox } = await import("./sandbox/sandbox.ts");
  const sandbox = await startSandbox();
  return { url: new URL(sandbox.url), authorizer: apiToken(sandbox.token) };
}
