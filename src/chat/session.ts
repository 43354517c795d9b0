import { Client, type JSONRPCMessage, type Prompt, type Transport } from "@modelcontextprotocol/client";
import type { Connection } from "../mcp/connection.ts";
import { plain } from "../quote.ts";
import type { ToolSpec } from "./messages.ts";

/** What a tool answered. */
export interface ToolAnswer {
  isError: boolean;
  text: string;
  data?: unknown;
}

/** The person's word on a change; `cancel` where there is nobody to ask. */
export type Consent = "accept" | "decline" | "cancel";

/** One chat's line to our own server, as any MCP client has it. */
export interface Session {
  instructions: string;
  tools: readonly SessionTool[];
  prompts: readonly SessionPrompt[];
  /**
   * What a prompt asks of the model.
   * @throws Error for arguments that it does not take.
   */
  prompt(name: string, args: Record<string, string>): Promise<string>;
  /** Values for a prompt's argument of which a part is typed; none where the server knows none. */
  suggest(prompt: string, argument: string, typed: string): Promise<string[]>;
  /** Calls a tool. Never throws: what goes wrong is an answer too. Of changes, only one at a time. */
  call(name: string, args: Record<string, unknown>, options: CallOptions): Promise<ToolAnswer>;
  close(): Promise<void>;
}

export interface SessionTool {
  spec: ToolSpec;
  title: string;
  /** Whether it may change something. */
  changes: boolean;
}

/** A way of working that the person starts by its name. */
export interface SessionPrompt {
  name: string;
  title: string;
  arguments: NonNullable<Prompt["arguments"]>;
}

export interface CallOptions {
  signal: AbortSignal;
  onProgress(message: string): void;
}

/** An answer may wait for Okta's rate limit and for the person; the person ends it with Ctrl-C. In milliseconds. */
const PATIENCE = 3_600_000;

/** The client library reports its own rounds of asking as progress; the person sees the question itself. */
const CLIENTS_OWN = "Fulfilling input required";

/**
 * Connects to a server in this process, over the same lines that stdio carries, in the 2026-07-28 era.
 * @param open makes the server; `send` gives a line back.
 * @param consent puts the preview of a change before the person.
 */
export async function openSession(
  open: (send: (line: string) => Promise<void>) => Connection,
  identity: { name: string; version: string },
  consent: (preview: string) => Promise<Consent>,
): Promise<Session> {
  /** Whether the person has agreed to the change that is under way. */
  let agreed = false;
  const client = new Client(identity, {
    capabilities: { elicitation: { form: {} } },
    versionNegotiation: { mode: { pin: "2026-07-28" } },
  });
  client.setRequestHandler("elicitation/create", async ({ params }) => {
    const action = await consent(params.message);
    agreed = action === "accept";
    return action === "accept" ? { action, content: { confirm: true } } : { action };
  });
  await client.connect(lineTransport(open));
  const [{ tools }, { prompts }] = await Promise.all([client.listTools(), client.listPrompts()]);
  return {
    instructions: client.getInstructions() ?? "",
    tools: tools.map(({ name, title, description, inputSchema, annotations }) => ({
      spec: {
        type: "function",
        function: { name, description: description ?? "", parameters: withoutToken(inputSchema) },
      },
      title: title ?? name,
      changes: annotations?.readOnlyHint !== true,
    })),
    prompts: prompts.map(({ name, title, arguments: args }) => ({ name, title: title ?? name, arguments: args ?? [] })),
    async prompt(name, args) {
      const { messages } = await client.getPrompt({ name, arguments: args });
      return messages.map(({ content }) => content.type === "text" ? content.text : "").join("\n");
    },
    async suggest(name, argument, value) {
      const params = { ref: { type: "ref/prompt" as const, name }, argument: { name: argument, value } };
      const { completion } = await client.complete(params);
      return completion.values.map(plain);
    },
    async call(name, args, { signal, onProgress }) {
      agreed = false;
      try {
        const result = await client.callTool({ name, arguments: args }, {
          signal,
          timeout: PATIENCE,
          onprogress: ({ message }) => message && !message.startsWith(CLIENTS_OWN) && onProgress(message),
        });
        const content = result.content as { type: string; text?: string }[];
        return {
          isError: result.isError === true,
          text: content.map(({ text }) => text ?? "").join("\n"),
          ...(result.structuredContent === undefined ? {} : { data: result.structuredContent }),
        };
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return { isError: true, text: signal.aborted ? stopped(agreed) : plain(reason) };
      }
    },
    close: () => client.close(),
  };
}

function stopped(agreed: boolean): string {
  return agreed
    ? "Stopped after it was agreed to. Whether it still had an effect is not known: read before you go on."
    : "Stopped. Nothing was changed.";
}

/** Consent comes from the person here, so that the model need not know that there is a token. */
function withoutToken(schema: Record<string, unknown>): Record<string, unknown> {
  const { consent_token: _, ...properties } = (schema.properties ?? {}) as Record<string, unknown>;
  return { ...schema, properties };
}

function lineTransport(open: (send: (line: string) => Promise<void>) => Connection): Transport {
  let connection: Connection | undefined;
  const transport: Transport = {
    start() {
      connection = open((line) => {
        transport.onmessage?.(JSON.parse(line) as JSONRPCMessage);
        return Promise.resolve();
      });
      return Promise.resolve();
    },
    send(message) {
      connection?.receive(JSON.stringify(message));
      return Promise.resolve();
    },
    async close() {
      await connection?.close();
      transport.onclose?.();
    },
  };
  return transport;
}
