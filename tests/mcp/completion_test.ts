import assert from "node:assert/strict";
import { z } from "zod";
import type { Completer } from "../../src/mcp/completion.ts";
import { connect } from "../../src/mcp/connection.ts";
import type { Host } from "../../src/mcp/server.ts";

type Services = Record<never, never>;

const INITIALIZE = {
  method: "initialize",
  params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "test", version: "1" } },
};

/** A client that types into the argument `user` of the prompt `greet`. */
function typist(complete: Completer<Services>) {
  const log: string[] = [];
  const host = {
    name: "test",
    version: "1",
    instructions: "",
    tools: [],
    waiting: new Map(),
    prompts: [{
      name: "greet",
      title: "Greet",
      description: "Greets.",
      tools: [],
      input: z.object({ user: z.string(), tone: z.string().optional() }),
      complete: { user: complete },
      write: ({ user }: { user: string }) => `Greet ${user}.`,
    }],
    resources: [],
    now: () => new Date(0),
    services: () => Promise.resolve({}),
    redact: <T>(value: T) =>
      (Array.isArray(value) ? value.map((each) => `${each}`.replace("secret", "***")) : value) as T,
    explain: () => undefined,
    log: (_level: string, event: string) => void log.push(event),
  } as unknown as Host<Services>;
  const waiting = new Map<number, (result: { values: string[] }) => void>();
  const connection = connect(host, (line) => {
    const { id, result } = JSON.parse(line);
    waiting.get(id)?.(result?.completion);
    return Promise.resolve();
  });
  let id = 0;
  const send = (message: Record<string, unknown>) => connection.receive(JSON.stringify({ jsonrpc: "2.0", ...message }));
  send({ id: id++, ...INITIALIZE });
  send({ method: "notifications/initialized" });
  return {
    log,
    /** What is suggested; `undefined` where the request is refused. */
    type(value: string, name = "user", prompt = "greet") {
      const request = ++id;
      const answer = new Promise<{ values: string[] }>((resolve) => waiting.set(request, resolve));
      const ref = { type: "ref/prompt", name: prompt };
      send({ id: request, method: "completion/complete", params: { ref, argument: { name, value } } });
      return answer.then((completion) => completion?.values);
    },
    cancel: () => send({ method: "notifications/cancelled", params: { requestId: id } }),
    close: () => connection.close(),
  };
}

/** Suggestions that come only when the request is given up. */
function never(aborted: () => void): Completer<Services> {
  return (_, { signal }) =>
    new Promise((_, reject) =>
      signal.addEventListener("abort", () => {
        aborted();
        reject(signal.reason);
      })
    );
}

Deno.test("suggestions come masked and at most a hundred", async () => {
  const client = typist((typed) => Promise.resolve(Array.from({ length: 150 }, (_, i) => `${typed} ${i} secret`)));
  const values = await client.type("jane ");
  assert.equal(values.length, 100);
  assert.equal(values[0], "jane 0 ***");
  await client.close();
});

Deno.test("nothing typed, an argument without suggestions and an unknown prompt have none, and ask nobody", async () => {
  let asked = 0;
  const client = typist(() => {
    asked++;
    return Promise.resolve(["x"]);
  });
  assert.deepEqual(await client.type(" "), []);
  assert.deepEqual(await client.type("warm", "tone"), []);
  assert.deepEqual(await client.type("jane", "user", "constructor"), []);
  assert.equal(asked, 0);
  await client.close();
});

Deno.test("a failure is no suggestion and no error", async () => {
  const client = typist(() => Promise.reject(new Error("Okta is down")));
  assert.deepEqual(await client.type("jane"), []);
  assert.deepEqual(client.log, ["no suggestions"]);
  await client.close();
});

Deno.test("typing on ends the request before", async () => {
  let aborted = 0;
  const slow = never(() => aborted++);
  const client = typist((typed, call) => typed === "jane" ? Promise.resolve(["jane"]) : slow(typed, call));
  const first = client.type("jan");
  await Promise.resolve();
  assert.deepEqual(await client.type("jane"), ["jane"]);
  assert.deepEqual(await first, []);
  assert.equal(aborted, 1);
  await client.close();
});

Deno.test("a client that cancels ends the request", async () => {
  const aborted = Promise.withResolvers<void>();
  const client = typist(never(aborted.resolve));
  const answer = client.type("jane");
  answer.catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 0));
  client.cancel();
  await aborted.promise;
  await client.close();
});
