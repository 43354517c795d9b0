/** The server over HTTP on loopback, with real clients of both eras. */
import assert from "node:assert/strict";
import { connect as dial } from "node:net";
import { ADMISSION } from "../../src/http/admission.ts";
import {
  auditFile,
  clientTest,
  configFor,
  connect,
  demoOrg,
  ERAS,
  ping,
  postCall,
  startServer,
  until,
} from "./server.ts";

for (const era of ERAS) {
  clientTest(`${era}: a client lists and calls tools over HTTP`, async () => {
    await using sandbox = await demoOrg();
    await using server = startServer(configFor(sandbox));
    await using client = await connect(era, server.url);
    assert.ok((await client.tools()).includes("unlock_user_account"));
    const { text, isError } = await client.call("list_users", { status: "LOCKED_OUT" });
    assert.equal(isError, false, text);
    assert.match(text, /jane\.moreno@harbor\.example/);
  });

  clientTest(`${era}: where the person cannot be asked the consent token lets a write act, once`, async () => {
    await using sandbox = await demoOrg();
    await using audit = await auditFile();
    await using server = startServer(configFor(sandbox, { OKTA_AUDIT_LOG: audit.path }));
    // A 2025 client tells what it can do in a session's handshake only, and there are no sessions.
    await using client = await connect(era, server.url, era === "2025" ? { person: () => "accept" } : {});
    const args = { user: "jane.moreno@harbor.example" };
    const preview = await client.call("unlock_user_account", args);
    assert.equal(preview.data.outcome, "consent_required", preview.text);
    assert.equal(sandbox.changing(), 0);
    const consent_token = preview.data.consent_token;
    const done = await client.call("unlock_user_account", { ...args, consent_token });
    assert.equal(done.data.outcome, "done", done.text);
    const sent = sandbox.changing();
    const again = await client.call("unlock_user_account", { ...args, consent_token });
    assert.notEqual(again.data.outcome, "done");
    assert.equal(sandbox.changing(), sent);
  });
}

for (const era of ERAS) {
  clientTest(`${era}: a caller who goes away in the middle of a call leaves their place free`, async () => {
    await using sandbox = await demoOrg({ latencyMs: 300 });
    await using server = startServer(configFor(sandbox), { ...ADMISSION, perCaller: 3 });
    await using client = await connect(era, server.url);
    await using another = await connect(era, server.url);
    for (let round = 0; round < 4; round++) {
      const leaving = new AbortController();
      const sent = sandbox.requests.length;
      const call = client.call("list_users", { limit: 1 }, leaving.signal);
      await until(() => sandbox.requests.length > sent);
      leaving.abort();
      await assert.rejects(call);
      await until(async () =>
        (await another.call("list_users", { limit: 1 }).catch(() => undefined))?.isError === false
      );
    }
  });
}

clientTest("2026-07-28: a write asks the person, and acts or not as they say", async () => {
  await using sandbox = await demoOrg();
  await using audit = await auditFile();
  await using server = startServer(configFor(sandbox, { OKTA_AUDIT_LOG: audit.path }));
  const args = { user: "jane.moreno@harbor.example" };
  await using refusing = await connect("2026-07-28", server.url, { person: () => "decline" });
  assert.equal((await refusing.call("unlock_user_account", args)).data.outcome, "declined");
  assert.equal(sandbox.changing(), 0);
  await using agreeing = await connect("2026-07-28", server.url, { person: () => "accept" });
  assert.equal((await agreeing.call("unlock_user_account", args)).data.outcome, "done");
  assert.match(agreeing.questions[0] ?? "", /Unlock.*Jane Moreno/);
});

Deno.test("a web page of another host is refused, by its origin and by the host it asked for", async () => {
  await using sandbox = await demoOrg();
  await using server = startServer(configFor(sandbox));
  const status = async (headers: Record<string, string>) => {
    const response = await ping(server.url, headers);
    await response.body?.cancel();
    return response.status;
  };
  assert.equal(await status({}), 200);
  assert.equal(await status({ origin: "http://localhost:6274" }), 200);
  assert.equal(await status({ origin: "https://evil.example" }), 403);
  assert.equal(await status({ origin: "null" }), 403);
  // fetch sets Host itself, so this one is written by hand.
  const answer = await raw(
    Number(server.url.port),
    "POST /mcp HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
  );
  assert.match(answer, /^HTTP\/1\.1 403 /);
});

Deno.test("what is not MCP is refused: other paths, other methods, other media types, bodies over 4 MiB", async () => {
  await using sandbox = await demoOrg();
  await using server = startServer(configFor(sandbox));
  const status = async (path: string, init: RequestInit) => {
    const response = await fetch(new URL(path, server.url), init);
    await response.body?.cancel();
    return response.status;
  };
  const json = { "content-type": "application/json", accept: "application/json, text/event-stream" };
  assert.equal(await status("/", {}), 404);
  assert.equal(await status("/mcp", {}), 405);
  assert.equal(await status("/healthz", { method: "POST" }), 405);
  assert.equal(await status("/mcp", { method: "POST", body: "{}", headers: { "content-type": "text/plain" } }), 415);
  assert.equal(await status("/mcp", { method: "POST", body: "{", headers: json }), 400);
  const large = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping", params: { pad: "x".repeat(4 << 20) } });
  assert.equal(await status("/mcp", { method: "POST", body: large, headers: json }), 413);
});

clientTest("health and metrics tell what the server is doing", async () => {
  await using sandbox = await demoOrg();
  await using server = startServer(configFor(sandbox));
  const page = async (path: string) => (await fetch(new URL(path, server.url))).text();
  assert.equal(await page("/healthz"), "ok\n");
  await using client = await connect("2026-07-28", server.url);
  await client.call("list_users", { limit: 1 });
  await client.call("get_user_details", { user: "nobody@harbor.example" });
  const metrics = await page("/metrics");
  assert.match(metrics, /^mcp_tool_calls_total\{outcome="answer"\} 1$/m);
  assert.match(metrics, /^mcp_tool_calls_total\{outcome="error"\} 1$/m);
  assert.match(metrics, /^mcp_tool_calls_in_progress 0$/m);
  assert.match(metrics, /^mcp_tool_call_duration_seconds_count 2$/m);
  assert.match(metrics, /^mcp_http_responses_total\{status="200"\} \d+$/m);
  assert.doesNotMatch(metrics, /harbor/);
});

Deno.test("who sends too much is told when to come again", async () => {
  await using sandbox = await demoOrg();
  await using server = startServer(configFor(sandbox), { ...ADMISSION, burst: 2, perMinute: 6 });
  const responses = [await ping(server.url), await ping(server.url), await ping(server.url)];
  assert.deepEqual(responses.map(({ status }) => status), [200, 200, 429]);
  assert.equal(responses[2]!.headers.get("retry-after"), "10");
  assert.match(await responses[2]!.text(), /more than 6 requests a minute/);
  await Promise.all(responses.slice(0, 2).map((response) => response.text()));
});

Deno.test("a server that leaves accepts nothing new, lets calls end, and cancels those that take too long", async () => {
  for (
    const { latencyMs, grace, isServed } of [
      { latencyMs: 200, grace: 10_000, isServed: true },
      { latencyMs: 3_000, grace: 100, isServed: false },
    ]
  ) {
    await using sandbox = await demoOrg({ latencyMs });
    const server = startServer(configFor(sandbox));
    const call = toolCall(server.url, "list_users", { limit: 1 });
    await until(() => sandbox.requests.length > 0);
    const begin = performance.now();
    const closed = server.listening.close(grace);
    await assert.rejects(ping(server.url), "the listener still accepts");
    const served = await call;
    await closed;
    assert.equal(served, isServed);
    assert.ok(performance.now() - begin < 2_500, "leaving took too long");
  }
});

/** Whether the call was answered with users. */
async function toolCall(url: URL, name: string, args: Record<string, unknown>): Promise<boolean> {
  try {
    const response = await postCall("2025", url, { name, arguments: args });
    return /harbor\.example/.test(await response.text());
  } catch {
    return false;
  }
}

function raw(port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = dial(port, "127.0.0.1", () => socket.write(request));
    socket.on("data", (chunk: Uint8Array) => answer += new TextDecoder().decode(chunk));
    socket.on("end", () => resolve(answer)).on("error", reject);
  });
}
