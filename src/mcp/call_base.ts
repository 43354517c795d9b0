import type { ServerContext } from "@modelcontextprotocol/server";
import type { Log } from "../log.ts";
import type { CallBase } from "./tool.ts";

/** What a client's running request gives a call: the clock, its cancellation, and progress where it was asked for. */
export function callBase(
  host: { now(): Date; redact<T>(value: T): T; log: Log },
  { mcpReq }: ServerContext,
): CallBase {
  const progressToken = mcpReq._meta?.progressToken;
  let last = 0;
  return {
    now: () => host.now(),
    signal: mcpReq.signal,
    progress(message, done, total) {
      if (progressToken === undefined) return;
      last = Math.max(last + 1, done ?? 0);
      const params = {
        progressToken,
        progress: last,
        message: host.redact(message),
        ...(total === undefined ? {} : { total }),
      };
      mcpReq.notify({ method: "notifications/progress", params })
        .catch((error: Error) => host.log("DEBUG", "progress not sent", { error: error.message }));
    },
  };
}
