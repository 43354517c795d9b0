import process from "node:process";
import { serveStdio, StdioServerTransport } from "@modelcontextprotocol/server/stdio";
import { createServer, type Host } from "./mcp/server.ts";

/**
 * Serves MCP over stdin and stdout in both protocol eras until the client goes away or the process is told to stop;
 * then exits with code 0 at once, dropping what is still under way.
 */
export function serve<S>(host: Host<S>): void {
  const transport = new StdioServerTransport(process.stdin, process.stdout);
  const handle = serveStdio(() => createServer(host), {
    transport,
    onerror: (error) => host.log("WARNING", "protocol", { error: error.message }),
  });
  const onclose = transport.onclose;
  transport.onclose = () => {
    onclose?.();
    Deno.exit(0);
  };
  const signals: Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) Deno.addSignalListener(signal, () => void handle.close().finally(() => Deno.exit(0)));
}
