import assert from "node:assert/strict";
import fc from "fast-check";
import { anyText } from "../okta/any_text.ts";
import { cleanEnvironment, COMMAND } from "../real/program.ts";

const MESSAGES = 400;
/** Far above what the program needs, far below what would harm the machine. */
const MOST_MEGABYTES = 600;
const encoder = new TextEncoder();

const INITIALIZE = {
  jsonrpc: "2.0",
  id: "first",
  method: "initialize",
  params: {
    protocolVersion: "2025-06-18",
    capabilities: { elicitation: {} },
    clientInfo: { name: "fuzz", version: "1" },
  },
};
const INITIALIZED = { jsonrpc: "2.0", method: "notifications/initialized" };
const LAST = { jsonrpc: "2.0", id: "last", method: "tools/call", params: { name: "list_groups", arguments: {} } };

const method = fc.oneof(
  fc.constantFrom(
    "initialize",
    "ping",
    "tools/list",
    "tools/call",
    "server/discover",
    "resources/list",
    "resources/read",
    "prompts/get",
    "completion/complete",
    "logging/setLevel",
    "elicitation/create",
    "notifications/cancelled",
    "notifications/progress",
    "notifications/initialized",
    "constructor",
  ),
  anyText,
);
const anything = fc.anything({ maxDepth: 3, withBigInt: false });
const id = fc.oneof(fc.integer(), fc.string(), fc.constantFrom("first", null, -0, 1.5, 1e300, {}, [], "__proto__"));
const params = fc.oneof(
  anything,
  fc.record({
    name: fc.oneof(fc.constantFrom("unlock_user_account", "get_user_details", "search_logs", "__proto__"), anyText),
    arguments: fc.oneof(anything, fc.record({ user: anything }), fc.constant({ user: "jane.moreno@harbor.example" })),
    _meta: fc.oneof(
      anything,
      fc.record({ progressToken: anything, "io.modelcontextprotocol/protocolVersion": anything }),
    ),
    inputResponses: fc.oneof(anything, fc.constant({ confirm: { action: "accept", content: { confirm: true } } })),
    requestState: fc.oneof(anything, anyText),
  }, { requiredKeys: [] }),
  fc.record({ protocolVersion: anything, capabilities: anything, clientInfo: anything }, { requiredKeys: [] }),
  fc.record({ requestId: id, reason: anything, uri: anyText, cursor: anything }, { requiredKeys: [] }),
);
const message = fc.record({
  jsonrpc: fc.oneof({ weight: 9, arbitrary: fc.constant("2.0") }, { weight: 1, arbitrary: anything }),
  id,
  method,
  params,
  result: anything,
  error: anything,
}, { requiredKeys: ["jsonrpc"] });

/** A line as a broken or wicked client may send it. */
const line: fc.Arbitrary<Uint8Array> = fc.oneof(
  { weight: 12, arbitrary: message.map(json) },
  { weight: 3, arbitrary: fc.record({ jsonrpc: fc.constant("2.0"), id, method, params }).map(json) },
  { weight: 2, arbitrary: fc.array(message, { maxLength: 20 }).map(json) },
  { weight: 2, arbitrary: fc.uint8Array({ maxLength: 2_000 }) },
  { weight: 1, arbitrary: message.chain((value) => fc.nat(60).map((cut) => json(value).subarray(0, cut))) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "[".repeat(50_000),
      '{"a":'.repeat(50_000),
      `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"${"x".repeat(500_000)}"}}`,
      `{"jsonrpc":"2.0","id":1e999,"method":"ping"}`,
      `{"jsonrpc":"2.0","id":"${"9".repeat(100_000)}","method":"ping"}`,
      `[${"{},".repeat(20_000)}{}]`,
      '{"jsonrpc":"2.0","id":2,"method":"ping","__proto__":{"polluted":1}}',
    ).map((text) => encoder.encode(text)),
  },
);

function json(value: unknown): Uint8Array {
  return encoder.encode(JSON.stringify(value) ?? "undefined");
}

for (const opening of [[], [INITIALIZE, INITIALIZED]]) {
  const when = opening.length === 0 ? "before the handshake" : "after the handshake";
  Deno.test(`${MESSAGES} lines of nonsense ${when} neither end the program nor reach stdout`, async () => {
    const seed = Date.now();
    const nonsense = fc.sample(line, { numRuns: MESSAGES, seed });
    const [command, ...args] = COMMAND;
    const child = new Deno.Command(command!, {
      args: [...args, "--demo"],
      env: cleanEnvironment({ MCP_LOG_LEVEL: "ERROR" }),
      clearEnv: true,
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const complaints = new Response(child.stderr).text();
    const writer = child.stdin.getWriter();
    const sent = (async () => {
      for (const part of [...opening.map(json), ...nonsense]) await writer.write(withEnd(part));
      // A client that said nothing sensible so far may begin now.
      if (opening.length === 0) {
        for (const part of [INITIALIZE, INITIALIZED]) await writer.write(withEnd(json(part)));
      }
      await writer.write(withEnd(json(LAST)));
    })().catch(() => {}); // where the program has ended, its exit code tells

    let answered = false;
    const lines = child.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(lineBreaker()).getReader();
    for (let next = await lines.read(); !next.done; next = await lines.read()) {
      const answer = JSON.parse(next.value) as { jsonrpc?: unknown; id?: unknown; result?: { isError?: boolean } };
      assert.equal(answer.jsonrpc, "2.0", `seed ${seed}: ${next.value.slice(0, 300)}`);
      if (answer.id !== "last") continue;
      answered = true;
      assert.ok(answer.result && !answer.result.isError, `seed ${seed}: ${next.value.slice(0, 300)}`);
      if (Deno.build.os === "linux") assert.ok(await peakMegabytes(child.pid) < MOST_MEGABYTES, `seed ${seed}`);
      await writer.close();
    }
    await sent;
    const { code } = await child.status;
    assert.ok(answered, `seed ${seed}: no answer; ${await complaints}`);
    assert.equal(code, 0, `seed ${seed}: ${await complaints}`);
  });
}

/** As a line of its own, whatever ends of lines are in it. */
function withEnd(part: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([...part, 10]);
}

function lineBreaker(): TransformStream<string, string> {
  let rest = "";
  return new TransformStream({
    transform(chunk, controller) {
      const parts = (rest + chunk).split("\n");
      rest = parts.pop()!;
      for (const part of parts) controller.enqueue(part);
    },
    flush: () => assert.equal(rest, "", "stdout ended within a line"),
  });
}

/** The most memory that the process has held so far. */
async function peakMegabytes(pid: number): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}
