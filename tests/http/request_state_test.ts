/** The state of a question, which comes back through the client and may be anything (MCP 2026-07-28, mrtr). */
import assert from "node:assert/strict";
import { auditFile, configFor, demoOrg, postCall, startServer } from "./server.ts";

const jane = { user: "jane.moreno@harbor.example" };
const agreed = { confirm: { action: "accept", content: { confirm: true } } };

Deno.test("a state that was altered, made elsewhere or for another call is an error of the protocol, and changes nothing", async () => {
  await using sandbox = await demoOrg();
  await using audit = await auditFile();
  const config = configFor(sandbox, { OKTA_AUDIT_LOG: audit.path });
  await using server = startServer(config);
  await using elsewhere = startServer(config);
  const call = async (url: URL, args: Record<string, unknown>, more: Record<string, unknown> = {}) => {
    const params = { name: "unlock_user_account", arguments: args, ...more };
    return await (await postCall("2026-07-28", url, params)).json();
  };
  const { result: { requestState } } = await call(server.url, jane);
  const [first] = requestState;
  for (
    const [url, args, state] of [
      [server.url, jane, `${requestState}A`],
      [server.url, jane, (first === "A" ? "B" : "A") + requestState.slice(1)],
      [server.url, jane, ""],
      [server.url, { user: "Jane Moreno" }, requestState],
      [elsewhere.url, jane, requestState],
    ] as const
  ) {
    const { error } = await call(url, args, { inputResponses: agreed, requestState: state });
    assert.equal(error?.code, -32602);
    assert.match(error.message, /Nothing was changed\. Call unlock_user_account again without it.*MCP_CONSENT_KEY/);
  }
  assert.equal(sandbox.changing(), 0);
  const done = await call(server.url, jane, { inputResponses: agreed, requestState });
  assert.equal(done.result.structuredContent.outcome, "done");
});
