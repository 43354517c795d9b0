import assert from "node:assert/strict";
import { findOllama, modelsOf, proposed, windowOf } from "../../src/chat/model_server.ts";
import { type ScriptedEndpoint, scriptedEndpoint, whole } from "./scripted_endpoint.ts";

const never = new AbortController().signal;

type Pages = Record<string, (body: { model: string }) => unknown>;

/** A server with these pages beside its model. */
function server(pages: Pages): ScriptedEndpoint {
  return scriptedEndpoint([() => whole("")], (path, body) => {
    const page = pages[path];
    return page && Response.json(page(body as { model: string }));
  });
}

const OLLAMA: Pages = {
  "/api/version": () => ({ version: "0.12.0" }),
  "/v1/models": () => ({ data: [{ id: "tiny:1b" }, { id: "qwen3:8b" }, { id: "loaded:3b" }] }),
  "/api/tags": () => ({ models: [] }),
  "/api/ps": () => ({ models: [{ name: "loaded:3b", context_length: 16_384 }] }),
  "/api/show": ({ model }) => ({ capabilities: model === "tiny:1b" ? ["completion"] : ["completion", "tools"] }),
  "/api/generate": () => ({ done: true }),
};

Deno.test("Ollama is found; a loaded model that can call tools is proposed, with its window", async () => {
  await using ollama = server(OLLAMA);
  const endpoint = await findOllama(never, ollama.baseUrl.replace("/v1", ""));
  assert.equal(endpoint.baseUrl, ollama.baseUrl);
  const models = await modelsOf(endpoint, never);
  assert.deepEqual(models.map(({ id, callsTools }) => [id, callsTools]), [
    ["loaded:3b", true],
    ["tiny:1b", false],
    ["qwen3:8b", true],
  ]);
  assert.equal(proposed(models, endpoint), "loaded:3b");
  assert.equal(proposed(models.slice(1), endpoint), "qwen3:8b");
  assert.throws(() => proposed([{ id: "tiny:1b", callsTools: false }], endpoint), /no model that can call tools/);
  assert.equal(await windowOf(endpoint, "loaded:3b", never), 16_384);
});

Deno.test("without Ollama the message says how to get a model on each system", async () => {
  await assert.rejects(
    findOllama(never, "http://127.0.0.1:1"),
    /macOS: [\s\S]*Linux: [\s\S]*Windows: [\s\S]*--base-url/,
  );
});

Deno.test("other servers tell the window each in their own way, or not at all", async () => {
  const dialects: [Pages, number][] = [
    [{ "/v1/models": () => ({ data: [{ id: "small", max_model_len: 32_768 }] }) }, 32_768],
    [{ "/props": () => ({ default_generation_settings: { n_ctx: 8_192 } }) }, 8_192],
    [{ "/api/v0/models": () => ({ data: [{ id: "small", loaded_context_length: 12_000 }] }) }, 12_000],
    [{}, 4_096],
  ];
  for (const [pages, expected] of dialects) {
    await using endpoint = server(pages);
    assert.equal(await windowOf(endpoint, "small", never), expected);
  }
});
