import { deserializeMessage, type JSONRPCMessage, type Transport } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { createServer, type Host } from "./server.ts";

/** One client's connection over lines of JSON. */
export interface Connection {
  /** Takes a line in. An answer to the request `answered` is not sent: the client has it already. */
  receive(line: string, answered?: string | number): void;
  /** Cancels what is under way and resolves when it has come to its end. */
  close(): Promise<void>;
}

/** A server for one client; `send` writes a line to it. The opening message decides the protocol era. */
export function connect<S>(host: Host<S>, send: (line: string) => Promise<void>): Connection {
  const answered = new Set<string | number>();
  const running = new Set<Promise<unknown>>();
  const report = (error: Error) => host.log("WARNING", "protocol", { error: error.message });
  const transport: Transport = {
    start: () => Promise.resolve(),
    async send(message: JSONRPCMessage) {
      if (!("method" in message) && message.id !== undefined && answered.delete(message.id)) return;
      await send(JSON.stringify(message));
    },
    close() {
      transport.onclose?.();
      return Promise.resolve();
    },
  };
  const handle = serveStdio(
    () => createServer(host, (call) => void running.add(call.finally(() => running.delete(call)))),
    {
      transport,
      onerror: report,
    },
  );
  return {
    receive(line, id) {
      if (id !== undefined) answered.add(id);
      try {
        transport.onmessage?.(deserializeMessage(line));
      } catch (error) {
        report(error instanceof Error ? error : new Error(String(error)));
      }
    },
    async close() {
      await handle.close();
      await Promise.allSettled(running);
    },
  };
}
