import type { Host } from "../src/mcp/server.ts";
import { readConfig } from "../src/config.ts";
import { createHost } from "../src/program.ts";
import { startSandbox } from "../src/sandbox/sandbox.ts";
import type { OrgState } from "../src/sandbox/state.ts";
import { TOOLS } from "../src/tools/catalog.ts";
import type { Services } from "../src/tools/define.ts";

/** When the tickets come in: a Wednesday, in working hours. Every model sees the same org. */
const NOW = Date.parse("2026-07-15T14:00:00.000Z");

/** A demo org and the program before it. */
export interface DemoOrg extends AsyncDisposable {
  state: OrgState;
  host: Host<Services>;
}

/** Starts a demo org of its own for one ticket, with the tools of a toolset. */
export async function startDemoOrg(toolset: string): Promise<DemoOrg> {
  const started = Date.now();
  const now = () => new Date(NOW + Date.now() - started);
  const sandbox = await startSandbox({ now });
  const auditLog = await Deno.makeTempFile({ suffix: ".jsonl" });
  const settings: Record<string, string> = {
    OKTA_ORG_URL: sandbox.url,
    OKTA_API_TOKEN: sandbox.token,
    OKTA_TOOLSETS: toolset,
    OKTA_AUDIT_LOG: auditLog,
  };
  const result = readConfig((name) => settings[name], { demo: false, tools: TOOLS });
  if (!("config" in result)) throw new Error(JSON.stringify(result.problems));
  return {
    state: sandbox.state,
    host: { ...createHost(result.config, () => {}), now },
    async [Symbol.asyncDispose]() {
      await sandbox.close();
      await Deno.remove(auditLog);
    },
  };
}
