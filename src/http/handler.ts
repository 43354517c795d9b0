import {
  createMcpHandler,
  getOAuthProtectedResourceMetadataUrl,
  hostHeaderValidationResponse,
  localhostAllowedHostnames,
  type McpServer,
  originValidationResponse,
  requireBearerAuth,
} from "@modelcontextprotocol/server";
import { createServer, type Host } from "../mcp/server.ts";
import { isLoopback } from "../loopback.ts";
import { ADMISSION, Admission, type AdmissionLimits } from "./admission.ts";
import type { Caller } from "./caller.ts";
import { Metrics } from "./metrics.ts";
import { type AuthSettings, DEFAULT_PATH, type HttpSettings } from "./settings.ts";
import { type BearerInfo, tokenVerifier } from "./tokens.ts";

/** Bytes of one request. */
const LARGEST = 4 * 1024 * 1024;

/** Serves HTTP requests of many callers. */
export interface HttpHandler {
  /** @param address The network address of who sent it. */
  fetch(request: Request, address: string): Promise<Response>;
  /** Says from now on, at /healthz, that the server is about to leave. */
  drain(): void;
  /** Cancels the calls that are under way and resolves when they have come to their end. */
  close(): Promise<void>;
}

/**
 * MCP over Streamable HTTP without sessions: every request stands alone, in both protocol eras, so that any replica can
 * answer it. Around it /healthz, /metrics and, where callers need a token, the metadata of RFC 9728.
 * @param hostFor What a caller is served with; called for each request. Undefined is a caller of this machine.
 */
export function createHttpHandler<S>(
  hostFor: (caller: Caller | undefined) => Host<S>,
  { address, auth }: HttpSettings,
  limits: AdmissionLimits = ADMISSION,
): HttpHandler {
  const { log } = hostFor(undefined);
  const clock = () => performance.now();
  const metrics = new Metrics(clock);
  const admission = new Admission(limits, clock);
  const running = new Map<Promise<unknown>, McpServer>();
  let draining = false;

  const mcp = createMcpHandler(({ authInfo }) => {
    const caller = (authInfo as BearerInfo | undefined)?.extra.caller;
    const server = createServer(hostFor(caller), (call) => {
      const counted = metrics.call(call).finally(() => running.delete(counted));
      running.set(counted, server);
    });
    return server;
  }, {
    maxRequestBodySize: LARGEST,
    // What is listed never changes: there is nothing to subscribe to.
    maxSubscriptions: 0,
    onerror: (error) => log("DEBUG", "protocol", { error: error.message }),
  });

  const path = auth?.publicUrl.pathname ?? DEFAULT_PATH;
  const hostnames = [
    ...(auth ? [auth.publicUrl.hostname] : []),
    ...(isLoopback(address.hostname) ? localhostAllowedHostnames() : []),
  ];
  const gate = auth && requireBearerAuth({
    verifier: tokenVerifier(auth, log),
    resourceMetadataUrl: getOAuthProtectedResourceMetadataUrl(auth.publicUrl),
  });
  const metadataPath = auth && new URL(getOAuthProtectedResourceMetadataUrl(auth.publicUrl)).pathname;

  async function answer(request: Request, from: string): Promise<Response> {
    const { pathname } = new URL(request.url);
    const foreign = hostHeaderValidationResponse(request, hostnames) ?? originValidationResponse(request, hostnames);
    if (foreign) return foreign;
    if (auth && pathname === metadataPath) return onlyGet(request, () => Response.json(resourceMetadata(auth)));
    if (pathname !== path) return new Response(`There is nothing here. MCP is at ${path}.\n`, { status: 404 });
    const bearer = await gate?.(request);
    if (bearer instanceof Response) return bearer;
    const caller = (bearer as BearerInfo | undefined)?.extra.caller;
    const entry = admission.enter(caller?.name ?? from);
    if ("status" in entry) return refusal(entry);
    const response = await mcp.fetch(request, bearer ? { authInfo: bearer } : {});
    return whenSent(response, entry.leave);
  }

  return {
    async fetch(request, from) {
      const { pathname } = new URL(request.url);
      // Probes and scrapers come by the address of one replica, whatever its name is to clients.
      if (pathname === "/healthz") {
        return onlyGet(request, () => draining ? new Response("leaving\n", { status: 503 }) : new Response("ok\n"));
      }
      if (pathname === "/metrics") {
        const headers = { "content-type": "text/plain; version=0.0.4" };
        return onlyGet(request, () => new Response(metrics.page(), { headers }));
      }
      const response = await answer(request, from);
      metrics.response(response.status);
      return response;
    },
    drain: () => void (draining = true),
    async close() {
      const calls = [...running.keys()];
      // The SDK closes what it serves in the 2026 era only.
      await Promise.all([...running.values()].map((server) => server.close()));
      await mcp.close();
      await Promise.allSettled(calls);
    },
  };
}

/** RFC 9728 §2: by it a client finds the authorization server. */
function resourceMetadata({ publicUrl, issuer, rules = [] }: AuthSettings) {
  const scopes = rules.flatMap(({ who }) => who.kind === "scope" ? [who.name] : []);
  return {
    resource: publicUrl.href,
    authorization_servers: [issuer],
    bearer_methods_supported: ["header"],
    ...(scopes.length > 0 ? { scopes_supported: scopes } : {}),
  };
}

function onlyGet({ method }: Request, answer: () => Response): Response {
  if (method === "GET" || method === "HEAD") return answer();
  return new Response(null, { status: 405, headers: { allow: "GET, HEAD" } });
}

function refusal({ status, retryAfter, why }: { status: number; retryAfter: number; why: string }): Response {
  const message = `${why}. Try again in ${retryAfter} s.`;
  return Response.json({ jsonrpc: "2.0", id: null, error: { code: -32_000, message } }, {
    status,
    headers: { "retry-after": String(retryAfter) },
  });
}

/** The response, which tells when its body has been sent or nobody reads it any more. */
function whenSent(response: Response, sent: () => void): Response {
  if (response.body === null) {
    sent();
    return response;
  }
  const reader = response.body.getReader();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (!done) return controller.enqueue(value);
        sent();
        controller.close();
      } catch (error) {
        sent();
        controller.error(error);
      }
    },
    cancel(reason) {
      sent();
      return reader.cancel(reason);
    },
  });
  return new Response(body, response);
}
