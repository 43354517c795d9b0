/** For every changing tool, in both eras, seen from Okta's side: nothing that changes the org is sent without consent. */
import assert from "node:assert/strict";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import { WRITES } from "./cases.ts";
import { type ClientOptions, clientTest, connect, type Era, ERAS, type McpClient } from "./clients.ts";

interface Scene extends AsyncDisposable {
  client: McpClient;
  sandbox: Sandbox;
  /** How many requests so far were sent to change something. */
  changing(): number;
}

/** The program before an org whose requests can be counted. */
async function scene(era: Era, person?: ClientOptions["person"]): Promise<Scene> {
  const sandbox = await startSandbox({ rateLimits: { "/api/v1/apps": 10_000, "/api/v1/users": 10_000 } });
  const auditLog = await Deno.makeTempFile({ suffix: ".jsonl" });
  const client = await connect(era, {
    args: [],
    env: { OKTA_ORG_URL: sandbox.url, OKTA_API_TOKEN: sandbox.token, OKTA_AUDIT_LOG: auditLog },
    ...(person === undefined ? {} : { person }),
  });
  return {
    client,
    sandbox,
    changing: () => sandbox.requests.filter(({ method, url }) => method !== "GET" && !url.includes("/simulate")).length,
    async [Symbol.asyncDispose]() {
      await client.close();
      await sandbox.close();
      await Deno.remove(auditLog);
      assert.deepEqual(sandbox.violations, [], "a request broke Okta's contract");
    },
  };
}

for (const era of ERAS) {
  clientTest(`${era}: no changing request is sent before the person agrees, for any tool`, async () => {
    let sent = 0;
    await using stage = await scene(era, () => {
      assert.equal(stage.changing(), sent, "something was changed before the answer");
      return "accept";
    });
    for (const [name, args] of Object.entries(WRITES)) {
      sent = stage.changing();
      const { data, text } = await stage.client.call(name, args);
      assert.equal(data?.outcome, "done", `${name}: ${text}`);
      assert.ok(stage.changing() > sent, `${name} changed nothing`);
    }
    assert.equal(stage.client.questions.length, Object.keys(WRITES).length);
  });

  for (const person of ["decline", "cancel", "accept-unticked"] as const) {
    clientTest(`${era}: no changing request at all on ${person}, for any tool`, async () => {
      await using stage = await scene(era, person);
      for (const [name, args] of Object.entries(WRITES)) {
        const { data, text } = await stage.client.call(name, args);
        assert.equal(data?.outcome, "declined", `${name}: ${text}`);
      }
      assert.equal(stage.changing(), 0);
    });
  }

  clientTest(`${era}: no changing request while the person does not answer, nor when the client gives up`, async () => {
    await using stage = await scene(era, () => new Promise(() => {}));
    for (const [index, [name, args]] of Object.entries(WRITES).entries()) {
      stage.client.call(name, args).catch(() => {}); // ends with the client
      while (stage.client.questions.length <= index) await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await stage.client.close();
    assert.equal(stage.changing(), 0);
  });

  clientTest(
    `${era}: by token, for any tool: not before it, not for other arguments, once only, and once in a race`,
    async () => {
      await using stage = await scene(era);
      const other = "olivia.grant@harbor.example";
      for (const [name, args] of Object.entries(WRITES)) {
        const sent = stage.changing();
        const preview = await stage.client.call(name, args);
        assert.equal(preview.data?.outcome, "consent_required", `${name}: ${preview.text}`);
        const consent_token = preview.data?.consent_token;
        const changed = "user" in args ? { ...args, user: other } : { ...args, app: "Slack" };
        await stage.client.call(name, { ...changed, consent_token });
        const [first, ...rest] = String(consent_token);
        await stage.client.call(name, { ...args, consent_token: [first === "A" ? "B" : "A", ...rest].join("") });
        assert.equal(stage.changing(), sent, `${name} acted on a consent that was not given`);

        const race = await Promise.all([1, 2].map(() => stage.client.call(name, { ...args, consent_token })));
        assert.equal(
          race.filter(({ data }) => data?.outcome === "done").length,
          1,
          `${name}: ${race.map(({ text }) => text)}`,
        );
        const after = stage.changing();
        await stage.client.call(name, { ...args, consent_token });
        assert.equal(stage.changing(), after, `${name} acted on a used consent`);
      }
    },
  );
}
