import { type Endpoint, EndpointError, listModels } from "./endpoint.ts";

/** Where Ollama listens unless told otherwise. */
const OLLAMA = "http://127.0.0.1:11434";

/** What a server says of a model. */
export interface ModelFacts {
  id: string;
  /** Whether it can call tools; undefined where the server does not tell. */
  callsTools?: boolean;
}

/** A window that every server gives a model at least, in tokens, for one that does not tell its size. */
const DEFAULT_WINDOW = 4_096;

/**
 * Finds Ollama on loopback.
 * @throws EndpointError that says how to get a model where there is none.
 */
export async function findOllama(signal: AbortSignal, address: string = OLLAMA): Promise<Endpoint> {
  const found = await ask<{ version?: string }>(`${address}/api/version`, signal);
  if (found?.version === undefined) throw new EndpointError(NO_MODEL);
  return { baseUrl: `${address}/v1` };
}

const NO_MODEL = `No model server was found: there is no --base-url or OPENAI_BASE_URL, and no Ollama at ${OLLAMA}.
macOS:    brew install ollama && brew services start ollama
          ollama pull qwen3:8b
Linux:    curl -fsSL https://ollama.com/install.sh | sh
          ollama pull qwen3:8b
Windows:  winget install Ollama.Ollama
          ollama pull qwen3:8b
Any other server that speaks OpenAI's Chat Completions API: --base-url http://127.0.0.1:8080/v1`;

/**
 * The models of an endpoint, those already loaded first. Ollama tells which can call tools; elsewhere nobody does.
 * @throws EndpointError
 */
export async function modelsOf(endpoint: Endpoint, signal: AbortSignal): Promise<ModelFacts[]> {
  const ids = await listModels(endpoint, signal);
  const root = rootOf(endpoint);
  const [tags, running] = await Promise.all([
    ask<{ models?: { name: string }[] }>(`${root}/api/tags`, signal),
    ask<{ models?: { name: string }[] }>(`${root}/api/ps`, signal),
  ]);
  if (tags?.models === undefined) return ids.map((id) => ({ id }));
  const loaded = (id: string) => running?.models?.some(({ name }) => name === id) ?? false;
  const models = await Promise.all(ids.map(async (id): Promise<ModelFacts> => {
    const shown = await ask<{ capabilities?: string[] }>(`${root}/api/show`, signal, { model: id });
    return { id, ...(shown?.capabilities ? { callsTools: shown.capabilities.includes("tools") } : {}) };
  }));
  return models.sort((a, b) => Number(loaded(b.id)) - Number(loaded(a.id)));
}

/**
 * The model to propose: one that is loaded answers at once, else the first of the server's list.
 * @throws EndpointError where none can call tools.
 */
export function proposed(models: readonly ModelFacts[], { baseUrl }: Endpoint): string {
  const able = models.find(({ callsTools }) => callsTools !== false);
  if (able !== undefined) return able.id;
  const none = models.length === 0 ? "has no model" : "has no model that can call tools";
  throw new EndpointError(`${baseUrl} ${none}. For Ollama: ollama pull qwen3:8b.`);
}

/**
 * How many tokens a model can look at, as its server tells: vLLM, LM Studio, llama.cpp and Ollama each in their own
 * way. Ollama decides it on loading, so it is made to load the model.
 */
export async function windowOf(endpoint: Endpoint, model: string, signal: AbortSignal): Promise<number> {
  const root = rootOf(endpoint);
  const [listed, props, studio, ollama] = await Promise.all([
    ask<{ data?: { id: string; max_model_len?: number }[] }>(`${endpoint.baseUrl}/models`, signal, undefined, endpoint),
    ask<{ default_generation_settings?: { n_ctx?: number } }>(`${root}/props`, signal),
    ask<{ data?: { id: string; loaded_context_length?: number }[] }>(`${root}/api/v0/models`, signal),
    ask<{ version?: string }>(`${root}/api/version`, signal),
  ]);
  const told = listed?.data?.find(({ id }) => id === model)?.max_model_len ??
    props?.default_generation_settings?.n_ctx ??
    studio?.data?.find(({ id }) => id === model)?.loaded_context_length;
  if (told !== undefined || ollama?.version === undefined) return told ?? DEFAULT_WINDOW;
  await ask(`${root}/api/generate`, signal, { model, stream: false });
  const running = await ask<{ models?: { name: string; context_length?: number }[] }>(`${root}/api/ps`, signal);
  return running?.models?.find(({ name }) => name.replace(/:latest$/, "") === model.replace(/:latest$/, ""))
    ?.context_length ?? DEFAULT_WINDOW;
}

/** The server's own address, beside its OpenAI-compatible half. */
function rootOf({ baseUrl }: Endpoint): string {
  return baseUrl.replace(/\/v\d+$/, "");
}

/** What a server answers to a question of its own dialect; undefined where it does not know it. */
async function ask<T>(url: string, signal: AbortSignal, body?: unknown, endpoint?: Endpoint): Promise<T | undefined> {
  try {
    const response = await fetch(url, {
      signal,
      redirect: "error",
      headers: endpoint?.key === undefined ? {} : { authorization: `Bearer ${endpoint.key}` },
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
    });
    if (response.ok) return await response.json() as T;
    await response.body?.cancel();
  } catch {
    signal.throwIfAborted();
  }
  return undefined;
}
