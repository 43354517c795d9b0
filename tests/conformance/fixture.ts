/**
 * The server's own serving code with the tools, prompts and resources that MCP's conformance suite asks for, as far as
 * this server has such things at all.
 */
import { z } from "zod";
import { ADMISSION } from "../../src/http/admission.ts";
import { createHttpHandler } from "../../src/http/handler.ts";
import { listen, type Listening } from "../../src/http/serve.ts";
import { memoryAudit } from "../../src/mcp/audit.ts";
import { consentTokens } from "../../src/mcp/consent.ts";
import type { Prompt } from "../../src/mcp/prompts.ts";
import type { Resource } from "../../src/mcp/resources.ts";
import type { Host } from "../../src/mcp/server.ts";
import { toolDefiner } from "../../src/mcp/tool.ts";
import { UserError } from "../../src/user_error.ts";

type Nothing = Record<string, never>;
const { defineTool, defineWrite } = toolDefiner<Nothing>();

const none = z.object({});
const facts = { toolset: "core", scopes: [], description: "For conformance tests.", input: none, output: none };

const tools = [
  defineTool({
    ...facts,
    name: "test_simple_text",
    title: "Simple text",
    run: () => Promise.resolve({ text: "This is a simple text response for testing.", data: {} }),
  }),
  defineTool({
    ...facts,
    name: "test_error_handling",
    title: "Error",
    run: () => Promise.reject(new UserError("This tool intentionally returns an error for testing")),
  }),
  defineTool({
    ...facts,
    name: "test_tool_with_progress",
    title: "Progress",
    run(_, call) {
      for (const done of [0, 50, 100]) call.progress(`${done} of 100`, done, 100);
      return Promise.resolve({ text: "Done.", data: {} });
    },
  }),
  // The suite looks for messages of MCP's logging, which this server never sends, whatever it logs.
  defineTool({
    ...facts,
    name: "test_logging_tool",
    title: "Logging",
    run() {
      host.log("INFO", "a diagnostic", {});
      return Promise.resolve({ text: "Logged.", data: {} });
    },
  }),
  // What needs a person's word: the suite's names for tools that ask.
  ...[
    "test_input_required_result_elicitation",
    "test_input_required_result_request_state",
    "test_input_required_result_tampered_state",
    "test_streaming_elicitation",
  ].map((name) =>
    defineWrite({
      ...facts,
      name,
      title: "Ask",
      risk: "write",
      idempotent: true,
      plan: () =>
        Promise.resolve({
          action: "Say hello",
          target: { type: "User", id: "00u1", name: "Jane" },
          changes: [],
          warnings: [],
          reversible: "Cannot be taken back.",
          state: undefined,
        }),
      act: () => Promise.resolve({ changes: [], notes: ["Hello."] }),
    })
  ),
];

const withArguments = z.object({ arg1: z.string(), arg2: z.string() });
const prompts: Prompt<Nothing>[] = [
  {
    name: "test_simple_prompt",
    title: "Simple",
    description: "For conformance tests.",
    tools: [],
    input: none,
    write: () => "This is a simple prompt for testing.",
  },
  {
    name: "test_prompt_with_arguments",
    title: "Arguments",
    description: "For conformance tests.",
    tools: [],
    input: withArguments,
    complete: { arg1: (typed) => Promise.resolve([`${typed}-suggested`]) },
    write(args) {
      const { arg1, arg2 } = withArguments.parse(args);
      return `Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`;
    },
  },
];

const resources: Resource<Nothing>[] = [
  {
    uri: "test://static-text",
    name: "static_text",
    title: "Static text",
    description: "For conformance tests.",
    mimeType: "text/plain",
    tools: [],
    ttlMs: 0,
    read: () => Promise.resolve("This is the content of the static text resource."),
  },
  {
    uri: "test://template/{id}/data",
    name: "template",
    title: "Template",
    description: "For conformance tests.",
    mimeType: "text/plain",
    tools: [],
    ttlMs: 0,
    read: ({ id }) => Promise.resolve(JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` })),
  },
];

const host: Host<Nothing> = {
  name: "conformance-fixture",
  version: "1.0.0",
  instructions: "For conformance tests.",
  tools,
  waiting: new Map(),
  prompts,
  resources,
  confirm: "always",
  tokens: consentTokens(crypto.getRandomValues(new Uint8Array(32)), Date.now),
  audit: memoryAudit(),
  auditPath: "in memory",
  bulkLimit: 1,
  now: () => new Date(),
  services: () => Promise.resolve({}),
  actor: () => Promise.resolve("nobody"),
  requestIds: () => [],
  redact: (value) => value,
  explain: () => undefined,
  log: () => {},
};

/** The suite asks faster than people do. */
const roomy = { ...ADMISSION, perMinute: 100_000, burst: 100_000 };

/** Serves the fixture on a free port, as the program serves this machine. */
export function serveFixture(): Listening {
  const address = { hostname: "127.0.0.1", port: 0 };
  return listen(createHttpHandler(() => host, { address }, roomy), address);
}
