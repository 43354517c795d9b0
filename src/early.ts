import { type Exposure, isExposed, type ToolFacts } from "./tools/exposure.ts";

/**
 * Early answers: what the server says before anything is asked of Okta (`initialize`, `server/discover`, `tools/list`)
 * never changes for a build, so `deno task compile` records it from the server itself. A compiled program answers from
 * the record, and loads the MCP SDK, zod and the tools with the first message that needs them: that is two thirds of
 * its start-up time. Run from source there is no record, and every message takes the ordinary way.
 */
export interface EarlyRecord {
  serverName: string;
  tools: (ToolFacts & { listing: Record<string, unknown> })[];
  /** Results by protocol version and method; `tools` is left out of those of tools/list. */
  results: Record<string, Record<string, Record<string, unknown>>>;
}

/** The record's file, beside the program's own code. */
const RECORD = new URL("./early.json", import.meta.url);

/** The record that this program was compiled with, if any. */
export function readEarlyRecord(): EarlyRecord | undefined {
  try {
    return JSON.parse(Deno.readTextFileSync(RECORD));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** What to do with a message. */
export interface EarlyAnswer {
  /** The answer's line; none for a message that needs no answer. */
  line?: string;
  id?: string | number;
  /** Whether the real server has to see the message too, once it is there. */
  opens: boolean;
}

/** The answer to a message; `undefined` for what only the real server can answer. */
export type EarlyAnswers = (line: string) => EarlyAnswer | undefined;

interface Message {
  jsonrpc?: unknown;
  id?: unknown;
  method?: unknown;
  params?: { protocolVersion?: unknown; cursor?: unknown; _meta?: Record<string, unknown> };
}

/** Answers by the record, for one connection. */
export function earlyAnswers(record: EarlyRecord, exposure: Exposure): EarlyAnswers {
  const tools = record.tools.filter((tool) => isExposed(tool, exposure)).map(({ listing }) => listing);
  /** The version that `initialize` settled on, for the messages after it. */
  let negotiated: string | undefined;
  return (line) => {
    const message = parsed(line);
    if (message?.jsonrpc !== "2.0" || typeof message.method !== "string") return undefined;
    const { id, method, params } = message;
    if (method === "notifications/initialized" && negotiated !== undefined && id === undefined) return { opens: true };
    if ((typeof id !== "string" && typeof id !== "number") || params?.cursor !== undefined) return undefined;
    if (method === "initialize") negotiated = typeof params?.protocolVersion === "string" ? params.protocolVersion : "";
    const version = params?._meta?.["io.modelcontextprotocol/protocolVersion"] ?? negotiated;
    if (typeof version !== "string" || !Object.hasOwn(record.results, version)) return undefined;
    const results = record.results[version]!;
    if (!Object.hasOwn(results, method)) return undefined;
    const result = results[method];
    const isList = method === "tools/list";
    const whole = isList ? { tools, ...result } : result;
    return { id, line: JSON.stringify({ result: whole, jsonrpc: "2.0", id }), opens: !isList };
  };
}

function parsed(line: string): Message | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
