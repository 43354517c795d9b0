import {
  type McpServer,
  ProtocolError,
  ProtocolErrorCode,
  ResourceTemplate,
  type ServerContext,
} from "@modelcontextprotocol/server";
import { callBase } from "./call_base.ts";
import type { Completer } from "./completion.ts";
import { withinBudget } from "./output.ts";
import type { Host } from "./server.ts";
import type { Call } from "./tool.ts";
import { UserError } from "../user_error.ts";

/** Something that a client can read, and attach to a conversation, by its address. */
export interface Resource<S> {
  /** An address, or a template of some (RFC 6570) whose variables each are one segment. */
  uri: string;
  name: string;
  title: string;
  description: string;
  mimeType: "text/plain" | "text/markdown" | "text/csv";
  /** The tools of whose answers it is made: it is offered where all of them are. */
  tools: readonly string[];
  /** How long a client may keep what it read, in milliseconds; 0 where the org may change it at any time. */
  ttlMs: number;
  /** Suggestions for the variables of a template, by name. */
  complete?: Readonly<Record<string, Completer<S>>>;
  /** The text, which stands alone. @throws UserError for an address that means nothing */
  read(variables: Readonly<Record<string, string>>, call: Call<S>): Promise<string>;
}

/** Offers the host's resources to a client. */
export function registerResources<S>(server: McpServer, host: Host<S>): void {
  for (const resource of host.resources) {
    const { uri, name, title, description, mimeType, ttlMs } = resource;
    const config = { title, description, mimeType, cacheHint: { ttlMs, cacheScope: "private" as const } };
    if (uri.includes("{")) {
      const template = new ResourceTemplate(uri, { list: undefined });
      server.registerResource(
        name,
        template,
        config,
        (address, variables, context) => read(host, resource, address, decoded(variables), context),
      );
    } else {
      server.registerResource(name, uri, config, (address, context) => read(host, resource, address, {}, context));
    }
  }
}

async function read<S>(
  host: Host<S>,
  { name, mimeType, read }: Resource<S>,
  { href: uri }: URL,
  variables: Record<string, string>,
  context: ServerContext,
) {
  const base = callBase(host, context);
  try {
    const text = await read(variables, { ...await host.services(base), ...base });
    return { contents: [{ uri, mimeType, text: withinBudget(host.redact(text)) }] };
  } catch (error) {
    const explained = error instanceof UserError ? error.message : host.explain(error);
    if (explained !== undefined) {
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, host.redact(explained), { uri });
    }
    const cause = host.redact(String(error));
    host.log("ERROR", "resource failed", { resource: name, error: cause });
    throw new ProtocolError(ProtocolErrorCode.InternalError, `Internal error in ${uri}: ${cause}`);
  }
}

/** The SDK hands variables over as they stand in the address. */
function decoded(variables: Record<string, string | string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => {
      try {
        return [name, decodeURIComponent(`${value}`)];
      } catch {
        return [name, `${value}`]; // a stray percent sign stands for itself
      }
    }),
  );
}
