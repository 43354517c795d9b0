import assert from "node:assert/strict";
import { complete, EndpointError, listModels } from "../../src/chat/endpoint.ts";
import { events, eventStream, type Script, scriptedEndpoint, streamed, whole } from "./scripted_endpoint.ts";

const never = new AbortController().signal;

/** Asks an endpoint that answers with the script's one line. */
async function answerOf(script: Script, signal = never, others?: (path: string) => Response | undefined) {
  await using endpoint = scriptedEndpoint([script], others);
  const pieces: string[] = [];
  const request = { model: "small", messages: [{ role: "user" as const, content: "Hi" }], tools: [] };
  const completion = await complete({ baseUrl: endpoint.baseUrl }, request, signal, (piece) => pieces.push(piece));
  return { ...completion, pieces };
}

Deno.test("an answer is the same, streamed or whole", async () => {
  const calls: [string, unknown][] = [["get_user_details", { user: "jane" }], ["list_users", {}]];
  const { pieces, ...flowing } = await answerOf(() => streamed("It was the phone.", calls));
  const { pieces: one, ...still } = await answerOf(() => whole("It was the phone.", calls));
  assert.deepEqual(flowing, still);
  assert.deepEqual(pieces, ["It ", "was ", "the ", "phone."]);
  assert.deepEqual(one, ["It was the phone."]);
  assert.deepEqual(flowing.usage, { prompt_tokens: 100, completion_tokens: 10 });
  assert.equal(flowing.toolCalls[0]?.function.arguments, '{"user":"jane"}');
});

Deno.test("characters that the network cuts in two arrive whole", async () => {
  const data = JSON.stringify({ choices: [{ delta: { content: "Zoë 🔒 Łukasz" }, finish_reason: "stop" }] });
  const bytes = new TextEncoder().encode(`data: ${data}\r\n\r\ndata: [DONE]\r\n\r\n`);
  const { text } = await answerOf(() => eventStream([...bytes].map((byte) => Uint8Array.of(byte))));
  assert.equal(text, "Zoë 🔒 Łukasz");
});

Deno.test("a model's thoughts are not its answer, streamed or whole", async () => {
  const thought = "<think>Maybe she is suspended?\nNo.</think>\n\nShe is < locked > out.";
  for (const script of [() => streamed(thought), () => whole(thought)]) {
    const { text, pieces } = await answerOf(script);
    assert.equal(text, "She is < locked > out.");
    assert.equal(pieces.join(""), text);
  }
  assert.equal((await answerOf(() => streamed("<thin ice"))).text, "<thin ice");
  assert.equal((await answerOf(() => whole("<think>And so on, until there is no room"))).text, "");
});

Deno.test("a call in pieces is put together; calls that share an index are told apart by their ids", async () => {
  const piece = (call: object) => JSON.stringify({ choices: [{ delta: { tool_calls: [call] } }] });
  const { toolCalls } = await answerOf(() =>
    events(
      piece({ index: 0, id: "a", function: { name: "get_user_details", arguments: '{"us' } }),
      piece({ index: 0, function: { arguments: 'er":"jane"}' } }),
      piece({ index: 0, id: "b", function: { name: "list_users", arguments: "{}" } }),
      JSON.stringify({ choices: [{ delta: {}, finish_reason: "tool_calls" }] }),
    )
  );
  assert.deepEqual(toolCalls.map(({ id, function: { name, arguments: args } }) => [id, name, args]), [
    ["a", "get_user_details", '{"user":"jane"}'],
    ["b", "list_users", "{}"],
  ]);
});

Deno.test("an answer that breaks off is an error, whether the connection dies or just ends", async () => {
  const half = new TextEncoder().encode('data: {"choices":[{"delta":{"content":"It was"}}]}\n\n');
  for (const end of ["break", "close"] as const) {
    await assert.rejects(answerOf(() => eventStream([half], end)), (error: Error) => {
      assert(error instanceof EndpointError);
      assert.match(error.message, /broke off in the middle/);
      return true;
    });
  }
});

Deno.test("a model that is not there is answered with those that are", async () => {
  const missing = () => Response.json({ error: { message: "model not found" } }, { status: 404 });
  const models = (path: string) => path === "/v1/models" ? Response.json({ data: [{ id: "qwen3:8b" }] }) : undefined;
  await assert.rejects(answerOf(missing, never, models), /has no model "small". It serves: qwen3:8b. .*--model/);
});

Deno.test("refusals say what the endpoint said, and the way out", async () => {
  const refuse = (status: number) => () => Response.json({ error: "no" }, { status });
  await assert.rejects(answerOf(refuse(401)), /answered 401: no. Set OPENAI_API_KEY/);
  await assert.rejects(answerOf(refuse(500)), /answered 500: no/);
  await assert.rejects(answerOf(() => events('{"error":{"message":"out of memory"}}')), /gave up: out of memory/);
  await assert.rejects(
    listModels({ baseUrl: "http://127.0.0.1:1/v1" }, never),
    /Cannot reach the model at .*--base-url/,
  );
});

Deno.test("the key goes to the endpoint, and with no redirect to another", async () => {
  await using endpoint = scriptedEndpoint([() => Response.redirect("http://127.0.0.1:1/v1"), () => whole("Hi")]);
  const request = { model: "small", messages: [], tools: [] };
  const ask = () => complete({ baseUrl: endpoint.baseUrl, key: "k3y" }, request, never, () => {});
  await assert.rejects(ask(), EndpointError);
  await ask();
  assert.equal(endpoint.asked[1]?.headers.get("authorization"), "Bearer k3y");
});

Deno.test("a slow first word is waited for, and the waiting can be ended", async () => {
  const slow = Promise.withResolvers<Response>();
  const began = Promise.withResolvers<void>();
  const script = () => (began.resolve(), slow.promise);
  const waiting = answerOf(script);
  await began.promise;
  slow.resolve(streamed("At last."));
  assert.equal((await waiting).text, "At last.");

  const stop = new AbortController();
  const late = Promise.withResolvers<Response>();
  const ended = answerOf(() => (stop.abort(), late.promise), stop.signal);
  await assert.rejects(ended.finally(() => late.resolve(whole(""))), { name: "AbortError" });
});
