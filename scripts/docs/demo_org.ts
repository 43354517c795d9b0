import { readConfig } from "../../src/config.ts";
import { callTool } from "../../src/mcp/server.ts";
import { createHost } from "../../src/program.ts";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { TOOLS } from "../../src/tools/catalog.ts";

/** When the pages' cases happen: the same text on every machine, every day. */
const NOW = new Date("2026-07-15T14:00:00.000Z");

/** What a call brought: the question to the person, if any, and what the tool said if they agreed. */
export interface Told {
  asked?: string;
  text?: string;
}

/** A demo org and the program before it, as the pages of docs/ show them. */
export interface DemoOrg extends AsyncDisposable {
  call(tool: string, args: Record<string, unknown>, person: "agrees" | "hesitates"): Promise<Told>;
}

/** Starts a demo org whose clock stands still. */
export async function startDemoOrg(): Promise<DemoOrg> {
  const sandbox = await startSandbox({ now: () => NOW });
  const auditLog = await Deno.makeTempFile({ suffix: ".jsonl" });
  const settings: Record<string, string> = {
    OKTA_ORG_URL: sandbox.url,
    OKTA_API_TOKEN: sandbox.token,
    OKTA_TOOLSETS: "all",
    OKTA_AUDIT_LOG: auditLog,
  };
  const result = readConfig((name) => settings[name], { demo: false, tools: TOOLS });
  if (!("config" in result)) throw new Error(JSON.stringify(result.problems));
  const host = { ...createHost(result.config, () => {}), now: () => NOW };
  const base = { now: () => NOW, signal: new AbortController().signal, progress: () => {} };
  const channel = { asksBy: "terminal" as const, client: "docs" };
  return {
    async call(name, args, person) {
      const tool = host.tools.find((candidate) => candidate.name === name);
      if (tool === undefined) throw new Error(`There is no tool ${name}`);
      let step = await callTool(host, tool, args, base, channel);
      const asked = "ask" in step ? { asked: step.ask.message } : {};
      if ("ask" in step && person === "agrees") {
        step = await callTool(host, tool, args, base, { ...channel, state: step.ask.state, response: "accept" });
      }
      return {
        ...asked,
        ..."error" in step ? { text: step.error } : "answer" in step ? { text: step.answer.text } : {},
      };
    },
    async [Symbol.asyncDispose]() {
      await sandbox.close();
      await Deno.remove(auditLog);
    },
  };
}
