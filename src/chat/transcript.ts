import type { Turn } from "./agent.ts";

/** A conversation as data: each question with the calls made for it, their answers, and how it ended. */
export function transcript(model: string, turns: readonly Turn[]) {
  return {
    model,
    turns: turns.map(({ calls, ...turn }) => ({
      ...turn,
      calls: calls.map(({ tool, arguments: args, isError, text, data }) => ({
        tool,
        arguments: args,
        is_error: isError,
        text,
        ...(data === undefined ? {} : { data }),
      })),
    })),
  };
}
