import type { McpServer } from "@modelcontextprotocol/server";
import { callBase } from "./call_base.ts";
import type { Host } from "./server.ts";
import type { Call } from "./tool.ts";

/** Suggests values for an argument from what has been typed so far, the best first. */
export type Completer<S> = (typed: string, call: Call<S>) => Promise<string[]>;

/** Milliseconds: a suggestion that comes later only disturbs the typing. */
const PATIENCE = 1_500;

/** The most values that an answer may have (MCP 2026-07-28, server/utilities/completion). */
const MOST = 100;

/**
 * Answers `completion/complete` for the arguments of prompts and the variables of resource templates. Never an error:
 * whoever types can go on without suggestions. The next request ends the one before it, whose answer nobody awaits.
 */
export function registerCompletion<S>(server: McpServer, host: Host<S>): void {
  let latest: AbortController | undefined;
  server.server.registerCapabilities({ completions: {} });
  server.server.setRequestHandler("completion/complete", async ({ params: { ref, argument } }, context) => {
    latest?.abort();
    const own = latest = new AbortController();
    const complete = ref.type === "ref/prompt"
      ? host.prompts.find(({ name }) => name === ref.name)?.complete?.[argument.name]
      : host.resources.find(({ uri }) => uri === ref.uri)?.complete?.[argument.name];
    const typed = argument.value.trim();
    if (complete === undefined || typed === "") return { completion: { values: [] } };
    const patience = setTimeout(() => own.abort(), PATIENCE);
    try {
      const base = { ...callBase(host, context), signal: AbortSignal.any([own.signal, context.mcpReq.signal]) };
      const values = await complete(typed, { ...await host.services(base), ...base });
      return { completion: { values: host.redact(values).slice(0, MOST) } };
    } catch (error) {
      host.log("DEBUG", "no suggestions", { error: host.redact(String(error)) });
      return { completion: { values: [] } };
    } finally {
      clearTimeout(patience);
    }
  });
}
