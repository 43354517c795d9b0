import assert from "node:assert/strict";
import { isHealthy } from "../../src/cli/health.ts";

Deno.test("health asks /healthz, and nobody there is not well", async () => {
  let status = 200;
  const asked: string[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
    asked.push(new URL(request.url).pathname);
    return new Response("said\n", { status });
  });
  const address = String(server.addr.port);
  assert.equal(await isHealthy([address]), true);
  status = 503;
  assert.equal(await isHealthy([address]), false);
  await server.shutdown();
  assert.equal(await isHealthy([address]), false);
  assert.deepEqual(asked, ["/healthz", "/healthz"]);
});

Deno.test("health needs an address", async () => {
  await assert.rejects(isHealthy([]), /health needs \[host:\]port/);
  await assert.rejects(isHealthy(["here"]), /health needs/);
});
