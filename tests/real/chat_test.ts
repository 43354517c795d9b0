/** `chat` as a person has it: the program in a pseudo-terminal, before a model that follows a script. */
import assert from "node:assert/strict";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import { type Script, type ScriptedEndpoint, scriptedEndpoint, streamed, whole } from "../chat/scripted_endpoint.ts";
import { cleanEnvironment, COMMAND, run } from "./program.ts";

const JANE = "jane.moreno@harbor.example";
const unlock: Script = () => streamed("I will unlock her.", [["unlock_user_account", { user: JANE }]]);

/** An org and a model, and how to find them. */
interface Scene {
  sandbox: Sandbox;
  endpoint: ScriptedEndpoint;
  env: Record<string, string>;
  /** Whether Jane is locked out. */
  isLocked(): boolean;
}

async function inScene(script: readonly Script[], test: (scene: Scene) => Promise<void>): Promise<void> {
  const sandbox = await startSandbox();
  const folder = await Deno.makeTempDir();
  await using endpoint = scriptedEndpoint(script);
  const env = {
    OKTA_ORG_URL: sandbox.url,
    OKTA_API_TOKEN: sandbox.token,
    OKTA_AUDIT_LOG: `${folder}/audit.jsonl`,
    // The operator's wish to do without consent is not for a model to use.
    OKTA_CONFIRM: "never",
    OPENAI_BASE_URL: endpoint.baseUrl,
    OPENAI_MODEL: "small",
  };
  const jane = [...sandbox.state.users.values()].find(({ profile }) => profile.login === JANE)!;
  try {
    await test({ sandbox, endpoint, env, isLocked: () => jane.status === "LOCKED_OUT" });
    assert.deepEqual(sandbox.violations, []);
  } finally {
    await sandbox.close();
    await Deno.remove(folder, { recursive: true });
  }
}

/** The program in a terminal of its own (util-linux' script), and what stands on the screen. */
function inTerminal(args: readonly string[], env: Record<string, string>) {
  const words = [...COMMAND, "chat", ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  // stty tells afterwards whether the terminal is as it was before.
  const line = `stty cols 100 rows 40; stty -g; ${words}; echo "exit code $?"; stty -g`;
  const child = new Deno.Command("script", {
    args: ["-qec", line, "/dev/null"],
    env: { ...cleanEnvironment(env), TERM: "xterm", NO_COLOR: "1", SHELL: "/bin/sh" },
    clearEnv: true,
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const writer = child.stdin.getWriter();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let screen = "";
  return {
    /** Waits until it stands on the screen; answers the whole screen. */
    async until(text: string | RegExp): Promise<string> {
      while (!(typeof text === "string" ? screen.includes(text) : text.test(screen))) {
        const { value } = await reader.read();
        assert.ok(value !== undefined, `the program ended without ${text}; on the screen:\n${screen}`);
        screen += value;
      }
      return screen;
    },
    type: (keys: string) => writer.write(new TextEncoder().encode(keys)),
    /** Types a key again and again until the text stands there: keys just after a question do not count. */
    async insist(key: string, text: string): Promise<string> {
      const typing = setInterval(() => void writer.write(new TextEncoder().encode(key)), 200);
      return await this.until(text).finally(() => clearInterval(typing));
    },
    async ended(): Promise<{ screen: string; code: number }> {
      while (true) {
        const { value } = await reader.read();
        if (value === undefined) break;
        screen += value;
      }
      await writer.close().catch(() => {}); // the program may have gone first
      await child.status;
      const states = screen.split(/\r?\n/).filter((line) => /^[0-9a-f]+(:[0-9a-f]+){10,}$/.test(line));
      assert.equal(states.length, 2, screen);
      assert.equal(states[0], states[1], "the terminal was left otherwise than it was");
      return { screen, code: Number(screen.match(/exit code (\d+)/)?.[1]) };
    },
  };
}

for (const [key, agrees] of [["y", true], ["n", false]] as const) {
  Deno.test(`in a terminal, ${key} on the preview ${agrees ? "makes" : "stops"} the change`, async () => {
    await inScene([unlock, () => streamed("That is all.")], async ({ env, isLocked, sandbox }) => {
      const terminal = inTerminal(["-p", "Unlock Jane"], env);
      await terminal.until("Press y for yes");
      assert.ok(isLocked());
      assert.ok(sandbox.requests.every(({ method }) => method === "GET"));
      await terminal.insist(key, agrees ? "You agreed" : "Not agreed");
      const { screen, code } = await terminal.ended();
      assert.equal(code, 0);
      assert.match(screen, /CHANGE▐.*Jane Moreno/);
      assert.match(screen, /model │ That is all\./);
      assert.equal(isLocked(), !agrees);
    });
  });
}

Deno.test("in a terminal, Ctrl-C at the preview leaves the org and the terminal as they were", async () => {
  await inScene([unlock], async ({ env, isLocked }) => {
    const terminal = inTerminal(["-p", "Unlock Jane"], env);
    await terminal.until("Press y for yes");
    await terminal.type("\u0003");
    assert.equal((await terminal.ended()).code, 130);
    assert.ok(isLocked());
  });
});

Deno.test("in a terminal, a conversation goes on after a stopped answer, and lists tools", async () => {
  const slow = Promise.withResolvers<Response>();
  await inScene([() => slow.promise, () => streamed("Hello again.")], async ({ env, endpoint }) => {
    const terminal = inTerminal([], env);
    await terminal.until("you   >");
    await terminal.type("Hellp\u007fo?\r");
    await terminal.until("you   > Hello?");
    while (endpoint.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await terminal.type("\u0003");
    await terminal.until("Stopped by you");
    slow.resolve(whole(""));
    await terminal.type("Again\r");
    await terminal.until("Hello again.");
    await terminal.type("/tools\r");
    await terminal.until(/unlock_user_account: .*asks you first/);
    await terminal.type("\u0004");
    assert.equal((await terminal.ended()).code, 0);
    assert.equal(endpoint.asked[0]!.body!.messages.at(-1)!.content, "Hello?");
  });
});

Deno.test("in a terminal, Tab completes a prompt and a person, and pasted lines are one text", async () => {
  await inScene([() => streamed("Noted.")], async ({ env, endpoint }) => {
    const terminal = inTerminal([], env);
    await terminal.until("you   >");
    await terminal.type("/trou\t");
    await terminal.until("/troubleshoot_sign_in");
    await terminal.type(" jane\t");
    await terminal.until(JANE);
    await terminal.type("\r");
    await terminal.until("symptom >");
    await terminal.type("田中 says\u001b[200~ it is\rlocked\u001b[201~\r");
    await terminal.until("Noted.");
    const asked = endpoint.asked[0]!.body!.messages.at(-1)!.content;
    assert.match(asked, /^"jane\.moreno@harbor\.example" cannot sign in to Okta\. .* "田中 says it is\\nlocked"/);
    await terminal.insist("\u0004", "exit code");
    assert.equal((await terminal.ended()).code, 0);
  });
});

Deno.test("without a terminal every change is refused, and the transcript tells all", async () => {
  await inScene([unlock, () => whole("I could not.")], async ({ env, isLocked, sandbox }) => {
    const { code, stdout, stderr } = await run(["chat", "-p", "Unlock Jane", "--json"], { env });
    assert.equal(code, 0, stderr);
    const { turns: [turn] } = JSON.parse(stdout);
    assert.equal(turn.answer, "I could not.");
    assert.equal(turn.calls[0].data.outcome, "declined");
    assert.match(stderr, /Refused: there is no terminal/);
    assert.ok(isLocked());
    assert.ok(sandbox.requests.every(({ method }) => method === "GET"));
  });
});

Deno.test("exit codes and ways out: no endpoint, no such model, a wrong command line", async () => {
  await inScene([() => Response.json({ error: "no" }, { status: 404 })], async ({ env }) => {
    const missing = await run(["chat", "-p", "Hi"], { env });
    assert.equal(missing.code, 1);
    assert.match(missing.stderr, /no model "small"/);
    const away = await run(["chat", "-p", "Hi", "--base-url", "http://127.0.0.1:1/v1"], { env });
    assert.equal(away.code, 1);
    assert.match(away.stderr, /Cannot reach/);
    const silent = await run(["chat"], { env });
    assert.equal(silent.code, 2);
    assert.match(silent.stderr, /needs a terminal.*-p/);
  });
});
