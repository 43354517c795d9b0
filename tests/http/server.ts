/** A server over HTTP before a demo org, and MCP clients of both eras that talk to it. */
import assert from "node:assert/strict";
import { Client as Client2026 } from "@modelcontextprotocol/client";
import { StreamableHTTPClientTransport as Transport2026 } from "@modelcontextprotocol/client";
import { Client as Client2025 } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as Transport2025 } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { type Config, type Environment, readConfig } from "../../src/config.ts";
import type { AdmissionLimits } from "../../src/http/admission.ts";
import { createHttpHandler } from "../../src/http/handler.ts";
import { listen, type Listening } from "../../src/http/serve.ts";
import type { AuditEntry } from "../../src/mcp/audit.ts";
import { createHost, hostFor } from "../../src/program.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import { TOOLS } from "../../src/tools/catalog.ts";

export const ERAS = ["2025", "2026-07-28"] as const;
export type Era = typeof ERAS[number];

/** How the person answers what is asked of them. */
export type Person = (message: string) => "accept" | "decline";

/** The configuration of a server before `sandbox`, with `settings` beside what that needs. */
export function configFor(sandbox: Sandbox, settings: Record<string, string> = {}): Config {
  const environment: Record<string, string> = {
    OKTA_ORG_URL: sandbox.url,
    OKTA_API_TOKEN: sandbox.token,
    ...settings,
  };
  const read: Environment = (name) => environment[name];
  const http = { hostname: "127.0.0.1", port: 0 };
  const result = readConfig(read, { demo: false, tools: TOOLS, http });
  assert("config" in result, JSON.stringify(result));
  return result.config;
}

/** A running server; close it with `await using`. */
export interface Server extends AsyncDisposable {
  /** Where MCP is served. */
  url: URL;
  listening: Listening;
}

/** Starts a server in this process, on a free port of loopback. */
export function startServer(config: Config, limits?: AdmissionLimits): Server {
  assert(config.http);
  const host = createHost(config, () => {});
  const handler = createHttpHandler((caller) => hostFor(caller, host, config, []), config.http, limits);
  const listening = listen(handler, config.http.address);
  const { hostname, port } = listening.address;
  const path = config.http.auth?.publicUrl.pathname ?? "/mcp";
  return {
    url: new URL(`http://${hostname}:${port}${path}`),
    listening,
    [Symbol.asyncDispose]: () => listening.close(),
  };
}

export interface Answer {
  isError: boolean;
  text: string;
  data: Record<string, unknown>;
}

export interface HttpClient extends AsyncDisposable {
  tools(): Promise<string[]>;
  call(name: string, args?: Record<string, unknown>, signal?: AbortSignal): Promise<Answer>;
  /** What the server asked the person. */
  readonly questions: string[];
}

/** Connects a client that sends `token`, if any, with every request. */
export async function connect(
  era: Era,
  url: URL,
  { token, person }: { token?: string; person?: Person } = {},
): Promise<HttpClient> {
  const identity = { name: "http-test", version: "1.0.0" };
  const capabilities = person ? { elicitation: {} } : {};
  const options = token === undefined ? {} : { requestInit: { headers: { authorization: `Bearer ${token}` } } };
  const questions: string[] = [];

  async function client2025() {
    const client = new Client2025(identity, { capabilities });
    // The transport's own declaration is not written for exactOptionalPropertyTypes.
    await client.connect(new Transport2025(url, options) as unknown as Parameters<typeof client.connect>[0]);
    return client;
  }

  async function client2026() {
    const client = new Client2026(identity, { capabilities, versionNegotiation: { mode: { pin: "2026-07-28" } } });
    if (person) {
      client.setRequestHandler("elicitation/create", ({ params: { message } }) => {
        questions.push(message);
        const action = person(message);
        return action === "accept" ? { action, content: { confirm: true } } : { action };
      });
    }
    await client.connect(new Transport2026(url, options));
    return client;
  }

  const client = era === "2025" ? await client2025() : await client2026();
  return {
    questions,
    async tools() {
      return ((await client.listTools()).tools as { name: string }[]).map(({ name }) => name);
    },
    async call(name, args = {}, signal) {
      const call = { name, arguments: args };
      const options = signal ? { signal } : {};
      const result = client instanceof Client2025
        ? await client.callTool(call, undefined, options)
        : await client.callTool(call, options);
      const content = result.content as { text?: string }[];
      return {
        isError: result.isError === true,
        text: content.map(({ text }) => text ?? "").join("\n"),
        data: (result.structuredContent ?? {}) as Record<string, unknown>,
      };
    },
    [Symbol.asyncDispose]: () => client.close(),
  };
}

/** A test with MCP clients, whose transports leave timers behind that end by themselves. */
export function clientTest(name: string, test: () => Promise<void>): void {
  Deno.test({ name, fn: test, sanitizeOps: false, sanitizeResources: false });
}

const JSON_HEADERS = { "content-type": "application/json", accept: "application/json, text/event-stream" };

/** Posts a message as a plain HTTP client. */
export function post(url: URL, message: Record<string, unknown>, init: RequestInit = {}): Promise<Response> {
  const headers = { ...JSON_HEADERS, ...init.headers as Record<string, string> };
  return fetch(url, { ...init, method: "POST", headers, body: JSON.stringify({ jsonrpc: "2.0", ...message }) });
}

/** Posts a `ping` with other headers beside those that are needed. */
export function ping(url: URL, headers: Record<string, string> = {}): Promise<Response> {
  return post(url, { id: 1, method: "ping" }, { headers });
}

/** Posts a `tools/call` with id 1, as a plain HTTP client that can ask a person. */
export function postCall(
  era: Era,
  url: URL,
  params: { name: string; arguments: Record<string, unknown>; [more: string]: unknown },
  signal?: AbortSignal,
): Promise<Response> {
  const init = signal ? { signal } : {};
  if (era === "2025") return post(url, { id: 1, method: "tools/call", params }, init);
  const headers = { "mcp-protocol-version": era, "mcp-method": "tools/call", "mcp-name": params.name };
  const _meta = {
    "io.modelcontextprotocol/protocolVersion": era,
    "io.modelcontextprotocol/clientInfo": { name: "http-test", version: "1.0.0" },
    "io.modelcontextprotocol/clientCapabilities": { elicitation: {} },
  };
  return post(url, { id: 1, method: "tools/call", params: { ...params, _meta } }, { ...init, headers });
}

/** Resolves when the condition holds, which is looked at again and again. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!await condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** A demo org whose changing requests can be counted. */
export async function demoOrg(options: Parameters<typeof startSandbox>[0] = {}) {
  const sandbox = await startSandbox(options);
  return {
    ...sandbox,
    changing: () => sandbox.requests.filter(({ method }) => method !== "GET").length,
    async [Symbol.asyncDispose]() {
      await sandbox.close();
      assert.deepEqual(sandbox.violations, []);
    },
  };
}

/** A file for the audit log, and its lines so far. */
export async function auditFile() {
  const path = await Deno.makeTempFile({ suffix: ".jsonl" });
  return {
    path,
    lines: (): AuditEntry[] => Deno.readTextFileSync(path).trim().split("\n").map((line) => JSON.parse(line)),
    [Symbol.asyncDispose]: () => Deno.remove(path),
  };
}
