import assert from "node:assert/strict";
import { READS, WRITES } from "./cases.ts";
import { run } from "./program.ts";

const INITIALIZE = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "raw", version: "1" } },
};
const INITIALIZED = { jsonrpc: "2.0", method: "notifications/initialized" };
const lines = (...messages: unknown[]) => messages.map((message) => JSON.stringify(message) + "\n").join("");

interface Message {
  jsonrpc: string;
  id?: number;
  result?: Record<string, unknown>;
  error?: { code: number };
}

/** Every line of stdout as a JSON-RPC message: anything else on it is a defect. */
function messages(stdout: string): Message[] {
  return stdout.split("\n").filter(Boolean).map((line) => {
    const message = JSON.parse(line) as Message;
    assert.equal(message.jsonrpc, "2.0");
    return message;
  });
}

Deno.test("the end of stdin ends the program with code 0 and nothing but MCP on stdout", async () => {
  const { code, stdout } = await run(["--demo"], { input: lines(INITIALIZE) });
  assert.equal(code, 0);
  messages(stdout);
});

Deno.test("the end of stdin in the middle of a call ends the program cleanly", async () => {
  const call = { jsonrpc: "2.0", id: 2, method: "tools/call", params: { name: "list_users", arguments: {} } };
  const { code, stdout, stderr } = await run(["--demo"], { input: lines(INITIALIZE, INITIALIZED, call) });
  assert.equal(code, 0, stderr);
  messages(stdout);
});

Deno.test("garbage on stdin neither stops the program nor reaches stdout", async () => {
  const { code, stdout } = await run(["--demo"], {
    input: `hello?\n{"jsonrpc":\n\u0000\u0001\n[]\n42\n${lines(INITIALIZE)}{"half":`,
  });
  assert.equal(code, 0);
  for (const { result, error } of messages(stdout)) assert.ok(result ?? error);
});

Deno.test("a line of 9 MB is read, and answered as what it is", async () => {
  const name = "x".repeat(9 * 1024 * 1024);
  const call = { jsonrpc: "2.0", id: 7, method: "tools/call", params: { name: "list_users", arguments: { q: name } } };
  const { code, stdout } = await run(["--demo"], { input: lines(INITIALIZE, INITIALIZED, call) });
  assert.equal(code, 0);
  messages(stdout);
});

Deno.test("without settings the program says what to set, offers the demo, and exits with code 2", async () => {
  const { code, stdout, stderr } = await run([]);
  assert.equal(code, 2);
  assert.equal(stdout, "");
  assert.match(stderr, /OKTA_ORG_URL: it is not set; give/);
  assert.match(stderr, /OKTA_API_TOKEN: it is not set; make one in the Admin Console/);
  assert.match(stderr, /--demo/);
});

Deno.test("a .env file fills what the environment leaves out, and no more", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(
      `${folder}/.env`,
      "OKTA_ORG_URL=http://acme.okta.com\nOKTA_API_TOKEN=00secret\nOKTA_CONFIRM=x\n",
    );
    const { code, stderr } = await run([], { cwd: folder, env: { OKTA_CONFIRM: "always" } });
    assert.equal(code, 2);
    assert.match(stderr, /unprotected/);
    assert.doesNotMatch(stderr, /OKTA_CONFIRM|00secret/);
    const missing = await run(["--env-file", `${folder}/none`], { cwd: folder });
    assert.equal(missing.code, 2);
    assert.match(missing.stderr, /Cannot read --env-file/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("the shell: a tool's answer, its data, and its errors with their exit codes", async () => {
  const jane = "user=jane.moreno@harbor.example";
  const text = await run(["call", "get_user_details", jane, "--demo"]);
  assert.equal(text.code, 0, text.stderr);
  assert.match(text.stdout, /Jane Moreno/);
  const json = await run(["call", "get_user_details", jane, "--demo", "--json"]);
  assert.ok(JSON.stringify(JSON.parse(json.stdout)).includes("LOCKED_OUT"));
  const unknown = await run(["call", "get_user_details", "user=nobody@nowhere.example", "--demo"]);
  assert.equal(unknown.code, 1);
  assert.match(unknown.stderr, /nobody@nowhere\.example/);
  const misspelt = await run(["call", "get_user_detail", jane, "--demo"]);
  assert.equal(misspelt.code, 2);
  assert.match(misspelt.stderr, /There is no tool "get_user_detail"/);
  const unconsented = await run(["call", "unlock_user_account", jane, "--demo"]);
  assert.equal(unconsented.code, 1);
  assert.match(unconsented.stderr, /Nothing was changed/);
});

Deno.test("--version, --help and tools answer without any setting but where they need one", async () => {
  assert.match((await run(["--version"])).stdout, /^mcp-okta-support \d+\.\d+\.\d+\n$/);
  assert.match((await run(["--help"])).stdout, /Usage: mcp-okta-support/);
  assert.match((await run(["tools", "--demo"])).stdout, /^unlock_user_account,core,write,okta\.users\.manage$/m);
  const wrong = await run(["--dmeo"]);
  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /There is no option "--dmeo"/);
});

for (const [name, args] of Object.entries({ ...READS, ...WRITES })) {
  Deno.test(`the shell calls ${name}`, async () => {
    const pairs = Object.entries(args).map(([key, value]) =>
      `${key}=${typeof value === "string" ? value : JSON.stringify(value)}`
    );
    const { code, stdout, stderr } = await run(["call", name, ...pairs, "--demo"], { env: { OKTA_CONFIRM: "never" } });
    assert.equal(code, 0, stderr);
    assert.ok(stdout.length > 20);
  });
}
