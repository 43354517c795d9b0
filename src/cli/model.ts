import { type Endpoint } from "../chat/endpoint.ts";
import { findOllama, modelsOf, proposed, windowOf } from "../chat/model_server.ts";
import type { ModelSetting } from "../config.ts";
import { isLoopback } from "../loopback.ts";
import { type CommandLine, UsageError } from "./arguments.ts";

/** A model to talk to: where it is, and how many tokens it can look at. */
export interface ChosenModel {
  endpoint: Endpoint;
  model: string;
  windowTokens: number;
  /** Others there that may be able to call tools, where none was named. */
  others: string[];
}

/**
 * The model that the command line names, else the settings, else the one that the endpoint proposes.
 * @throws UsageError for an address that is none; EndpointError where there is no model.
 */
export async function chooseModel(
  line: CommandLine,
  settings: (name: ModelSetting) => string | undefined,
  signal: AbortSignal,
): Promise<ChosenModel> {
  const setting = (name: ModelSetting) => settings(name)?.trim() || undefined;
  const endpoint = await endpointAt(line.baseUrl ?? setting("OPENAI_BASE_URL"), setting("OPENAI_API_KEY"), signal);
  const named = line.model ?? setting("OPENAI_MODEL");
  const models = named === undefined ? await modelsOf(endpoint, signal) : [];
  const model = named ?? proposed(models, endpoint);
  return {
    endpoint,
    model,
    windowTokens: line.window ?? await windowOf(endpoint, model, signal),
    others: models.filter(({ id, callsTools }) => id !== model && callsTools !== false).map(({ id }) => id),
  };
}

async function endpointAt(
  address: string | undefined,
  key: string | undefined,
  signal: AbortSignal,
): Promise<Endpoint> {
  // A key that was set for somebody else's server is no business of a server that was found.
  if (address === undefined) return await findOllama(signal);
  const url = URL.parse(address);
  if (url === null || !["http:", "https:"].includes(url.protocol) || url.username || url.search || url.hash) {
    throw new UsageError(`--base-url is "${address}", but it must be an address such as http://127.0.0.1:11434/v1.`);
  }
  if (key !== undefined && url.protocol === "http:" && !isLoopback(url.hostname)) {
    throw new UsageError(`${url.origin} would get OPENAI_API_KEY unprotected: use https://, or unset the key.`);
  }
  return { baseUrl: url.href.replace(/\/$/, ""), ...(key === undefined ? {} : { key }) };
}
