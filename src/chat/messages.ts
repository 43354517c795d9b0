/** A conversation in the terms of OpenAI's Chat Completions API, which local model servers speak too. */
export type Message =
  | { role: "system" | "user"; content: string }
  | { role: "assistant"; content: string; tool_calls?: ToolCall[] }
  | { role: "tool"; tool_call_id: string; content: string };

/** A tool that the model wants called; `arguments` is what it wrote, JSON or not. */
export interface ToolCall {
  id: string;
  type: "function";
  function: { name: string; arguments: string };
}

/** A tool as the model is told of it. */
export interface ToolSpec {
  type: "function";
  function: { name: string; description: string; parameters: Record<string, unknown> };
}

/** What one question to the model cost, in its own tokens. */
export interface Usage {
  prompt_tokens: number;
  completion_tokens: number;
}
