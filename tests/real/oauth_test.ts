/** Every way in by OAuth, through the program and over HTTP, against the demo org's authorization server. */
import assert from "node:assert/strict";
import type { OAuthClient } from "../../src/sandbox/oauth/client.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import { clientTest, connect, ERAS } from "./clients.ts";
import { cleanEnvironment, COMMAND, COMPILED, run } from "./program.ts";

const CLIENT_ID = "0oaSupportApp00000000";
const USERS = ["okta.users.read", "okta.roles.read"];

interface Org extends AsyncDisposable {
  sandbox: Sandbox;
  /** The program's settings; its own files go to a folder that is removed at the end. */
  env: Record<string, string>;
  folder: string;
}

/** An org with one client, which has the public half of a new key of `keygen`, unless it is a native app. */
async function startOrg(client: Omit<OAuthClient, "keys">): Promise<Org> {
  const folder = await Deno.makeTempDir();
  const env: Record<string, string> = { XDG_STATE_HOME: folder, OKTA_CLIENT_ID: CLIENT_ID };
  let keys: OAuthClient["keys"] = [];
  if (!client.native && client.secret === undefined) {
    const { stdout, stderr, code } = await run(["keygen"], { env });
    assert.equal(code, 0, stderr);
    keys = [JSON.parse(stdout)];
    env.OKTA_PRIVATE_KEY = /OKTA_PRIVATE_KEY=(.+)/.exec(stderr)![1]!;
  }
  const sandbox = await startSandbox({ clients: { [CLIENT_ID]: { ...client, keys } }, pollSeconds: 1 });
  return {
    sandbox,
    env: { ...env, OKTA_ORG_URL: sandbox.url },
    folder,
    async [Symbol.asyncDispose]() {
      await sandbox.close();
      await Deno.remove(folder, { recursive: true });
      assert.deepEqual(sandbox.violations, []);
    },
  };
}

/** Runs `login` while a person answers at the browser. */
async function login({ sandbox, env }: Org, answer: "approved" | "denied") {
  const [path, ...first] = COMMAND;
  const child = new Deno.Command(path!, {
    args: [...first, "login"],
    env: cleanEnvironment(env),
    clearEnv: true,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let stdout = "";
  let decided = false;
  const stderr = new Response(child.stderr).text();
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    stdout += text;
    const code = /the code (\w+)\./.exec(stdout)?.[1];
    if (code === undefined || decided) continue;
    decided = true;
    sandbox.oauth.decide(code, answer);
  }
  return { code: (await child.status).code, stdout, stderr: await stderr };
}

/** What a tool says that is left out for a scope. */
const WAITS =
  /^search_logs is left out: it waits for okta\.logs\.read, which Okta has not granted\. .* the app > Okta API Scopes; .*OKTA_SCOPES.*doctor/;
const NOBODY = ["call", "list_users", "q=zzzz"];

for (const era of ERAS) {
  clientTest(`${era}: keygen, then a service app with DPoP serves; the next start lists what was granted`, async () => {
    await using org = await startOrg({ scopes: USERS, dpop: true });
    const first = await connect(era, { args: [], env: org.env });
    try {
      assert.ok((await first.listTools()).some(({ name }) => name === "search_logs"));
      const users = await first.call("list_users", { status: "LOCKED_OUT" });
      assert.equal(users.isError, false, users.text);
      assert.match(users.text, /jane\.moreno/);
      const logs = await first.call("search_logs", { since: "24h" });
      assert.ok(logs.isError);
      assert.match(logs.text, /okta\.logs\.read.*Okta API Scopes/);
    } finally {
      await first.close();
    }
    const second = await connect(era, { args: [], env: org.env });
    try {
      const names = (await second.listTools()).map(({ name }) => name);
      assert.ok(names.includes("list_users") && !names.includes("search_logs"), names.join());
      const hidden = await second.call("search_logs", { since: "24h" });
      assert.ok(hidden.isError);
      assert.match(hidden.text, WAITS);
    } finally {
      await second.close();
    }
    const { stdout } = await run(["tools"], { env: org.env });
    assert.match(stdout, /^list_users,support,read,okta\.users\.read,$/m);
    assert.match(stdout, /^search_logs,core,read,okta\.logs\.read,okta\.logs\.read$/m);
    assert.match(stdout, /Okta API Scopes/);
  });
}

clientTest("a tool that waits for a scope says how to come by it, and does its work once that is done", async () => {
  const scopes = [...USERS];
  await using org = await startOrg({ scopes });
  const search = () => run(["call", "search_logs", "since=24h"], { env: org.env });
  assert.equal((await run(NOBODY, { env: org.env })).code, 0);
  const hidden = await search();
  assert.equal(hidden.code, 1);
  assert.match(hidden.stderr, WAITS);
  scopes.push("okta.logs.read");
  assert.match((await search()).stderr, WAITS);
  await run(["doctor"], { env: org.env });
  assert.equal((await search()).code, 0);
});

clientTest("login, work, logout", async () => {
  await using org = await startOrg({ native: true, scopes: [...USERS, "okta.logs.read"], dpop: true });
  const before = await run(NOBODY, { env: org.env });
  assert.equal(before.code, 1);
  assert.match(before.stderr, /Not signed in to Okta: .*mcp-okta-support login/);
  const denied = await login(org, "denied");
  assert.equal(denied.code, 1);
  assert.match(denied.stderr, /access_denied.*Assignments/);
  const signedIn = await login(org, "approved");
  assert.equal(signedIn.code, 0, signedIn.stderr);
  assert.match(signedIn.stdout, /Signed in\..*Not granted: okta\.apps/s);
  assert.equal((await run(NOBODY, { env: org.env })).code, 0);
  const out = await run(["logout"], { env: org.env });
  assert.match(out.stdout, /revoked and removed/);
  assert.equal((await run(NOBODY, { env: org.env })).code, 1);
});

clientTest("a server without a login starts, lists its tools, and says how to log in", async () => {
  await using org = await startOrg({ native: true, scopes: USERS });
  const client = await connect("2026-07-28", { args: [], env: org.env });
  try {
    assert.ok((await client.listTools()).length > 10);
    const { isError, text } = await client.call("list_users");
    assert.ok(isError);
    assert.match(text, /A person has to run mcp-okta-support login/);
    assert.equal((await login(org, "approved")).code, 0);
    assert.equal((await client.call("list_users", { q: "zzzz" })).isError, false);
  } finally {
    await client.close();
  }
});

clientTest("a refused secret explains the way to a key pair, and no output holds it", async () => {
  await using org = await startOrg({ secret: "hush-hush-hush", scopes: USERS });
  const env = { ...org.env, OKTA_CLIENT_SECRET: "hush-hush-hush", MCP_LOG_LEVEL: "DEBUG" };
  const { code, stdout, stderr } = await run(NOBODY, { env });
  assert.equal(code, 1);
  assert.match(stderr, /\(1\) run mcp-okta-support keygen; .*\(4\) take OKTA_CLIENT_SECRET away/);
  assert.doesNotMatch(stdout + stderr, /hush-hush|Basic [A-Za-z0-9]{8}/);
});

clientTest("no token, assertion or key shows in the diagnostics", async () => {
  await using org = await startOrg({ scopes: USERS, dpop: true });
  const { code, stdout, stderr } = await run(NOBODY, { env: { ...org.env, MCP_LOG_LEVEL: "DEBUG" } });
  assert.equal(code, 0, stderr);
  const { d } = JSON.parse(await Deno.readTextFile(org.env.OKTA_PRIVATE_KEY!));
  assert.doesNotMatch(stdout + stderr, /eyJ|Bearer \w{10}|DPoP \w{10}/);
  assert.ok(!(stdout + stderr).includes(d));
});

clientTest("where there is nothing to log in to, login says why", async () => {
  const demo = await run(["login", "--demo"]);
  assert.deepEqual([demo.code, demo.stderr], [2, "There is no login to make: the demo org needs none.\n"]);
  const token = { OKTA_ORG_URL: "https://acme.okta.com", OKTA_API_TOKEN: "00a" };
  const withToken = await run(["login"], { env: token });
  assert.equal(withToken.code, 2);
  assert.match(withToken.stderr, /OKTA_CLIENT_ID to the id of a native app/);
});

Deno.test({
  name: "the program starts in an environment that has nothing in it, not even a PATH",
  ignore: !COMPILED,
  async fn() {
    const { code } = await new Deno.Command(COMMAND[0]!, { args: [...COMMAND.slice(1), "--version"], clearEnv: true })
      .output();
    assert.equal(code, 0);
  },
});
