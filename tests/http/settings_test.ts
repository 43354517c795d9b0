import assert from "node:assert/strict";
import { readConfig, type Setting } from "../../src/config.ts";
import { parseAddress } from "../../src/http/address.ts";
import { TOOLS } from "../../src/tools/catalog.ts";

const ORG = { OKTA_ORG_URL: "https://acme.okta.com", OKTA_API_TOKEN: "00token" };
const LOOPBACK = { hostname: "127.0.0.1", port: 8080 };
const OPEN = { hostname: "0.0.0.0", port: 8080 };

function read(settings: Record<string, string>, http = LOOPBACK, demo = false) {
  return readConfig((name: Setting) => settings[name], { demo, tools: TOOLS, http });
}

/** The settings that are complained of. */
function wrong(...args: Parameters<typeof read>): string[] {
  const result = read(...args);
  return "problems" in result ? result.problems.map(({ setting }) => setting) : [];
}

Deno.test("an address is a port, or a host and a port", () => {
  assert.deepEqual(parseAddress("8080"), LOOPBACK);
  assert.deepEqual(parseAddress("0.0.0.0:8080"), OPEN);
  assert.deepEqual(parseAddress("[::1]:0"), { hostname: "[::1]", port: 0 });
  assert.deepEqual(parseAddress("localhost:80"), { hostname: "localhost", port: 80 });
  for (const text of ["", "x", ":8080", "65536", "http://a:1", "a/b:1", "a@b:1", "::1:80", "-1"]) {
    assert.equal(parseAddress(text), undefined, text);
  }
});

Deno.test("loopback needs nothing; other addresses do not start without authentication", () => {
  assert.deepEqual(read(ORG), read({ ...ORG }));
  assert.deepEqual(wrong(ORG), []);
  assert.deepEqual(wrong(ORG, { hostname: "[::1]", port: 1 }), []);
  assert.deepEqual(wrong(ORG, OPEN), ["MCP_PUBLIC_URL"]);
  assert.deepEqual(wrong(ORG, { hostname: "[::]", port: 1 }), ["MCP_PUBLIC_URL"]);
  assert.deepEqual(wrong({ ...ORG, MCP_PUBLIC_URL: "https://mcp.acme.com/mcp" }, OPEN), []);
});

Deno.test("issuer and audience follow from the org and the public URL", () => {
  const result = read({ ...ORG, MCP_PUBLIC_URL: "https://mcp.acme.com/mcp" }, OPEN);
  assert.ok("config" in result);
  assert.deepEqual(result.config.http?.auth, {
    publicUrl: new URL("https://mcp.acme.com/mcp"),
    issuer: "https://acme.okta.com/oauth2/default",
    audience: "https://mcp.acme.com/mcp",
  });
});

Deno.test("what cannot be used is named", () => {
  const open = { ...ORG, MCP_PUBLIC_URL: "https://mcp.acme.com/mcp" };
  assert.deepEqual(wrong({ ...ORG, MCP_PUBLIC_URL: "http://mcp.acme.com/mcp" }, OPEN), ["MCP_PUBLIC_URL"]);
  assert.deepEqual(wrong({ ...ORG, MCP_PUBLIC_URL: "mcp.acme.com" }, OPEN), ["MCP_PUBLIC_URL"]);
  assert.deepEqual(wrong({ ...open, MCP_ISSUER: "http://acme.okta.com/oauth2/default" }), ["MCP_ISSUER"]);
  assert.deepEqual(wrong({ MCP_PUBLIC_URL: open.MCP_PUBLIC_URL }, OPEN, true), ["MCP_ISSUER"]);
  assert.deepEqual(wrong({ ...open, MCP_ACCESS: "group:x=cores" }), ["MCP_ACCESS"]);
  assert.deepEqual(wrong({ ...ORG, MCP_ACCESS: "group:x=core" }), ["MCP_ACCESS"], "a rule that nothing applies");
  assert.deepEqual(wrong({ ...open, MCP_CONSENT_KEY: "short" }), ["MCP_CONSENT_KEY"]);
  assert.deepEqual(wrong({ ...open, MCP_CONSENT_KEY: "!" }), ["MCP_CONSENT_KEY"]);
  assert.deepEqual(wrong({ ...open, MCP_CONSENT_KEY: new Uint8Array(32).toBase64() }), []);
});
