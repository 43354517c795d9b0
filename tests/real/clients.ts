/** Real MCP clients over stdio, one interface for both protocol eras. */
import { Client as Client2026 } from "@modelcontextprotocol/client";
import { StdioClientTransport as Transport2026 } from "@modelcontextprotocol/client/stdio";
import { Client as Client2025 } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport as Transport2025 } from "@modelcontextprotocol/sdk/client/stdio.js";
import { type ElicitRequest, ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { cleanEnvironment, COMMAND } from "./program.ts";

export const ERAS = ["2025", "2026-07-28"] as const;
export type Era = typeof ERAS[number];

export interface ToolListing {
  name: string;
  description?: string;
  inputSchema: Record<string, unknown>;
  outputSchema?: Record<string, unknown>;
  annotations?: Record<string, unknown>;
}

export interface PromptListing {
  name: string;
  description?: string;
  arguments?: { name: string; required?: boolean }[];
}

export type CompletionRef = { type: "ref/prompt"; name: string } | { type: "ref/resource"; uri: string };

export interface ToolAnswer {
  isError: boolean;
  text: string;
  data: Record<string, unknown> | undefined;
}

export interface McpClient {
  listTools(): Promise<ToolListing[]>;
  call(name: string, args?: Record<string, unknown>): Promise<ToolAnswer>;
  listPrompts(): Promise<PromptListing[]>;
  /** The text of a prompt. */
  getPrompt(name: string, args: Record<string, string>): Promise<string>;
  /** Addresses of resources and of their templates. */
  listResources(): Promise<string[]>;
  readResource(uri: string): Promise<string>;
  complete(ref: CompletionRef, argument: { name: string; value: string }): Promise<string[]>;
  /** What the server asked the person, in order. */
  readonly questions: string[];
  /** What the program wrote to stderr so far. */
  diagnostics(): string;
  instructions(): string | undefined;
  close(): Promise<void>;
}

export type PersonAnswer = "accept" | "accept-unticked" | "decline" | "cancel";

export interface ClientOptions {
  args?: readonly string[];
  env?: Record<string, string>;
  /** How the person answers; a client without it does not offer elicitation. */
  person?: PersonAnswer | ((message: string) => PersonAnswer | Promise<PersonAnswer>);
}

/** Starts the program and connects to it. Its structured results are checked against its output schemas by the client. */
export async function connect(era: Era, options: ClientOptions = {}): Promise<McpClient> {
  const [command, ...first] = COMMAND;
  const server = {
    command: command!,
    args: [...first, ...(options.args ?? ["--demo"])],
    env: cleanEnvironment(options.env),
    stderr: "pipe" as const,
  };
  const identity = { name: "acceptance-test", version: "1.0.0" };
  const capabilities = options.person === undefined ? {} : { elicitation: {} };
  const questions: string[] = [];
  let diagnostics = "";
  const listening = <T extends Transport2025 | Transport2026>(transport: T): T => {
    transport.stderr?.on("data", (chunk: Uint8Array) => diagnostics += new TextDecoder().decode(chunk));
    return transport;
  };

  async function elicit(message: string) {
    questions.push(message);
    const answer = typeof options.person === "function" ? await options.person(message) : options.person;
    if (answer === "decline" || answer === "cancel") return { action: answer };
    return { action: "accept" as const, content: { confirm: answer === "accept" } };
  }

  async function client2025() {
    const client = new Client2025(identity, { capabilities });
    if (options.person) {
      client.setRequestHandler(ElicitRequestSchema, (request: ElicitRequest) => elicit(request.params.message));
    }
    await client.connect(listening(new Transport2025(server)));
    return client;
  }

  async function client2026() {
    const client = new Client2026(identity, { capabilities, versionNegotiation: { mode: { pin: "2026-07-28" } } });
    if (options.person) client.setRequestHandler("elicitation/create", (request) => elicit(request.params.message));
    await client.connect(listening(new Transport2026(server)));
    return client;
  }

  const client = era === "2025" ? await client2025() : await client2026();
  return {
    questions,
    diagnostics: () => diagnostics,
    instructions: () => client.getInstructions(),
    async listTools() {
      return (await client.listTools()).tools as ToolListing[];
    },
    async call(name, args = {}) {
      const result = await client.callTool({ name, arguments: args });
      const content = result.content as { type: string; text?: string }[];
      return {
        isError: result.isError === true,
        text: content.map(({ text }) => text ?? "").join("\n"),
        data: result.structuredContent as Record<string, unknown> | undefined,
      };
    },
    async listPrompts() {
      return (await client.listPrompts()).prompts as PromptListing[];
    },
    async getPrompt(name, args) {
      const { messages } = await client.getPrompt({ name, arguments: args });
      return (messages as { content: { text?: string } }[]).map(({ content }) => content.text ?? "").join("\n");
    },
    async listResources() {
      const { resources } = await client.listResources();
      const { resourceTemplates } = await client.listResourceTemplates();
      return [
        ...(resources as { uri: string }[]).map(({ uri }) => uri),
        ...(resourceTemplates as { uriTemplate: string }[]).map(({ uriTemplate }) => uriTemplate),
      ];
    },
    async readResource(uri) {
      const { contents } = await client.readResource({ uri });
      return (contents as { text?: string }[]).map(({ text }) => text ?? "").join("\n");
    },
    async complete(ref, argument) {
      return (await client.complete({ ref, argument })).completion.values;
    },
    close: () => client.close(),
  };
}

/** A test with real clients: their transports leave timers behind that end by themselves. */
export function clientTest(name: string, test: () => Promise<void>): void {
  Deno.test({ name, fn: test, sanitizeOps: false, sanitizeResources: false });
}
