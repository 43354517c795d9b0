/** `serve --http` of the program itself: several callers, several replicas, one org. */
import assert from "node:assert/strict";
import type { AuditEntry } from "../../src/mcp/audit.ts";
import type { PersonClaims } from "../../src/sandbox/oauth/authorization_server.ts";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { clientTest, connect, ERAS, ping } from "../http/server.ts";
import { startHttpProgram } from "./http_program.ts";
import { COMMAND, run } from "./program.ts";

const PUBLIC_URL = "https://okta-support.harbor.example/mcp";
const OMAR: PersonClaims = { sub: "omar@harbor.example", uid: "00uOmar", aud: PUBLIC_URL, scp: [] };

/** Two replicas that share an org, a consent key and an audit log, behind a proxy that takes them in turn. */
async function startReplicas() {
  const sandbox = await startSandbox();
  const audit = await Deno.makeTempFile({ suffix: ".jsonl" });
  const env = {
    OKTA_ORG_URL: sandbox.url,
    OKTA_API_TOKEN: sandbox.token,
    OKTA_AUDIT_LOG: audit,
    MCP_PUBLIC_URL: PUBLIC_URL,
    MCP_CONSENT_KEY: crypto.getRandomValues(new Uint8Array(32)).toBase64(),
  };
  const replicas = [await startHttpProgram(COMMAND, env), await startHttpProgram(COMMAND, env)];
  const served = replicas.map(() => 0);
  let turn = 0;
  const proxy = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const index = turn++ % replicas.length;
    served[index]!++;
    const { url: { origin } } = replicas[index]!;
    const headers = new Headers(request.headers);
    headers.delete("host");
    const body = request.body === null ? null : await request.text();
    return await fetch(origin + new URL(request.url).pathname, { method: request.method, headers, body });
  });
  return {
    url: new URL(`http://127.0.0.1:${proxy.addr.port}/mcp`),
    token: sandbox.accessToken(OMAR),
    sandbox,
    served,
    /** The requests so far that change something. */
    changing: () => sandbox.requests.filter(({ method }) => method !== "GET").length,
    lines: (): AuditEntry[] =>
      Deno.readTextFileSync(audit).trim().split("\n").filter(Boolean).map((line) => JSON.parse(line)),
    async [Symbol.asyncDispose]() {
      await proxy.shutdown();
      replicas.forEach(({ kill }) => kill());
      for (const replica of replicas) {
        const { code, stderr } = await replica.ended();
        assert.equal(code, 0, stderr);
        assert.ok(!stderr.includes(env.MCP_CONSENT_KEY) && !stderr.includes(sandbox.token));
      }
      await sandbox.close();
      await Deno.remove(audit);
      assert.deepEqual(sandbox.violations, []);
    },
  };
}

for (const era of ERAS) {
  clientTest(`${era}: two replicas in turn serve one client, its consent token included, which acts once`, async () => {
    await using team = await startReplicas();
    await using client = await connect(era, team.url, { token: team.token });
    const args = { user: "jane.moreno@harbor.example" };
    const { data, text } = await client.call("unlock_user_account", args);
    assert.equal(data.outcome, "consent_required", text);
    assert.equal(team.changing(), 0);
    const consented = { ...args, consent_token: data.consent_token };
    const done = await client.call("unlock_user_account", consented);
    assert.equal(done.data.outcome, "done", done.text);
    const sent = team.changing();
    // The other replica does not know that the token is used, but sees that the account is not locked any more.
    for (const _replica of team.served) {
      assert.notEqual((await client.call("unlock_user_account", consented)).data.outcome, "done");
    }
    assert.equal(team.changing(), sent);
    assert.ok(team.served.every((count) => count >= 2), `not in turn: ${team.served}`);
    assert.deepEqual(team.lines().map(({ phase, outcome }) => outcome ?? phase), ["start", "done"]);
    assert.ok(team.lines().every(({ actor }) => actor.startsWith("omar@harbor.example (00uOmar), with")));
  });
}

clientTest("2026-07-28: the person is asked by one replica and heard by the other", async () => {
  await using team = await startReplicas();
  await using client = await connect("2026-07-28", team.url, { token: team.token, person: () => "accept" });
  // An odd number of requests before it would not matter: the two rounds of a call follow each other.
  const before = [...team.served];
  const { data, text } = await client.call("unlock_user_account", { user: "jane.moreno@harbor.example" });
  assert.equal(data.outcome, "done", text);
  assert.equal(client.questions.length, 1);
  assert.deepEqual(team.served.map((count, index) => count - before[index]!), [1, 1]);
});

Deno.test("without authentication it starts on loopback only, and --http is for serve", async () => {
  const open = await run(["serve", "--http", "0.0.0.0:0", "--demo"]);
  assert.equal(open.code, 2);
  assert.match(open.stderr, /MCP_PUBLIC_URL/);
  assert.equal((await run(["tools", "--http", "8080", "--demo"])).code, 2);
  assert.equal((await run(["serve", "--http", "here"])).code, 2);
});

Deno.test("an address that is taken is named, without a stack trace", async () => {
  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { code, stderr } = await run(["serve", "--http", String(taken.addr.port), "--demo"]);
  assert.equal(code, 1);
  const [line, ...more] = stderr.trim().split("\n");
  assert.equal(JSON.parse(line!).address, `127.0.0.1:${taken.addr.port}`);
  assert.deepEqual(more, []);
});

Deno.test("told to stop, it answers what is under way and ends with code 0", async () => {
  const sandbox = await startSandbox({ latencyMs: 300 });
  const program = await startHttpProgram(COMMAND, { OKTA_ORG_URL: sandbox.url, OKTA_API_TOKEN: sandbox.token });
  const call = { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "list_users", arguments: { limit: 1 } } };
  const answer = fetch(program.url, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json, text/event-stream" },
    body: JSON.stringify(call),
  }).then((response) => response.text());
  while (sandbox.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  program.kill();
  assert.match(await answer, /harbor\.example/);
  const { code, stderr } = await program.ended();
  assert.equal(code, 0, stderr);
  await assert.rejects(ping(program.url));
  await sandbox.close();
});
