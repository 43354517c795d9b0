import type { EarlyAnswers } from "./early.ts";
import { readLines } from "./lines.ts";
import type { Log } from "./log.ts";
import type { Connection } from "./mcp/connection.ts";

/** How long calls that were under way when the client left may take to come to an end, in milliseconds. */
const GRACE = 1_000;

/**
 * Serves MCP over stdin and stdout until the client goes away or the process is told to stop; then lets the calls
 * under way end (they are cancelled) and exits with code 0.
 * @param load makes the real server, once a message needs it; `send` writes a line.
 */
export async function serve(
  early: EarlyAnswers | undefined,
  load: (send: (line: string) => Promise<void>) => Promise<Connection>,
  log: Log,
): Promise<never> {
  const writer = Deno.stdout.writable.getWriter();
  const encoder = new TextEncoder();
  const send = (line: string) => writer.write(encoder.encode(line + "\n"));
  let connection: Connection | undefined;

  async function leave(): Promise<never> {
    await Promise.race([connection?.close(), new Promise((resolve) => setTimeout(resolve, GRACE))]);
    await writer.close().catch(() => {}); // the client may have gone first
    Deno.exit(0);
  }
  const signals: Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) Deno.addSignalListener(signal, () => void leave());

  /** The handshake as it came, for the real server; what has been answered is not answered again. */
  const handshake: { line: string; id?: string | number }[] = [];
  const tooLong = () => log("WARNING", "a line of over 10 MB was not read");
  for await (const line of readLines(Deno.stdin.readable, tooLong)) {
    if (connection === undefined) {
      const answer = early?.(line);
      if (answer !== undefined) {
        if (answer.line !== undefined) await send(answer.line);
        if (answer.opens) handshake.push({ line, ...(answer.id === undefined ? {} : { id: answer.id }) });
        continue;
      }
      connection = await load(send);
      for (const { line, id } of handshake) connection.receive(line, id);
    }
    connection.receive(line);
  }
  return await leave();
}
