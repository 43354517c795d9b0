import type { Step } from "../mcp/server.ts";

/** Upper bounds in seconds: a lookup, an investigation, a wait for Okta's rate limit. */
const BOUNDS = [0.1, 0.5, 1, 5, 30] as const;

/** How a tool call ended: with an answer, with an error, or with a question to the person. */
const OUTCOMES = ["answer", "error", "question"] as const;

/** What a monitoring system asks a server for, in Prometheus's text format 0.0.4. No label ever grows. */
export class Metrics {
  readonly #responses = new Map<number, number>();
  readonly #calls: Record<typeof OUTCOMES[number], number> = { answer: 0, error: 0, question: 0 };
  readonly #took = BOUNDS.map(() => 0);
  #seconds = 0;
  #running = 0;

  /** @param now Milliseconds of a clock that never goes back. */
  constructor(readonly now: () => number) {}

  /** Counts an HTTP response to an MCP client. */
  response(status: number): void {
    this.#responses.set(status, (this.#responses.get(status) ?? 0) + 1);
  }

  /** Counts and times a tool call, which never throws. */
  async call(step: Promise<Step>): Promise<void> {
    const begin = this.now();
    this.#running++;
    const ended = await step;
    this.#running--;
    this.#calls["answer" in ended ? "answer" : "error" in ended ? "error" : "question"]++;
    const seconds = (this.now() - begin) / 1000;
    this.#seconds += seconds;
    BOUNDS.forEach((bound, index) => seconds <= bound && this.#took[index]!++);
  }

  /** The page for the scraper. */
  page(): string {
    const done = Object.values(this.#calls).reduce((sum, count) => sum + count, 0);
    return [
      ...family("mcp_http_responses_total", "counter", "HTTP responses to MCP clients, by status."),
      ...[...this.#responses].map(([status, count]) => `mcp_http_responses_total{status="${status}"} ${count}`),
      ...family("mcp_tool_calls_total", "counter", "Tool calls, by how they ended."),
      ...OUTCOMES.map((outcome) => `mcp_tool_calls_total{outcome="${outcome}"} ${this.#calls[outcome]}`),
      ...family("mcp_tool_calls_in_progress", "gauge", "Tool calls under way."),
      `mcp_tool_calls_in_progress ${this.#running}`,
      ...family("mcp_tool_call_duration_seconds", "histogram", "How long tool calls took."),
      ...BOUNDS.map((bound, index) => `mcp_tool_call_duration_seconds_bucket{le="${bound}"} ${this.#took[index]}`),
      `mcp_tool_call_duration_seconds_bucket{le="+Inf"} ${done}`,
      `mcp_tool_call_duration_seconds_sum ${this.#seconds}`,
      `mcp_tool_call_duration_seconds_count ${done}`,
      ...family("process_resident_memory_bytes", "gauge", "Memory that the process holds."),
      `process_resident_memory_bytes ${Deno.memoryUsage().rss}`,
      "",
    ].join("\n");
  }
}

function family(name: string, type: string, help: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}
