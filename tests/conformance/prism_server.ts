import type { JsonObject } from "../../scripts/spec/json.ts";
import { fromNpm } from "../from_npm.ts";

/** A Prism on loopback that mocks an OpenAPI document. Close it with `await using`. */
export interface Prism extends AsyncDisposable {
  url: string;
}

/** Starts it, which takes it ten seconds. */
export async function startPrism(document: JsonObject): Promise<Prism> {
  const file = await Deno.makeTempFile({ suffix: ".json" });
  await Deno.writeTextFile(file, JSON.stringify(document));
  const { port } = freePort();
  const streams = { stdout: "piped", stderr: "inherit" } as const;
  const child = fromNpm("@stoplight/prism-cli", ["mock", "--port", `${port}`, file], streams).spawn();
  const output = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  for (let said = ""; !said.includes("is listening");) {
    const { value, done } = await output.read();
    if (done) throw new Error(`Prism did not start: ${said}`);
    said += value;
  }
  const drained = drain(output);
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      child.kill();
      await Promise.all([child.status, drained]);
      await Deno.remove(file);
    },
  };
}

/** Prism writes a line a request: unread, it would stop at a full pipe. */
async function drain(output: ReadableStreamDefaultReader<string>): Promise<void> {
  while (!(await output.read()).done);
}

function freePort(): Deno.NetAddr {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr;
}
