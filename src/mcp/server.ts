import {
  type CallToolResult,
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  type ClientCapabilities,
  type Implementation,
  inputRequired,
  inputResponse,
  McpServer,
  ProtocolError,
  ProtocolErrorCode,
  type ServerContext,
  type Tool as ListedTool,
} from "@modelcontextprotocol/server";
import type { Log } from "../log.ts";
import { callBase } from "./call_base.ts";
import { registerCompletion } from "./completion.ts";
import { ForeignState } from "./consent.ts";
import { withinBudget } from "./output.ts";
import { type Prompt, registerPrompts } from "./prompts.ts";
import { registerResources, type Resource } from "./resources.ts";
import { listedSchema, parseArguments } from "./schema.ts";
import type { Answer, Call, CallBase, Tool } from "./tool.ts";
import { type ConsentChannel, runWrite, type WriteHost } from "./write.ts";
import { writeOutput } from "./write_output.ts";
import { writeInput } from "./write_targets.ts";
import { UserError } from "../user_error.ts";

/** What the server needs to know of the program around it. */
export interface Host<S> extends WriteHost {
  name: string;
  version: string;
  /** At most 2,000 characters: clients cut at 2,048. */
  instructions: string;
  tools: readonly Tool<S>[];
  /** Tools that are not listed because something is missing: by name, what it is and how to come by it. */
  waiting: ReadonlyMap<string, string>;
  prompts: readonly Prompt<S>[];
  resources: readonly Resource<S>[];
  now(): Date;
  /** The services of one call, bound to its cancellation and progress. */
  services(call: CallBase): Promise<S>;
  /** Whose credential the services use, as Okta tells; for the audit log. */
  actor(services: S): Promise<string>;
  /** The ids of the requests that the services of a call have made so far. */
  requestIds(services: S): readonly string[];
  /** Masks whatever must never leave. */
  redact<T>(value: T): T;
  log: Log;
}

/** The result of one step of a call: an answer, an error to show, or a question to the person. */
export type Step =
  | { answer: Answer<Record<string, unknown>> }
  /** `foreignState`: the request itself is at fault, by the state that it brings. */
  | { error: string; foreignState?: true }
  | { ask: { message: string; state: string } };

/** Every tool's description of itself in MCP's terms; a write takes its consent token beside its own arguments. */
export function toolSchemas<S>(tool: Tool<S>) {
  if (tool.risk === "read") return { input: tool.input, output: tool.output };
  const output = tool.reading === undefined
    ? writeOutput
    : writeOutput.partial().extend(tool.reading.output.partial().shape);
  return { input: writeInput(tool), output };
}

/** MCP's four hints (2026-07-28, ToolAnnotations), all stated. */
export function annotationsOf<S>(tool: Tool<S>) {
  return {
    readOnlyHint: tool.risk === "read",
    destructiveHint: tool.risk === "destructive",
    idempotentHint: tool.risk === "read" || tool.idempotent,
    openWorldHint: true,
  };
}

/** Runs one step of a tool call, whoever asked: an MCP client or the shell. Never throws. */
export async function callTool<S>(
  host: Host<S>,
  tool: Tool<S>,
  args: unknown,
  base: CallBase,
  channel: ConsentChannel & { client: string },
): Promise<Step> {
  try {
    const parsed = parseArguments(tool.name, toolSchemas(tool).input, args);
    const services = await host.services(base);
    const call: Call<S> = { ...services, ...base };
    const step = tool.risk === "read"
      ? { answer: await tool.run(parsed, call) }
      : tool.reading && await tool.reading.takes(parsed)
      ? { answer: await tool.reading.run(parsed, call) }
      : await runWrite(tool, parsed, call, channel, host, {
        actor: () => host.actor(services),
        client: channel.client,
        requestIds: () => host.requestIds(services),
      });
    if ("ask" in step) return { ask: { ...step.ask, message: withinBudget(host.redact(step.ask.message)) } };
    const { text, data } = host.redact(step.answer);
    return { answer: { text: withinBudget(text), data } };
  } catch (error) {
    const explained = error instanceof UserError ? error.message : host.explain(error);
    if (explained !== undefined) {
      const text = withinBudget(host.redact(explained));
      return { error: text, ...(error instanceof ForeignState && { foreignState: true }) };
    }
    const cause = error instanceof Error ? error : new Error(String(error));
    host.log("ERROR", "tool failed", { tool: tool.name, error: host.redact(cause.stack ?? cause.message) });
    return {
      error: `Internal error in ${tool.name}: ${
        host.redact(cause.message)
      }. This is a fault of the server, not of the call.`,
    };
  }
}

/** What is listed never changes while the process lives. */
const FIXED = { ttlMs: 3_600_000, cacheScope: "private" as const };
const LIST_CACHE = {
  "tools/list": FIXED,
  "prompts/list": FIXED,
  "resources/list": FIXED,
  "resources/templates/list": FIXED,
};

/** Listings, none of which ever changes. */
const CAPABILITIES = {
  tools: { listChanged: false },
  prompts: { listChanged: false },
  resources: { listChanged: false },
};

/**
 * An MCP server over the host's tools, prompts and resources, for either protocol era. Cheap: the SDK makes one that
 * it throws away.
 * @param track is told of every call, so that a closing connection can wait for the last ones.
 */
export function createServer<S>(host: Host<S>, track: (call: Promise<Step>) => void): McpServer {
  const server = new McpServer(
    { name: host.name, title: "Okta support", version: host.version },
    { instructions: host.instructions, capabilities: CAPABILITIES, cacheHints: LIST_CACHE },
  );
  registerPrompts(server, host.prompts);
  registerResources(server, host);
  registerCompletion(server, host);
  registerTools(server, host, track);
  return server;
}

/**
 * Lists and calls the tools. The SDK's own handlers would check arguments and answers a second time, and could not
 * answer a call with a JSON-RPC error.
 */
function registerTools<S>(mcp: McpServer, host: Host<S>, track: (call: Promise<Step>) => void): void {
  const { server } = mcp;
  server.setRequestHandler("tools/list", () => ({ tools: host.tools.map(listing) }));
  server.setRequestHandler("tools/call", async ({ params }, context) => {
    const lacking = host.waiting.get(params.name);
    if (lacking !== undefined) return result({ error: lacking });
    const tool = host.tools.find(({ name }) => name === params.name);
    if (tool === undefined) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Tool ${params.name} not found`);
    const call = callTool(host, tool, params.arguments, callBase(host, context), consentChannel(mcp, context));
    track(call);
    const step = await call;
    return "ask" in step ? question(step.ask) : result(step);
  });
}

/** Over HTTP every request has a server of its own, and a schema takes a millisecond to write. */
const listings = new WeakMap<object, ListedTool>();

/** The tool as tools/list has it. */
function listing<S>(tool: Tool<S>): ListedTool {
  const { input, output } = toolSchemas(tool);
  const listed = listings.get(tool) ?? {
    name: tool.name,
    title: tool.title,
    description: tool.description,
    inputSchema: listedSchema(input, "input") as ListedTool["inputSchema"],
    annotations: annotationsOf(tool),
    outputSchema: listedSchema(output, "output") as ListedTool["inputSchema"],
  };
  listings.set(tool, listed);
  return listed;
}

const CONFIRM = {
  type: "object" as const,
  properties: { confirm: { type: "boolean" as const, title: "Yes, do this" } },
  required: ["confirm"],
};

function question({ message, state }: { message: string; state: string }) {
  const confirm = inputRequired.elicit({ message, requestedSchema: CONFIRM });
  return inputRequired({ inputRequests: { confirm }, requestState: state });
}

/** @throws ProtocolError for a state that is not ours, as the request is not one to answer. */
function result(step: Exclude<Step, { ask: unknown }>): CallToolResult {
  if ("error" in step && step.foreignState) {
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, step.error, { reason: "invalid_request_state" });
  }
  if ("error" in step) return { isError: true, content: [{ type: "text", text: step.error }] };
  return { content: [{ type: "text", text: step.answer.text }], structuredContent: step.answer.data };
}

function consentChannel(server: McpServer, { mcpReq }: ServerContext): ConsentChannel & { client: string } {
  const envelope = mcpReq.envelope as
    | { [CLIENT_CAPABILITIES_META_KEY]?: ClientCapabilities; [CLIENT_INFO_META_KEY]?: Implementation }
    | undefined;
  const info = envelope?.[CLIENT_INFO_META_KEY] ?? server.server.getClientVersion();
  const client = info ? `${info.name} ${info.version}` : "unknown client";
  const capabilities = envelope?.[CLIENT_CAPABILITIES_META_KEY] ?? server.server.getClientCapabilities();
  const elicitation = capabilities?.elicitation;
  // A bare `elicitation: {}` means form mode (2025-06-18); a client may also offer URL mode alone.
  if (elicitation === undefined || (elicitation.form === undefined && elicitation.url !== undefined)) return { client };
  const state = mcpReq.requestState<string>();
  const answer = inputResponse(mcpReq.inputResponses, "confirm");
  if (typeof state !== "string" || answer.kind !== "elicit") return { client, asksBy: "elicitation" };
  const response = answer.action === "accept" && answer.content?.confirm !== true ? "decline" : answer.action;
  return { client, asksBy: "elicitation", state, response };
}
