import assert from "node:assert/strict";
import { readConfig } from "../../src/config.ts";
import { TEXT_BUDGET } from "../../src/mcp/output.ts";
import { callTool, type Host, toolSchemas } from "../../src/mcp/server.ts";
import type { Answer, CallBase } from "../../src/mcp/tool.ts";
import type { ConsentChannel } from "../../src/mcp/write.ts";
import { createHost } from "../../src/program.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/sandbox/sandbox.ts";
import type { AppRecord, GroupRecord, UserRecord } from "../../src/sandbox/state.ts";
import { areasAmong } from "../../src/operations/areas.ts";
import { areaTools } from "../../src/tools/areas.ts";
import { TOOLS } from "../../src/tools/catalog.ts";
import type { Services } from "../../src/tools/define.ts";

/** When the demo org's stories are told: a Wednesday, in working hours. The clock ticks on from here. */
export const NOW = new Date("2026-07-15T14:00:00.000Z");

/** What a tool answered. */
export interface Reply extends Answer<Record<string, unknown>> {
  /** What the person was asked before, if anything. */
  asked?: string;
}

/** The demo org on loopback, and the program's own host before it. Close it with `await using`. */
export interface Org extends AsyncDisposable {
  sandbox: Sandbox;
  host: Host<Services>;
  /** What a tool's handler gets, for calls below the tools. */
  services: Services;
  /** A tool's answer, checked for what every answer must keep. The person answers each question with `response`. */
  call(tool: string, args?: Record<string, unknown>, response?: ConsentChannel["response"]): Promise<Reply>;
  /** The text of the error that the call must end in. */
  refused(tool: string, args?: Record<string, unknown>): Promise<string>;
  /** The record of a person, app or group as the org keeps it: to compare with, or to change behind the API's back. */
  user(login: string): UserRecord;
  app(label: string): AppRecord;
  group(name: string): GroupRecord;
}

/**
 * Starts a demo org of its own for one test. Closing it fails the test if any request broke Okta's contract.
 * @param token One of the options' tokens, instead of the super administrator's.
 * @param settings Of the operator, beside those that this needs.
 */
export async function startOrg(
  options: SandboxOptions = {},
  token?: string,
  settings: Record<string, string> = {},
): Promise<Org> {
  const started = Date.now();
  const now = options.now ?? (() => new Date(NOW.getTime() + Date.now() - started));
  const sandbox = await startSandbox({ ...options, now });
  const auditLog = await Deno.makeTempFile({ suffix: ".jsonl" });
  const environment: Record<string, string> = {
    OKTA_AUDIT_LOG: auditLog,
    OKTA_ORG_URL: sandbox.url,
    OKTA_API_TOKEN: token ?? sandbox.token,
    OKTA_TOOLSETS: "all",
    ...settings,
  };
  const result = readConfig((name) => environment[name], { demo: false, tools: TOOLS });
  assert("config" in result, "the harness's own settings are wrong");
  const areas = await areaTools(areasAmong(result.config.toolsets), result.config.operations);
  const host: Host<Services> = { ...createHost(result.config, () => {}, areas), now };
  const closing = new AbortController();
  const base: CallBase = { now, signal: closing.signal, progress: () => {} };

  async function run(name: string, args: Record<string, unknown>, response: ConsentChannel["response"]) {
    const tool = host.tools.find((candidate) => candidate.name === name);
    assert(tool, `there is no tool ${name}`);
    const channel = { asksBy: "elicitation" as const, client: "test" };
    const step = await callTool(host, tool, args, base, channel);
    if (!("ask" in step)) return { tool, step };
    const answered = { ...channel, state: step.ask.state, ...(response && { response }) };
    return { tool, step: await callTool(host, tool, args, base, answered), asked: step.ask.message };
  }

  return {
    sandbox,
    host,
    services: await host.services(base),
    async call(name, args = {}, response = "accept") {
      const { tool, step, asked } = await run(name, args, response);
      assert("answer" in step, `${name} did not answer: ${JSON.stringify(step)}`);
      const { text, data } = step.answer;
      assert.deepEqual(toolSchemas(tool).output.parse(data), data, "the output schema leaves out a part of the data");
      if (tool.risk === "read") assertFilled(data, "data");
      assert(text.length <= TEXT_BUDGET, `${text.length} characters of text`);
      assert.doesNotMatch(text, /\bundefined\b|\bNaN\b|\[object |Invalid Date/);
      return { text, data, ...(asked === undefined ? {} : { asked }) };
    },
    async refused(name, args = {}) {
      const { step } = await run(name, args, "accept");
      assert("error" in step, `${name} was not refused: ${JSON.stringify(step)}`);
      assert.doesNotMatch(step.error, /^Internal error/);
      return step.error;
    },
    user: (login) => only(sandbox.state.users, ({ profile }) => profile.login === `${login}@harbor.example`),
    app: (label) => only(sandbox.state.apps, (app) => app.label === label),
    group: (name) => only(sandbox.state.groups, ({ profile }) => profile.name === name),
    async [Symbol.asyncDispose]() {
      closing.abort(); // a refused call may have left requests under way, whose answers nobody waits for
      await sandbox.close();
      await Deno.remove(auditLog);
      assert.deepEqual(sandbox.violations, []);
    },
  };
}

function only<T>(items: ReadonlyMap<string, T>, fits: (item: T) => boolean): T {
  const found = [...items.values()].filter(fits);
  assert.equal(found.length, 1);
  return found[0]!;
}

/** Nothing that says nothing: no null, no empty text, no empty object. */
function assertFilled(value: unknown, place: string): void {
  assert(value !== null && value !== undefined && value !== "", `${place} is ${JSON.stringify(value)}`);
  if (typeof value !== "object") return;
  assert(Array.isArray(value) || Object.keys(value).length > 0, `${place} is {}`);
  for (const [key, inner] of Object.entries(value)) assertFilled(inner, `${place}.${key}`);
}
