import assert from "node:assert/strict";
import { callTool } from "../../src/mcp/server.ts";
import { connectOkta } from "../../src/okta/client.ts";
import { TOOLS } from "../../src/tools/catalog.ts";
import { READS, WRITES } from "../real/cases.ts";
import { NOW, startOrg } from "./harness.ts";

for (const tool of TOOLS) {
  const args = READS[tool.name] ?? WRITES[tool.name];
  // What these two need depends on the operation.
  if (args === undefined || /okta_operation/.test(tool.name)) continue;
  Deno.test(`${tool.name} does its work with just the scopes that it cannot do without`, async () => {
    await using org = await startOrg({ tokens: { narrow: { scopes: [...tool.scopes] } } });
    const connection = connectOkta({
      orgUrl: new URL(org.sandbox.url),
      authorizer: { kind: "private-key", authorize: () => Promise.resolve({ authorization: "Bearer narrow" }) },
      timeoutSeconds: 30,
      userAgent: "test",
    });
    const signal = new AbortController().signal;
    const services = { ...org.services, okta: connection.forCall({ signal }) };
    const host = { ...org.host, confirm: "never" as const, services: () => Promise.resolve(services) };
    const base = { now: () => NOW, signal, progress: () => {} };
    const step = await callTool(host, tool, args, base, { client: "test" });
    assert.ok("answer" in step, JSON.stringify(step));
  });
}
