import assert from "node:assert/strict";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { clientTest, connect, ERAS } from "../real/clients.ts";
import { cleanEnvironment, COMMAND, run } from "../real/program.ts";
import { WRITES } from "../real/cases.ts";

const SECRET = "00cAnArY-sEcReT-tHaT-nObOdY-mAy-sEe-1234567";
const PEM = `-----BEGIN PRIVATE KEY-----\n${SECRET}\n-----END PRIVATE KEY-----`;

/** Settings that stop the start, or a call, and hold a secret each. */
const WRONG: Record<string, Record<string, string>> = {
  "a scheme before the token": { OKTA_ORG_URL: "https://acme.okta.com", OKTA_API_TOKEN: `SSWS ${SECRET}` },
  "a space in the token": { OKTA_ORG_URL: "https://acme.okta.com", OKTA_API_TOKEN: `${SECRET} ${SECRET}` },
  "no org": { OKTA_API_TOKEN: SECRET },
  "a password in the address": { OKTA_ORG_URL: `https://me:${SECRET}@acme.okta.com`, OKTA_API_TOKEN: "00x" },
  "a token in the address": { OKTA_ORG_URL: `https://acme.okta.com/?token=${SECRET}`, OKTA_API_TOKEN: "00x" },
  "no client to the secret": { OKTA_ORG_URL: "https://acme.okta.com", OKTA_CLIENT_SECRET: SECRET },
  "no client to the key": { OKTA_ORG_URL: "https://acme.okta.com", OKTA_PRIVATE_KEY: PEM },
  "a key that is none": { OKTA_ORG_URL: "http://127.0.0.1:1", OKTA_CLIENT_ID: "0oa1", OKTA_PRIVATE_KEY: PEM },
  "a key that is a JWK of another kind": {
    OKTA_ORG_URL: "http://127.0.0.1:1",
    OKTA_CLIENT_ID: "0oa1",
    OKTA_PRIVATE_KEY: JSON.stringify({ kty: "RSA", n: "AQAB", e: "AQAB", d: SECRET }),
  },
  "a client secret that nobody takes": {
    OKTA_ORG_URL: "http://127.0.0.1:1",
    OKTA_CLIENT_ID: "0oa1",
    OKTA_CLIENT_SECRET: SECRET,
  },
  "an org that is not there": { OKTA_ORG_URL: "http://127.0.0.1:1", OKTA_API_TOKEN: SECRET },
};

for (const [what, env] of Object.entries(WRONG)) {
  Deno.test(`the program tells no secret over ${what}`, async () => {
    const home = await Deno.makeTempDir();
    try {
      const settings = { ...env, XDG_STATE_HOME: home, MCP_LOG_LEVEL: "DEBUG" };
      const { code, stdout, stderr } = await run(["call", "list_users"], { env: settings, cwd: home });
      assert.notEqual(code, 0, stdout);
      assert.ok(stderr.length > 20, "it says nothing at all");
      assert.ok(!(stdout + stderr).includes(SECRET.slice(0, 12)), stderr);
      for await (const { name } of Deno.readDir(home)) assert.notEqual(name, "core");
    } finally {
      await Deno.remove(home, { recursive: true });
    }
  });
}

Deno.test("a program that crashes in the middle of a call leaves no secret behind", async () => {
  const asked = Promise.withResolvers<void>();
  const okta = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async () => {
    asked.resolve();
    await crashed;
    return new Response();
  });
  const folder = await Deno.makeTempDir();
  const [path, ...first] = COMMAND;
  const env = { OKTA_ORG_URL: `http://127.0.0.1:${okta.addr.port}`, OKTA_API_TOKEN: SECRET, MCP_LOG_LEVEL: "DEBUG" };
  const child = new Deno.Command(path!, {
    args: [...first, "call", "list_users"],
    env: cleanEnvironment({ ...env, XDG_STATE_HOME: folder }),
    clearEnv: true,
    cwd: folder,
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const crashed = child.output();
  try {
    await asked.promise;
    child.kill("SIGABRT");
    const { signal, stdout, stderr } = await crashed;
    assert.equal(signal, "SIGABRT");
    const said = new TextDecoder().decode(Uint8Array.of(...stdout, ...stderr));
    assert.ok(!said.includes(SECRET.slice(0, 12)), said);
    assert.deepEqual([...Deno.readDirSync(folder)], []);
  } finally {
    await okta.shutdown();
    await Deno.remove(folder, { recursive: true });
  }
});

for (const era of ERAS) {
  const name = `${era}: the credential stands in no message, no diagnostic line and no audit entry`;
  clientTest(name, async () => {
    const sandbox = await startSandbox();
    const folder = await Deno.makeTempDir();
    try {
      const env = { OKTA_ORG_URL: sandbox.url, OKTA_API_TOKEN: sandbox.token, OKTA_AUDIT_LOG: `${folder}/audit.jsonl` };
      const client = await connect(era, { args: [], env: { ...env, MCP_LOG_LEVEL: "DEBUG" }, person: "accept" });
      const answers = [await client.listTools()] as unknown[];
      try {
        for (const tool of ["unlock_user_account", "update_user_profile"]) {
          answers.push(await client.call(tool, WRITES[tool]));
        }
        answers.push(await client.call("get_user_details", { user: sandbox.token }));
        sandbox.failNext({ status: 401, times: 3 });
        answers.push(await client.call("list_groups"));
      } finally {
        await client.close();
      }
      const audit = await Deno.readTextFile(`${folder}/audit.jsonl`);
      const everything = JSON.stringify([answers, client.questions, client.diagnostics()]) + audit;
      assert.match(client.diagnostics(), /okta\.request/);
      assert.match(audit, /"phase":"end"/);
      assert.ok(!everything.includes(sandbox.token.slice(2, 22)));
    } finally {
      await Deno.remove(folder, { recursive: true });
      await sandbox.close();
    }
  });
}
