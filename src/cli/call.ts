import { callTool, type Host, toolSchemas } from "../mcp/server.ts";
import { listedSchema } from "../mcp/schema.ts";
import type { Tool } from "../mcp/tool.ts";
import { askPerson } from "../terminal/ask.ts";
import { ProgressLine } from "../terminal/progress.ts";
import { surfaceOf } from "../terminal/surface.ts";
import { type CommandLine, UsageError } from "./arguments.ts";

/**
 * Runs one tool from the shell. Consent comes from the person at the terminal; without one every change is refused.
 * @throws UsageError for a tool or an argument that does not exist.
 */
export async function callFromShell<S>(host: Host<S>, line: CommandLine): Promise<{ text: string; failed: boolean }> {
  const [name, ...pairs] = line.operands;
  const tool = host.tools.find((candidate) => candidate.name === name);
  const lacking = host.waiting.get(name ?? "");
  if (lacking !== undefined) return { text: `${lacking}\n`, failed: true };
  if (tool === undefined) {
    const known = host.tools.map((candidate) => candidate.name).join("\n  ");
    throw new UsageError(
      `${name ? `There is no tool "${name}"` : "call needs a tool's name"}. The tools are:\n  ${known}`,
    );
  }
  const args = shellArguments(tool, pairs);
  const interrupted = new AbortController();
  const channel = { asksBy: "terminal" as const, client: "mcp-okta-support call" };
  const onInterrupt = () => interrupted.abort();
  const progress = new ProgressLine(surfaceOf(Deno.stderr));
  Deno.addSignalListener("SIGINT", onInterrupt);
  try {
    const base = { now: () => host.now(), signal: interrupted.signal, progress: progress.show };
    let step = await callTool(host, tool, args, base, channel);
    while ("ask" in step) {
      progress.clear();
      const agreed = await askPerson(`${step.ask.message}\n\nDo this?`, interrupted.signal);
      if (agreed === undefined) {
        const way = "run it in a terminal, or set OKTA_CONFIRM=never to do without";
        return {
          text: `Nothing was changed. ${name} needs a person's consent: ${way}.\n${step.ask.message}\n`,
          failed: true,
        };
      }
      const response = agreed ? "accept" : "decline";
      step = await callTool(host, tool, args, base, { ...channel, state: step.ask.state, response });
    }
    if ("error" in step) return { text: step.error + "\n", failed: true };
    const { text, data } = step.answer;
    return { text: (line.json ? JSON.stringify(data, null, 2) : text) + "\n", failed: false };
  } finally {
    progress.clear();
    Deno.removeSignalListener("SIGINT", onInterrupt);
  }
}

/** Turns `name=value` words into arguments, each by the type that the tool's schema gives it. */
export function shellArguments<S>(tool: Tool<S>, pairs: readonly string[]): Record<string, unknown> {
  const schema = listedSchema(toolSchemas(tool).input, "input");
  const properties = schema.properties as Record<string, { type?: string }>;
  return Object.fromEntries(pairs.map((pair) => {
    const end = pair.indexOf("=");
    if (end < 1) {
      throw new UsageError(`"${pair}" is not NAME=VALUE. ${tool.name} takes: ${Object.keys(properties).join(", ")}.`);
    }
    const name = pair.slice(0, end);
    return [name, shellValue(name, pair.slice(end + 1), properties[name]?.type)];
  }));
}

function shellValue(name: string, text: string, type: string | undefined): unknown {
  if (type === "string") return text;
  if (type === "array" && !text.startsWith("[")) return text.split(",");
  try {
    return JSON.parse(text);
  } catch {
    // An argument of any type takes what is no JSON as the text it is.
    if (type === undefined) return text;
    throw new UsageError(`${name} is ${text}, but it must be JSON of type ${type}, such as ${EXAMPLES[type] ?? "42"}.`);
  }
}

const EXAMPLES: Record<string, string> = { object: `'{"title": "Buyer"}'`, array: `'["a", "b"]'`, boolean: "true" };
