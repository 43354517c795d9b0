import { type Completion, type CompletionBody, CompletionBuilder } from "./completion.ts";
import { eventData } from "./events.ts";
import type { Message, ToolSpec } from "./messages.ts";
import { plain } from "../quote.ts";

/** Where a model is served. */
export interface Endpoint {
  /** With its version, as in http://127.0.0.1:11434/v1; without a slash at the end. */
  baseUrl: string;
  key?: string;
}

/** The endpoint did not answer as it should. The message says what happened and the way out. */
export class EndpointError extends Error {
  override name = "EndpointError";
}

/** What is asked of a model. */
export interface Request {
  model: string;
  messages: readonly Message[];
  tools: readonly ToolSpec[];
}

/**
 * Asks the model, and takes an answer that is streamed as well as one that comes whole. A local model may need minutes
 * for its first word, so nothing but `signal` ends the waiting.
 * @throws EndpointError; an AbortError where `signal` ended it.
 */
export async function complete(
  endpoint: Endpoint,
  request: Request,
  signal: AbortSignal,
  onText: (text: string) => void,
): Promise<Completion> {
  const body = { ...request, stream: true, stream_options: { include_usage: true } };
  const response = await send(endpoint, "/chat/completions", signal, body);
  if (!response.ok) throw await refusal(endpoint, response, request.model, signal);
  const builder = new CompletionBuilder(onText);
  try {
    if (response.headers.get("content-type")?.includes("text/event-stream")) {
      for await (const data of eventData(response.body!)) {
        if (data !== "[DONE]") take(JSON.parse(data), builder);
      }
    } else take(await response.json(), builder);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof EndpointError) throw error;
    throw brokenOff(endpoint, error);
  }
  if (!builder.finished) throw brokenOff(endpoint, "the connection ended");
  return builder.build();
}

function take(body: CompletionBody, builder: CompletionBuilder): void {
  if (body.error !== undefined) throw new EndpointError(`The model's server gave up: ${reasonIn(body)}.`);
  builder.add(body);
}

/**
 * The ids of the models that the endpoint serves.
 * @throws EndpointError
 */
export async function listModels(endpoint: Endpoint, signal: AbortSignal): Promise<string[]> {
  const response = await send(endpoint, "/models", signal);
  if (!response.ok) throw await refusal(endpoint, response, undefined, signal);
  const { data } = await response.json() as { data?: { id: string }[] };
  return (data ?? []).map(({ id }) => id);
}

async function send({ baseUrl, key }: Endpoint, path: string, signal: AbortSignal, body?: unknown): Promise<Response> {
  try {
    return await fetch(baseUrl + path, {
      // A redirect would take the key and the conversation to somebody else.
      redirect: "error",
      signal,
      headers: {
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
    });
  } catch (error) {
    signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    throw new EndpointError(`Cannot reach the model at ${baseUrl}: ${plain(reason)}. Start it, or give --base-url.`);
  }
}

async function refusal(endpoint: Endpoint, response: Response, model: string | undefined, signal: AbortSignal) {
  const text = await response.text().catch(() => "");
  const said = `${endpoint.baseUrl} answered ${response.status}: ${reasonIn(text)}.`;
  if (response.status === 401 || response.status === 403) {
    return new EndpointError(`${said} Set OPENAI_API_KEY to a key that it takes.`);
  }
  if (response.status === 404 && model !== undefined) {
    const models = await listModels(endpoint, signal).catch(() => []);
    const others = models.length === 0 ? "" : ` It serves: ${models.map(plain).join(", ")}.`;
    return new EndpointError(
      `${endpoint.baseUrl} has no model "${plain(model)}".${others} Choose one with --model, or with /model.`,
    );
  }
  if (response.status === 404) return new EndpointError(`${said} Does the address end in /v1?`);
  return new EndpointError(said);
}

function brokenOff({ baseUrl }: Endpoint, cause: unknown): EndpointError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new EndpointError(`${baseUrl} broke off in the middle of its answer (${plain(reason)}). Ask again.`);
}

/** The reason in a body of an error, which servers write in several shapes. */
function reasonIn(body: unknown): string {
  try {
    const { error } = (typeof body === "string" ? JSON.parse(body) : body) as { error?: { message?: string } | string };
    return plain((typeof error === "string" ? error : error?.message) ?? body);
  } catch {
    return plain(body) || "no reason given";
  }
}
