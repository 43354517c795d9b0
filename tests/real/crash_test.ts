/** For every changing tool: the program killed in the middle of the act leaves an audit log that explains the org. */
import assert from "node:assert/strict";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import type { AuditEntry } from "../../src/mcp/audit.ts";
import { WRITES } from "./cases.ts";
import { cleanEnvironment, COMMAND } from "./program.ts";

/** Runs one call and kills the program when its first changing request arrives, before or after Okta has acted on it. */
async function killedIn(name: string, when: "before" | "after"): Promise<{ audit: AuditEntry[]; acted: boolean }> {
  const sandbox = await startSandbox();
  const auditLog = await Deno.makeTempFile({ suffix: ".jsonl" });
  let acted = false;
  const proxy = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const { pathname, search } = new URL(request.url);
    const changing = request.method !== "GET" && !pathname.endsWith("/simulate");
    if (changing && when === "before") child.kill("SIGKILL");
    else {
      const response = await fetch(sandbox.url + pathname + search, {
        method: request.method,
        headers: request.headers,
        body: request.method === "GET" ? null : await request.arrayBuffer(),
      });
      if (!changing) return response;
      acted = response.ok;
      await response.body?.cancel();
      child.kill("SIGKILL");
    }
    await child.status;
    return new Response(null, { status: 502 });
  });
  const [path, ...first] = COMMAND;
  const child = new Deno.Command(path!, {
    args: first,
    env: cleanEnvironment({
      OKTA_ORG_URL: `http://127.0.0.1:${proxy.addr.port}`,
      OKTA_API_TOKEN: sandbox.token,
      OKTA_AUDIT_LOG: auditLog,
      OKTA_CONFIRM: "never",
    }),
    clearEnv: true,
    stdin: "piped",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const writer = child.stdin.getWriter();
  const messages = [
    {
      id: 1,
      method: "initialize",
      params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "crash", version: "1" } },
    },
    { method: "notifications/initialized" },
    { id: 2, method: "tools/call", params: { name, arguments: WRITES[name] } },
  ];
  const input = messages.map((message) => JSON.stringify({ jsonrpc: "2.0", ...message }) + "\n").join("");
  await writer.write(new TextEncoder().encode(input));
  await child.status;
  await writer.close().catch(() => {});
  await proxy.shutdown();
  await sandbox.close();
  const text = await Deno.readTextFile(auditLog);
  await Deno.remove(auditLog);
  return { audit: text.split("\n").filter(Boolean).map((line) => JSON.parse(line)), acted };
}

for (const name of Object.keys(WRITES)) {
  Deno.test(`${name}: killed before and after Okta acted, the log shows what was in flight`, async () => {
    for (const when of ["before", "after"] as const) {
      const { audit, acted } = await killedIn(name, when);
      assert.equal(acted, when === "after");
      const [start, ...rest] = audit;
      assert.deepEqual(rest, []);
      assert.equal(start?.phase, "start");
      assert.equal(start?.tool, name);
      assert.ok(start?.target.name && start.changes.length > 0 && start.actor.includes("@"), JSON.stringify(start));
    }
  });
}
