import { parseAddress } from "../http/address.ts";
import { UsageError } from "./arguments.ts";

/** A server that takes longer than this to say that it is well, in milliseconds, is not. */
const PATIENCE = 3_000;

/**
 * Whether a server of `serve --http` says that it is well: for the health check of a container, which has no other
 * program to ask with.
 * @throws UsageError for an address that is none.
 */
export async function isHealthy([text = ""]: readonly string[]): Promise<boolean> {
  const address = parseAddress(text);
  if (address === undefined) throw new UsageError("health needs [host:]port, as in health 8080");
  try {
    const url = `http://${address.hostname}:${address.port}/healthz`;
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false; // nobody listens, or nobody answers in time
  }
}
