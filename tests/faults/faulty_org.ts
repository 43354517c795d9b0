import assert from "node:assert/strict";
import { readConfig } from "../../src/config.ts";
import { callTool, type Host, toolSchemas } from "../../src/mcp/server.ts";
import type { CallBase } from "../../src/mcp/tool.ts";
import { apiToken } from "../../src/okta/auth/api_token.ts";
import { connectOkta } from "../../src/okta/client.ts";
import { createHost } from "../../src/program.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import { TOOLS } from "../../src/tools/catalog.ts";
import type { Services } from "../../src/tools/define.ts";
import { hurriedClock } from "./hurried_clock.ts";
import { type FaultyProxy, startProxy } from "./proxy.ts";

/** By the demo org's clock. The client's own clock is another day's: only spans of Okta's own times may count. */
export const NOW = new Date("2026-07-15T14:00:00.000Z");

/** Minutes do not pass by a standing clock: no bucket may run dry. */
const ROOMY = Object.fromEntries(
  ["users", "users/{id}", "users/{id:.+}", "users/me", "apps", "apps/{id}", "groups", "groups/{id}", "logs"]
    .map((name) => [`/api/v1/${name}`, 1_000_000]),
);

/** What came of a call: the text of an answer, of a question to the person, or of an error. */
export interface Outcome {
  kind: "answer" | "ask" | "error";
  text: string;
}

/** The demo org behind a proxy, and the program's own client, retries and tools before it. */
export interface FaultyOrg extends AsyncDisposable {
  sandbox: Sandbox;
  proxy: FaultyProxy;
  /** A host that no credential may reach: how many connections it has had. */
  stranger: { url: URL; connections: number };
  /** Where the client's requests go in place of the proxy; a wrong way into the network. */
  detour: URL | undefined;
  /** All answers whole, all log lines of every level, the audit log. */
  everythingThatLeft(): Promise<string>;
  /** The names of all tools with those of their arguments. */
  tools: { name: string; arguments: string[] }[];
  /** Calls a tool. The person says yes to whatever is asked, after `beforeConsent`. */
  call(tool: string, args: Record<string, unknown>, beforeConsent?: () => void): Promise<Outcome>;
}

/** @param timeoutSeconds for one attempt; the calls themselves wait on a clock that runs forty times as fast. */
export async function startFaultyOrg(timeoutSeconds: number): Promise<FaultyOrg> {
  const sandbox = await startSandbox({ now: () => NOW, rateLimits: ROOMY });
  const proxy = startProxy(new URL(sandbox.url));
  const stranger = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const auditLog = await Deno.makeTempFile({ suffix: ".jsonl" });
  const settings: Record<string, string> = {
    OKTA_ORG_URL: proxy.url.href,
    OKTA_API_TOKEN: sandbox.token,
    OKTA_TOOLSETS: "all",
    OKTA_AUDIT_LOG: auditLog,
  };
  const result = readConfig((name) => settings[name], { demo: false, tools: TOOLS });
  assert("config" in result);
  const left: string[] = [];
  const log = (...line: unknown[]) => void left.push(JSON.stringify(line));
  const connection = connectOkta({
    orgUrl: proxy.url,
    authorizer: apiToken(sandbox.token),
    timeoutSeconds,
    userAgent: "test/1",
    clock: hurriedClock(),
    log,
    fetch: (input, init) => fetch(org.detour ? new URL(new URL(String(input)).pathname, org.detour) : input, init),
  });
  const program = createHost(result.config, log);
  const host: Host<Services> = {
    ...program,
    now: () => NOW,
    services: async (call) => ({ ...await program.services(call), okta: connection.forCall({ signal: call.signal }) }),
  };
  const closing = new AbortController();
  const base: CallBase = { now: () => NOW, signal: closing.signal, progress: () => {} };

  const org: FaultyOrg = {
    sandbox,
    proxy,
    stranger: { url: new URL(`http://127.0.0.1:${stranger.addr.port}`), connections: 0 },
    detour: undefined,
    tools: host.tools.map((tool) => ({ name: tool.name, arguments: Object.keys(toolSchemas(tool).input.shape) })),
    async everythingThatLeft() {
      return `${left.join("\n")}\n${await Deno.readTextFile(auditLog)}`;
    },
    async call(name, args, beforeConsent) {
      const tool = host.tools.find((candidate) => candidate.name === name);
      assert(tool, `there is no tool ${name}`);
      const channel = { asksBy: "elicitation" as const, client: "test" };
      let step = await callTool(host, tool, args, base, channel);
      left.push(JSON.stringify(step));
      if ("ask" in step && beforeConsent) {
        beforeConsent();
        step = await callTool(host, tool, args, base, { ...channel, state: step.ask.state, response: "accept" });
        left.push(JSON.stringify(step));
      }
      if ("ask" in step) return { kind: "ask", text: step.ask.message };
      return "error" in step ? { kind: "error", text: step.error } : { kind: "answer", text: step.answer.text };
    },
    async [Symbol.asyncDispose]() {
      closing.abort();
      stranger.close();
      await proxy[Symbol.asyncDispose]();
      await sandbox.close();
      await Deno.remove(auditLog);
      assert.deepEqual(sandbox.violations, []);
    },
  };
  void (async () => {
    for await (const connection of stranger) {
      org.stranger.connections++;
      connection.close();
    }
  })();
  return org;
}
