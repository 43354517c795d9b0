/** Clients that end their connection in the middle of a call. */
import assert from "node:assert/strict";
import { auditFile, configFor, demoOrg, ERAS, post, postCall, type Server, startServer, until } from "./server.ts";

/** A call whose client goes away once `moment` has come. */
async function abandoned(
  call: (signal: AbortSignal) => Promise<Response>,
  moment: () => boolean,
): Promise<void> {
  const leaving = new AbortController();
  const answer = call(leaving.signal).then((response) => response.text());
  await until(moment);
  leaving.abort();
  await assert.rejects(answer);
}

/** Calls that the server has brought to an end with an error. */
async function failed(server: Server): Promise<number> {
  const page = await (await fetch(new URL("/metrics", server.url))).text();
  return Number(/outcome="error"\} (\d+)/.exec(page)?.[1]);
}

for (const era of ERAS) {
  Deno.test(`${era}: nothing more is asked of Okta for a client that is gone`, async () => {
    await using sandbox = await demoOrg({ latencyMs: 200 });
    await using server = startServer(configFor(sandbox));
    const call = { name: "investigate_user", arguments: { user: "jane.moreno@harbor.example" } };
    await abandoned((signal) => postCall(era, server.url, call, signal), () => sandbox.requests.length > 0);
    await until(async () => await failed(server) === 1);
    assert.equal(sandbox.requests.length, 1);
  });

  Deno.test(`${era}: a change for several stops where its client left, and the audit log tells how far it came`, async () => {
    await using sandbox = await demoOrg({ latencyMs: 100 });
    await using audit = await auditFile();
    const server = startServer(configFor(sandbox, { OKTA_AUDIT_LOG: audit.path, OKTA_CONFIRM: "never" }));
    const users = ["jane.moreno@harbor.example", "tom.becker@harbor.example", "olivia.grant@harbor.example"];
    const call = { name: "clear_user_sessions", arguments: { users } };
    await abandoned((signal) => postCall(era, server.url, call, signal), () => sandbox.changing() > 0);
    await server[Symbol.asyncDispose]();
    assert.equal(sandbox.changing(), 1);
    const lines = audit.lines();
    assert.deepEqual(lines.map(({ phase }) => phase), ["start", "end"]);
    assert.equal(lines[1]!.outcome, "failed");
    assert.match(lines[1]!.error ?? "", /cancelled.*may have done it all the same/s);
  });
}

Deno.test("2025: without sessions a cancellation finds no call: it is accepted, and the call is answered", async () => {
  await using sandbox = await demoOrg({ latencyMs: 100 });
  await using server = startServer(configFor(sandbox));
  const call = postCall("2025", server.url, { name: "list_users", arguments: { limit: 1 } });
  await until(() => sandbox.requests.length > 0);
  const cancelled = await post(server.url, { method: "notifications/cancelled", params: { requestId: 1 } });
  await cancelled.body?.cancel();
  assert.equal(cancelled.status, 202);
  assert.match(await (await call).text(), /harbor\.example/);
});
