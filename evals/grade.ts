import type { Turn } from "../src/chat/agent.ts";
import type { Usage } from "../src/chat/messages.ts";
import type { Ticket } from "./ticket.ts";
import { PATIENCE, type Work } from "./work.ts";

/** What a model's work on a ticket is worth. */
export interface Grade {
  /** Why it is not right, each fault in words; empty where it is. */
  faults: string[];
  /** Changes that the person was asked about and does not want: the first lines of their previews. */
  wrongChanges: string[];
  /** Tool calls that were made, and those that were put right instead. */
  calls: number;
  corrections: number;
  /** Tokens that the endpoint counted; zeros where it does not tell. */
  usage: Usage;
  seconds: number;
}

/** Grades by facts, not by wording: what the answers hold, what was asked for, and how the org is now. */
export function grade({ says, never = {}, change }: Ticket, { turns, previews, orgIsRight, seconds }: Work): Grade {
  const answers = wordsOf(turns);
  const calls = sum(turns, (turn) => turn.calls.length);
  const wrongChanges = previews.filter(({ wanted }) => !wanted).map(({ title }) => title);
  const unanswered = turns.find(({ outcome }) => outcome !== "answered");
  const found = (facts: Readonly<Record<string, RegExp>>, isIn: boolean) =>
    Object.entries(facts).filter(([, pattern]) => pattern.test(answers) === isIn).map(([fact]) => fact);
  return {
    faults: [
      ...(unanswered === undefined ? [] : [
        unanswered.outcome === "interrupted"
          ? `no answer within ${PATIENCE} minutes`
          : `no answer: ${unanswered.answer.split("\n", 1)[0]}`,
      ]),
      ...(unanswered === undefined ? found(says, false).map((fact) => `does not say ${fact}`) : []),
      ...(unanswered === undefined && calls === 0 && Object.keys(says).length > 0 ? ["asked no tool"] : []),
      ...found(never, true).map((claim) => `says ${claim}`),
      ...wrongChanges.map((title) => `wanted to: ${title}`),
      ...(change !== undefined && !previews.some(({ wanted }) => wanted) ? ["did not ask for the change"] : []),
      ...(orgIsRight ? [] : ["the org is not as it should be"]),
    ],
    wrongChanges,
    calls,
    corrections: sum(turns, (turn) => turn.corrections),
    usage: {
      prompt_tokens: sum(turns, (turn) => turn.usage.prompt_tokens),
      completion_tokens: sum(turns, (turn) => turn.usage.completion_tokens),
    },
    seconds,
  };
}

/** What the answers claim: without what they rule out, and however they write accents and apostrophes. */
function wordsOf(turns: readonly Turn[]): string {
  const text = turns.map(({ answer }) => answer).join("\n").normalize("NFC").replaceAll("’", "'");
  return text.replace(/[^.\n]*\bruled out\b[^.\n]*/gi, "");
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
