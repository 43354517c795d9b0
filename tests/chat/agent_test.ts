import assert from "node:assert/strict";
import * as z from "zod";
import { Agent, type Listener } from "../../src/chat/agent.ts";
import { type Consent, openSession } from "../../src/chat/session.ts";
import { connect } from "../../src/mcp/connection.ts";
import type { Host } from "../../src/mcp/server.ts";
import type { CallBase, Tool } from "../../src/mcp/tool.ts";
import { defineTool, defineWrite, type Services } from "../../src/tools/define.ts";
import { NOW, type Org, startOrg } from "../tools/harness.ts";
import { eventStream, type Script, scriptedEndpoint, streamed, whole } from "./scripted_endpoint.ts";

const JANE = "jane.moreno@harbor.example";
const never = new AbortController().signal;

interface Scene {
  org: Org;
  agent: Agent;
  /** What the model was told with its questions, the last message each time. */
  told(): string[];
  previews: string[];
}

/** An agent before the demo org, whose model follows the script. */
async function inScene(
  script: readonly Script[],
  test: (scene: Scene) => Promise<void>,
  consent: Consent = "cancel",
  listener: Partial<Listener> = {},
  tools?: Host<Services>["tools"],
): Promise<void> {
  await using org = await startOrg({}, undefined, { OKTA_TOOLSETS: "core" });
  const host = { ...org.host, tools: tools ?? org.host.tools };
  await using endpoint = scriptedEndpoint(script);
  const previews: string[] = [];
  const session = await openSession((send) => connect(host, send), { name: "chat", version: "1" }, (preview) => {
    previews.push(preview);
    return Promise.resolve(consent);
  });
  const quiet: Listener = { waiting() {}, text() {}, calling() {}, answered() {}, note() {}, ...listener };
  const agent = new Agent(session, { baseUrl: endpoint.baseUrl }, "small", 32_000, quiet, NOW);
  const told = () => endpoint.asked.map(({ body }) => body!.messages.at(-1)!.content);
  try {
    await test({ org, agent, told, previews });
  } finally {
    await session.close();
  }
}

const details = (user: string) => streamed("", [["get_user_details", { user }]]);

function agentTest(name: string, fn: () => Promise<void>): void {
  // The client's waiting for an answer leaves a timer that ends by itself.
  Deno.test({ name, fn, sanitizeOps: false, sanitizeResources: false });
}

agentTest("a question goes to the tools, and their answers to the model", async () => {
  await inScene([() => details(JANE), () => streamed("Jane is locked out.")], async ({ agent, told }) => {
    const turn = await agent.ask("Why can't Jane sign in?", never);
    assert.equal(turn.outcome, "answered");
    assert.equal(turn.answer, "Jane is locked out.");
    assert.equal(turn.calls[0]?.tool, "get_user_details");
    assert.match(told()[1]!, /LOCKED_OUT/);
    assert.equal(turn.usage.prompt_tokens, 200);
  });
});

agentTest("parallel calls are answered in their order", async () => {
  const both = () => whole("", [["get_user_details", { user: JANE }], ["list_applications", { limit: 2 }]]);
  await inScene([both, () => whole("Done.")], async ({ agent, told }) => {
    const { calls } = await agent.ask("Jane and the apps?", never);
    assert.deepEqual(calls.map(({ tool, isError }) => [tool, isError]).sort(), [
      ["get_user_details", false],
      ["list_applications", false],
    ]);
    assert.equal(told()[1], calls.find(({ tool }) => tool === "list_applications")!.text);
  });
});

agentTest(
  "a change waits for the person: nothing is sent when they decline, and it is done when they agree",
  async () => {
    const script = [
      () => whole("", [["unlock_user_account", { user: JANE, consent_token: "yes" }]]),
      () => whole("Ok."),
    ];
    for (const [word, status] of [["decline", "LOCKED_OUT"], ["cancel", "LOCKED_OUT"], ["accept", "ACTIVE"]] as const) {
      await inScene(script, async ({ agent, org, previews }) => {
        await agent.ask("Unlock Jane", never);
        assert.equal(previews.length, 1);
        assert.match(previews[0]!, /Jane Moreno/);
        assert.equal(org.user("jane.moreno").status, status);
      }, word);
    }
  },
);

agentTest("the model is not told that there is a consent token", async () => {
  const script: Script = ({ body }) =>
    whole(JSON.stringify(body!.tools).includes("consent_token") ? "told" : "not told");
  await inScene([script], async ({ agent }) => {
    assert.equal((await agent.ask("Hi", never)).answer, "not told");
  });
});

agentTest("an invented tool and broken arguments are put right, and the model may go on", async () => {
  const script = [
    () => whole("", [["fix_everything", {}]]),
    () => streamed("", [["get_user_details", '{"user": "jane']]),
    () => whole("Sorry."),
  ];
  await inScene(script, async ({ agent, told }) => {
    const turn = await agent.ask("Help", never);
    assert.equal(turn.outcome, "answered");
    assert.equal(turn.corrections, 2);
    assert.deepEqual(turn.calls, []);
    assert.match(told()[1]!, /no tool "fix_everything".*get_user_details/);
    assert.match(told()[2]!, /not a JSON object/);
  });
});

agentTest("a model that repeats itself is stopped, and what was found is kept", async () => {
  await inScene([() => details(JANE)], async ({ agent, org }) => {
    const turn = await agent.ask("Why?", never);
    assert.equal(turn.outcome, "gave_up");
    assert.equal(turn.calls.length, 1);
    assert.match(turn.answer, /does not get on[\s\S]*Found until then:\n- get_user_details: .*Jane Moreno/);
    assert.ok(org.sandbox.requests.length > 0);
  });
});

agentTest("a disconnect in mid-answer keeps what was found, and the next question works", async () => {
  const half = new TextEncoder().encode('data: {"choices":[{"delta":{"content":"It was"}}]}\n\n');
  const script = [() => details(JANE), () => eventStream([half], "break"), () => whole("Here again.")];
  await inScene(script, async ({ agent }) => {
    const broken = await agent.ask("Why?", never);
    assert.equal(broken.outcome, "failed");
    assert.match(broken.answer, /broke off[\s\S]*get_user_details/);
    assert.equal((await agent.ask("And now?", never)).answer, "Here again.");
  });
});

agentTest("stopping ends the call under way and changes nothing", async () => {
  const stop = new AbortController();
  const script = [() => whole("", [["unlock_user_account", { user: JANE }]])];
  await inScene(
    script,
    async ({ agent, org }) => {
      const turn = await agent.ask("Unlock Jane", stop.signal);
      assert.equal(turn.outcome, "interrupted");
      assert.equal(org.user("jane.moreno").status, "LOCKED_OUT");
    },
    "accept",
    { calling: () => stop.abort() },
  );
});

/** A tool that goes on until it is stopped, and what came of it. */
function endless(name: string): { tool: Tool<Services>; wasStopped: Promise<void> } {
  const { promise: wasStopped, resolve } = Promise.withResolvers<void>();
  const facts = { name, title: "Endless", description: "Waits.", toolset: "core", scopes: [], input: z.object({}) };
  async function wait({ signal, progress }: CallBase): Promise<void> {
    signal.addEventListener("abort", () => resolve());
    progress("Waiting for Okta");
    await wasStopped;
  }
  const reads = defineTool({
    ...facts,
    output: z.object({}),
    run: async (_args, call) => (await wait(call), { text: "Found.", data: {} }),
  });
  const changes = defineWrite({
    ...facts,
    risk: "write",
    idempotent: true,
    plan: () =>
      Promise.resolve({
        action: "Do it",
        target: { type: "User", id: "1", name: "Jane" },
        changes: [],
        warnings: [],
        reversible: "",
        state: {},
      }),
    act: async (_plan, call) => (await wait(call), { changes: [], notes: [] }),
  });
  return { tool: name === "find_it" ? reads : changes, wasStopped };
}

agentTest("stopping ends the requests behind a call, and says whether it may have had an effect", async () => {
  for (
    const [name, text] of [["find_it", /^Stopped\. Nothing was changed\.$/], ["do_it", /effect is not known/]] as const
  ) {
    const stop = new AbortController();
    const { tool, wasStopped } = endless(name);
    const note = (text: string) => text === "Waiting for Okta" && stop.abort();
    const script = [() => whole("", [[name, {}]])];
    await inScene(
      script,
      async ({ agent }) => {
        const { outcome, calls: [call] } = await agent.ask("Go", stop.signal);
        assert.equal(outcome, "interrupted");
        assert.ok(call?.isError);
        assert.match(call.text, text);
        await wasStopped;
      },
      "accept",
      { note },
      [tool],
    );
  }
});

agentTest("a window that the tools fill is said at once, and so is what is shortened later", async () => {
  const notes: string[] = [];
  const logs = () => streamed("", [["get_user_logs", { user: JANE, limit: 100 }]]);
  await inScene(
    [() => details(JANE), logs, () => streamed("Done.")],
    async ({ agent, told }) => {
      assert.doesNotMatch(notes.join(), /alone take/);
      agent.use("tiny", 2_048);
      assert.match(
        notes.join("\n"),
        /^tiny at http.*, a window of 2048 tokens.*\nThe tools and instructions alone take/m,
      );
      await agent.ask("Why?", never);
      assert.match(notes.join(), /The window is full/);
      assert.match(told().at(-1)!, /Shortened to save room/);
    },
    "cancel",
    { note: (text) => void notes.push(text) },
  );
});
