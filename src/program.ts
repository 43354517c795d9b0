import type { Config } from "./config.ts";
import { INSTRUCTIONS } from "./instructions.ts";
import type { Log } from "./log.ts";
import { consentTokens } from "./mcp/consent.ts";
import type { Host } from "./mcp/server.ts";
import { connectOkta, type OktaConnection } from "./okta/client.ts";
import { apiToken } from "./okta/auth/api_token.ts";
import { OktaError } from "./okta/errors.ts";
import { redact } from "./okta/redact.ts";
import { exposedTools } from "./tools/catalog.ts";
import type { Services } from "./tools/define.ts";
import { VERSION } from "./version.ts";

/** The program put together: what a server or the shell needs to run tools. Starts nothing. */
export function createHost(config: Config, log: Log): Host<Services> {
  let connection: Promise<OktaConnection> | undefined;
  const now = () => new Date();
  return {
    name: config.serverName,
    version: VERSION,
    instructions: INSTRUCTIONS,
    tools: exposedTools(config),
    confirm: config.confirm,
    tokens: consentTokens(crypto.getRandomValues(new Uint8Array(32)), Date.now),
    now,
    redact: (value) => redact(value),
    explain: (error) => error instanceof OktaError ? error.message : undefined,
    log,
    async services(call) {
      connection ??= connect(config, log);
      const okta = (await connection).forCall({
        signal: call.signal,
        onWait: ({ bucket, until }) =>
          call.progress(`Waiting for Okta's rate limit of ${bucket} until ${until.toISOString().slice(11, 19)} UTC`),
      });
      return { okta };
    },
  };
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
    log: ({ level, event, ...details }) => log(level, event, details),
  });
}

/** Loaded only when asked for: a normal start pays nothing for the demo. */
async function startDemoOrg(): Promise<{ url: URL; token: string }> {
  const { startSandbox } = await import("./sandbox/sandbox.ts");
  const sandbox = await startSandbox();
  return { url: new URL(sandbox.url), token: sandbox.token };
}
