import type { Log } from "../log.ts";
import type { Address } from "./address.ts";
import type { HttpHandler } from "./handler.ts";

/** How long calls that are under way may take to come to their end by themselves, in milliseconds. */
const GRACE = 20_000;

/** How long they may take once they are cancelled. */
const CANCELLED = 1_000;

/** A server that listens. */
export interface Listening {
  /** The address it took. */
  address: Address;
  /** Stops accepting, lets the calls under way end within `grace` milliseconds, cancels what is left. */
  close(grace?: number): Promise<void>;
}

/**
 * Listens for the handler.
 * @throws Deno.errors.AddrInUse and the like, where the address cannot be had.
 */
export function listen(handler: HttpHandler, { hostname, port }: Address): Listening {
  const server = Deno.serve(
    { hostname: hostname.replace(/^\[(.*)\]$/, "$1"), port, onListen: () => {} },
    (request, { remoteAddr }) => handler.fetch(request, remoteAddr.hostname),
  );
  return {
    address: { hostname, port: server.addr.port },
    async close(grace = GRACE) {
      handler.drain();
      const ended = server.shutdown();
      await within(ended, grace);
      // Where all were answered, calls whose clients went away may still be about to record what they changed.
      await within(Promise.all([handler.close(), ended]), CANCELLED);
    },
  };
}

/** Serves until the process is told to stop, then ends it with code 0; with code 1 where it cannot listen. */
export async function serveHttp(handler: HttpHandler, address: Address, log: Log): Promise<never> {
  const listening = listenOrSay(handler, address, log);
  if (listening === undefined) Deno.exit(1);
  log("INFO", "serving", { address: `http://${address.hostname}:${listening.address.port}` });
  await new Promise<void>((stop) => {
    const signals: Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM", "SIGHUP"];
    for (const signal of signals) Deno.addSignalListener(signal, stop);
  });
  log("INFO", "leaving", {});
  await listening.close();
  Deno.exit(0);
}

function listenOrSay(handler: HttpHandler, address: Address, log: Log): Listening | undefined {
  try {
    return listen(handler, address);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log("ERROR", "cannot listen", { address: `${address.hostname}:${address.port}`, reason });
    return undefined;
  }
}

/** Whether it ends in time. */
async function within(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: number | undefined;
  const late = new Promise<false>((resolve) => timer = setTimeout(() => resolve(false), milliseconds));
  const inTime = await Promise.race([work.then(() => true), late]);
  clearTimeout(timer);
  return inTime;
}
