import type { Setting } from "../config.ts";
import { isLoopback } from "../loopback.ts";
import { type AccessRule, parseAccess } from "./access.ts";
import type { Address } from "./address.ts";

/** What the operator decides about serving over HTTP, checked. */
export interface HttpSettings {
  address: Address;
  /** Who may call; absent on loopback, where every program of this machine may. */
  auth?: AuthSettings;
  /** Signs consent tokens; replicas behind one address share it. Absent where each process makes its own. */
  consentKey?: Uint8Array<ArrayBuffer>;
}

/** The server as an OAuth 2.0 protected resource (RFC 9728). */
export interface AuthSettings {
  /** Where clients reach it: the resource's identifier. */
  publicUrl: URL;
  /** The authorization server, as in the `iss` claim. */
  issuer: string;
  /** Who tokens have to be meant for, as in the `aud` claim. */
  audience: string;
  /** The first that fits a caller decides; absent where everybody with a token may use whatever is offered. */
  rules?: AccessRule[];
}

/** The path at which a server without a public URL answers. */
export const DEFAULT_PATH = "/mcp";

const KEY_BYTES = 32;

/**
 * Checks the settings of `serve --http`.
 * @param org The org's URL, whose authorization server is the default issuer; undefined for the demo org.
 * @param toolsets The names of all toolsets.
 * @param complain Is told of every problem.
 */
export function readHttpSettings(
  address: Address,
  read: (name: Setting) => string | undefined,
  { org, toolsets }: { org: URL | undefined; toolsets: readonly string[] },
  complain: (setting: Setting, problem: string, fix: string) => void,
): HttpSettings {
  const auth = authSettings();
  const consentKey = key(read("MCP_CONSENT_KEY"));
  return { address, ...(auth && { auth }), ...(consentKey && { consentKey }) };

  function authSettings(): AuthSettings | undefined {
    const text = read("MCP_PUBLIC_URL");
    if (text === undefined) {
      if (!isLoopback(address.hostname)) {
        const problem = `it is not set, and others could reach ${address.hostname}:${address.port} without a token`;
        complain("MCP_PUBLIC_URL", problem, "set it to the address that clients use, such as https://mcp.acme.com/mcp");
      }
      for (const name of ["MCP_ISSUER", "MCP_AUDIENCE", "MCP_ACCESS"] as const) {
        if (read(name) === undefined) continue;
        complain(name, "it is set, but nobody is asked for a token", "set MCP_PUBLIC_URL too, or leave it unset");
      }
      return undefined;
    }
    const publicUrl = webAddress("MCP_PUBLIC_URL", text);
    const issuer = read("MCP_ISSUER")?.replace(/\/$/, "") ?? (org && `${org.origin}/oauth2/default`);
    if (issuer === undefined) {
      const fix = "set it to your authorization server, such as https://acme.okta.com/oauth2/default";
      complain("MCP_ISSUER", "it is not set, and the demo org signs nobody in", fix);
    } else webAddress("MCP_ISSUER", issuer);
    const audience = read("MCP_AUDIENCE") ?? text;
    const access = read("MCP_ACCESS");
    const parsed = access === undefined ? undefined : parseAccess(access, toolsets);
    if (parsed && "part" in parsed) {
      complain("MCP_ACCESS", `"${parsed.part}": ${parsed.why}`, `toolsets are: ${toolsets.join(", ")}, and read-only`);
    }
    const rules = parsed && "rules" in parsed ? { rules: parsed.rules } : {};
    return { publicUrl, issuer: issuer ?? "", audience, ...rules };
  }

  function webAddress(setting: Setting, text: string): URL {
    const url = URL.parse(text);
    if (url === null || !["https:", "http:"].includes(url.protocol) || url.search || url.hash || url.username) {
      complain(setting, `"${text}" is not a plain web address`, "give it as https://host/path");
    } else if (url.protocol === "http:" && !isLoopback(url.hostname)) {
      complain(setting, "http:// would send tokens unprotected", `use https://${url.host}${url.pathname}`);
    }
    return url ?? new URL("https://invalid");
  }

  function key(text: string | undefined): Uint8Array<ArrayBuffer> | undefined {
    if (text === undefined) return undefined;
    const bytes = fromBase64(text);
    if (bytes !== undefined && bytes.length >= KEY_BYTES) return bytes;
    const problem = bytes === undefined ? "it is not base64" : `it has ${bytes.length} bytes, and needs ${KEY_BYTES}`;
    complain("MCP_CONSENT_KEY", problem, "make one with: openssl rand -base64 32");
    return undefined;
  }
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.fromBase64(text);
  } catch {
    return undefined;
  }
}
