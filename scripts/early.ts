import { SUPPORTED_PROTOCOL_VERSIONS } from "@modelcontextprotocol/server";
import { type Environment, readConfig } from "../src/config.ts";
import type { EarlyRecord } from "../src/early.ts";
import { connect } from "../src/mcp/connection.ts";
import { createHost } from "../src/program.ts";
import { TOOLS, VARIANTS } from "../src/tools/catalog.ts";

const MODERN = "2026-07-28";

/** Every protocol version that the server speaks, of both eras. */
export const VERSIONS: readonly string[] = [
  ...SUPPORTED_PROTOCOL_VERSIONS.filter((version) => version !== MODERN),
  MODERN,
];

/** What a client of that version sends first. A 2026-07-28 client says with every request who it is. */
export function opening(version: string): { method: string; line: string }[] {
  const clientInfo = { name: "recorder", version: "1" };
  const _meta = {
    "io.modelcontextprotocol/protocolVersion": version,
    "io.modelcontextprotocol/clientInfo": clientInfo,
    "io.modelcontextprotocol/clientCapabilities": {},
  };
  const requests = version === MODERN
    ? [{ method: "server/discover", params: { _meta } }, { method: "tools/list", params: { _meta } }]
    : [
      { method: "initialize", params: { protocolVersion: version, capabilities: {}, clientInfo } },
      { method: "tools/list", params: {} },
    ];
  return requests.map((request, id) => ({
    method: request.method,
    line: JSON.stringify({ jsonrpc: "2.0", id, ...request }),
  }));
}

/** What the real server answers to them, line by line, with the settings given. */
export async function realAnswers(environment: Environment, version: string): Promise<string[]> {
  const result = readConfig(environment, { demo: true, tools: TOOLS });
  if (!("config" in result)) throw new Error(JSON.stringify(result.problems));
  const lines: string[] = [];
  let arrived = () => {};
  const connection = connect(createHost(result.config, () => {}), (line) => {
    lines.push(line);
    arrived();
    return Promise.resolve();
  });
  for (const { line } of opening(version)) {
    const answer = new Promise<void>((resolve) => arrived = resolve);
    connection.receive(line);
    await answer;
  }
  await connection.close();
  return lines;
}

/** The record that a compiled program answers from; see src/early.ts. */
export async function recordEarly(): Promise<EarlyRecord> {
  const results: EarlyRecord["results"] = {};
  let listed: Record<string, unknown>[] = [];
  const all = (name: string) => name === "OKTA_TOOLSETS" ? "all" : undefined;
  for (const version of VERSIONS) {
    const lines = await realAnswers(all, version);
    const [opened, { tools, ...rest }] = lines.map((line) => JSON.parse(line).result);
    if (listed.length === 0) listed = tools;
    // A version whose tools are listed differently is left to the real server.
    if (JSON.stringify(tools) !== JSON.stringify(listed)) continue;
    results[version] = { [opening(version)[0]!.method]: opened, "tools/list": rest };
  }
  const readOnly = (name: string) => name === "OKTA_READ_ONLY" ? "true" : all(name);
  const [, reading] = (await realAnswers(readOnly, VERSIONS[0]!)).map((line) => JSON.parse(line).result.tools);
  const tools = VARIANTS.map(({ name, toolset, risk, scopes, helpfulScopes, standsIn }) => {
    const listing = (standsIn ? reading : listed).find((candidate: { name?: unknown }) => candidate.name === name);
    if (listing === undefined) throw new Error(`tools/list leaves out ${name}`);
    return { toolset, risk, scopes, ...helpfulScopes && { helpfulScopes }, ...standsIn && { standsIn }, listing };
  });
  return { serverName: "okta-support", tools, results };
}
