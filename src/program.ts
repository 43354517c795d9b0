import type { Config } from "./config.ts";
import { INSTRUCTIONS } from "./instructions.ts";
import type { Log, LogLevel } from "./log.ts";
import { type AuditLog, fileAudit, memoryAudit } from "./mcp/audit.ts";
import { consentTokens } from "./mcp/consent.ts";
import type { Host } from "./mcp/server.ts";
import { bodyOf, connectOkta, type Okta, type OktaConnection } from "./okta/client.ts";
import { apiToken } from "./okta/auth/api_token.ts";
import { OktaError } from "./okta/errors.ts";
import { InputError } from "./okta/input_error.ts";
import { redact } from "./okta/redact.ts";
import { dataFolder } from "./paths.ts";
import { exposedTools } from "./tools/catalog.ts";
import type { Services } from "./tools/define.ts";
import { VERSION } from "./version.ts";

/** The program put together: what a server or the shell needs to run tools. Starts nothing. */
export function createHost(config: Config, log: Log): Host<Services> {
  let connection: Promise<OktaConnection> | undefined;
  let actor: Promise<string> | undefined;
  const { audit, auditPath } = auditOf(config);
  const now = () => new Date();
  return {
    name: config.serverName,
    version: VERSION,
    instructions: INSTRUCTIONS,
    tools: exposedTools(config),
    confirm: config.confirm,
    audit,
    auditPath,
    bulkLimit: config.bulkLimit,
    actor: ({ okta }) => actor ??= callingAccount(okta).catch(() => "unknown account"),
    requestIds: ({ okta }) => okta.requestIds,
    tokens: consentTokens(crypto.getRandomValues(new Uint8Array(32)), Date.now),
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
      return { okta, audit };
    },
  };
}

/** What an error of Okta's layer means to the caller, and the way out. */
function explain(error: unknown): string | undefined {
  if (error instanceof OktaError) return `${error.message} ${error.nextStep}`.trim();
  return error instanceof InputError ? error.message : undefined;
}

/** Masking keeps the shape of what it masks. */
const masked = <T>(value: T) => redact(value) as T;

/** Where changes are recorded. The demo org's die with the process, unless the operator names a file. */
function auditOf(config: Config): { audit: AuditLog; auditPath: string } {
  if (config.auditLog) return { audit: fileAudit(config.auditLog, masked), auditPath: config.auditLog };
  if (config.org.kind === "demo") return { audit: memoryAudit(), auditPath: "in memory" };
  const folder = dataFolder(Deno.build.os, (name) => Deno.env.get(name));
  const auditPath = `${folder}/audit.jsonl`;
  return { audit: fileAudit(auditPath, masked, folder), auditPath };
}

/** Whose credential the program uses: its login, and its id behind it. */
async function callingAccount(okta: Okta): Promise<string> {
  const { profile, id } = bodyOf(await okta.api.GET("/api/v1/users/{id}", { params: { path: { id: "me" } } }));
  return `${profile?.login ?? "unknown"} (${id})`;
}

async function connect(config: Config, log: Log): Promise<OktaConnection> {
  const { url, token } = config.org.kind === "demo"
    ? await startDemoOrg()
    : { url: config.org.url, token: config.org.apiToken };
  return connectOkta({
    orgUrl: url,
    authorizer: apiToken(token),
    timeoutSeconds: config.timeoutSeconds,
    ...(config.requestsPerMinute === undefined ? {} : { requestsPerMinute: config.requestsPerMinute }),
    userAgent: `mcp-okta-support/${VERSION}`,
    log: ({ level, event, ...details }) => log(level.toUpperCase() as LogLevel, event, details),
  });
}

/** Loaded only when asked for: a normal start pays nothing for the demo. */
async function startDemoOrg(): Promise<{ url: URL; token: string }> {
  const { startSandbox } = await import("./sandbox/sandbox.ts");
  const sandbox = await startSandbox();
  return { url: new URL(sandbox.url), token: sandbox.token };
}
