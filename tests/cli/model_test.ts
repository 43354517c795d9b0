import assert from "node:assert/strict";
import { parseCommandLine, UsageError } from "../../src/cli/arguments.ts";
import { chooseModel } from "../../src/cli/model.ts";
import { scriptedEndpoint, whole } from "../chat/scripted_endpoint.ts";

const never = new AbortController().signal;

/** The model that these words and settings choose. */
function chosen(words: string[], settings: Record<string, string> = {}) {
  return chooseModel(parseCommandLine(["chat", ...words]), (name) => settings[name], never);
}

Deno.test("the command line goes before the settings, and the endpoint proposes what neither says", async () => {
  const models = (path: string) =>
    path === "/v1/models" ? Response.json({ data: [{ id: "own" }, { id: "other" }] }) : undefined;
  await using endpoint = scriptedEndpoint([() => whole("")], models);
  const settings = { OPENAI_BASE_URL: `${endpoint.baseUrl}/`, OPENAI_API_KEY: " k3y ", OPENAI_MODEL: "set" };
  const at = { baseUrl: endpoint.baseUrl, key: "k3y" };
  assert.deepEqual(await chosen([], settings), { endpoint: at, model: "set", windowTokens: 4_096, others: [] });
  const said = await chosen(["--model", "said", "--window", "9000"], settings);
  assert.deepEqual(said, { endpoint: at, model: "said", windowTokens: 9_000, others: [] });
  const { model, others } = await chosen(["--base-url", endpoint.baseUrl]);
  assert.deepEqual([model, others], ["own", ["other"]]);
});

Deno.test("an address that is none is refused, and so is a key that would go unprotected", async () => {
  for (const address of ["127.0.0.1:80", "ftp://x/v1", "http://me@127.0.0.1/v1", "http://127.0.0.1/v1?x"]) {
    await assert.rejects(chosen(["--base-url", address, "--model", "m"]), UsageError, address);
  }
  const away = ["--base-url", "http://192.0.2.1/v1", "--model", "m", "--window", "9000"];
  await assert.rejects(chosen(away, { OPENAI_API_KEY: "k3y" }), /would get OPENAI_API_KEY unprotected: use https/);
  assert.equal((await chosen(away)).endpoint.baseUrl, "http://192.0.2.1/v1");
});
