import { listedSchema } from "../src/mcp/schema.ts";
import { toolSchemas } from "../src/mcp/server.ts";
import { exposedTools } from "../src/tools/catalog.ts";

const encoder = new TextEncoder();

/** What a model sees of a tool, as clients pass it on. */
export interface SeenTool {
  name: string;
  description: string;
  inputSchema: Record<string, unknown>;
}

/** What a model sees of a toolset before it has asked anything. */
export function seenTools(toolset: string): SeenTool[] {
  return exposedTools({ toolsets: [toolset], readOnly: false }).map((tool) => ({
    name: tool.name,
    description: tool.description,
    inputSchema: listedSchema(toolSchemas(tool).input, "input"),
  }));
}

/** Bytes of something as JSON. */
export function jsonBytes(value: unknown): number {
  return encoder.encode(JSON.stringify(value)).length;
}
