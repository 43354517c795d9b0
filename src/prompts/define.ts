import type * as z from "zod";
import type { Prompt } from "../mcp/prompts.ts";
import type { Services } from "../tools/define.ts";

/** Defines a prompt, typed by its own arguments. */
export function definePrompt<I extends z.ZodObject>(prompt: Prompt<Services, I>): Prompt<Services> {
  return prompt as unknown as Prompt<Services>;
}

/** What somebody typed, as a value in a sentence: it cannot pass for the instructions around it. */
export function given(value: string): string {
  return JSON.stringify(value);
}

/** The steps of a prompt, numbered. */
export function steps(...lines: string[]): string {
  return lines.map((line, index) => `${index + 1}. ${line}`).join("\n");
}

/** How every piece of work ends. */
export const HAND_OVER =
  "Close with two or three sentences that I can send to the person: what was wrong and what they " +
  "do now, without addresses, event ids or other people's names.";
