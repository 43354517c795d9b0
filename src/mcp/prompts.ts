import { type McpServer, ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/server";
import type * as z from "zod";
import type { Completer } from "./completion.ts";
import { parseArguments, sdkSchema } from "./schema.ts";
import { UserError } from "../user_error.ts";

/** A way of working that a person starts by name, such as from their client's menu. */
export interface Prompt<S, I extends z.ZodObject = z.ZodObject> {
  name: string;
  title: string;
  description: string;
  /** The tools that it leads to: it is offered where all of them are. */
  tools: readonly string[];
  /** Arguments of a prompt are strings (MCP 2026-07-28, server/prompts). */
  input: I;
  /** Suggestions for arguments, by name. */
  complete?: Readonly<Record<string, Completer<S>>>;
  /** What the model is asked to do, in the person's name. */
  write(args: z.infer<I>): string;
}

/** Offers the prompts to a client. */
export function registerPrompts<S>(server: McpServer, prompts: readonly Prompt<S>[]): void {
  for (const { name, title, description, input, write } of prompts) {
    server.registerPrompt(name, { title, description, argsSchema: sdkSchema(input) }, (args) => {
      try {
        const text = write(parseArguments(name, input, args));
        return { description, messages: [{ role: "user", content: { type: "text", text } }] };
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        throw new ProtocolError(ProtocolErrorCode.InvalidParams, error.message);
      }
    });
  }
}
