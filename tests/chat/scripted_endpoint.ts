/** An OpenAI-compatible endpoint on loopback that answers what a script says. */
import type { CompletionBody } from "../../src/chat/completion.ts";

/** What the endpoint got. */
export interface Asked {
  path: string;
  headers: Headers;
  body: { model: string; messages: { role: string; content: string }[]; tools: unknown[] } | undefined;
}

export type Script = (asked: Asked, request: Request) => Response | Promise<Response>;

export interface ScriptedEndpoint extends AsyncDisposable {
  baseUrl: string;
  /** Questions to the model, in order. */
  asked: Asked[];
}

/**
 * Answers question after question with the script's next line, and again with its last.
 * @param others Answers to what is not a question to the model; 404 where it has none.
 */
export function scriptedEndpoint(
  script: readonly Script[],
  others: (path: string, body: unknown) => Response | undefined = () => undefined,
): ScriptedEndpoint {
  const asked: Asked[] = [];
  const stop = new AbortController();
  const server = Deno.serve({ signal: stop.signal, hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const path = new URL(request.url).pathname;
    const text = await request.text();
    const body = text === "" ? undefined : JSON.parse(text);
    if (path !== "/v1/chat/completions") return others(path, body) ?? new Response("no such page", { status: 404 });
    const entry = { path, headers: request.headers, body };
    asked.push(entry);
    return await script[Math.min(asked.length, script.length) - 1]!(entry, request);
  });
  return {
    baseUrl: `http://127.0.0.1:${server.addr.port}/v1`,
    asked,
    // A connection that a test left open ends here: a graceful shutdown would wait for it.
    [Symbol.asyncDispose]() {
      stop.abort();
      return server.finished;
    },
  };
}

/** An answer in one piece. */
export function whole(text: string, calls: readonly [name: string, args: unknown][] = []): Response {
  return Response.json({
    choices: [{ message: { content: text, tool_calls: calls.map(asCall) }, finish_reason: "stop" }],
    usage: { prompt_tokens: 100, completion_tokens: 10 },
  });
}

/** An answer in server-sent events, the text word by word. */
export function streamed(text: string, calls: readonly [name: string, args: unknown][] = []): Response {
  const deltas: CompletionBody[] = [
    ...(text.match(/\S+\s*/g) ?? []).map((content) => ({ choices: [{ delta: { content } }] })),
    ...calls.map((call, index) => ({ choices: [{ delta: { tool_calls: [{ index, ...asCall(call, index) }] } }] })),
    { choices: [{ delta: {}, finish_reason: calls.length > 0 ? "tool_calls" : "stop" }] },
    { choices: [], usage: { prompt_tokens: 100, completion_tokens: 10 } },
  ];
  return events(...deltas.map((delta) => JSON.stringify(delta)), "[DONE]");
}

/** Server-sent events, given as their data. */
export function events(...data: string[]): Response {
  return eventStream(data.map((each) => new TextEncoder().encode(`data: ${each}\n\n`)));
}

/** Bytes as they are, chunk by chunk; `end` says what comes then. */
export function eventStream(chunks: readonly Uint8Array[], end: "close" | "break" = "close"): Response {
  const queue = [...chunks];
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = queue.shift();
      // What was sent has to be under way before the connection dies.
      if (next === undefined && end === "break") await new Promise((resolve) => setTimeout(resolve, 50));
      if (next !== undefined) controller.enqueue(next);
      else if (end === "close") controller.close();
      else controller.error(new Error("pulled the plug"));
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}

function asCall([name, args]: [name: string, args: unknown], index: number) {
  const text = typeof args === "string" ? args : JSON.stringify(args);
  return { id: `call_${index}`, type: "function", function: { name, arguments: text } };
}
