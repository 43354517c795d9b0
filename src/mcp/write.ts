import { z } from "zod";
import { type ConsentTokens, digestOf } from "./consent.ts";
import { changeLines, planText } from "./output.ts";
import type { Answer, Call, Change, Outcome, Plan, WriteTool } from "./tool.ts";

/** When a person is asked: before every write, before destructive ones only, or never (the operator's explicit choice). */
export type ConfirmMode = "always" | "destructive" | "never";

/** What the caller brings along for consent. */
export interface ConsentChannel {
  /** Whether the client can put a question to the person. */
  elicits: boolean;
  /** The state that an earlier question carried, as the client sent it back. */
  state?: string;
  /** What the person answered to it; `accept` only if they ticked the confirmation. */
  response?: "accept" | "decline" | "cancel";
}

/** A write either has an answer or needs the person's word first. */
export type WriteStep = { ask: { message: string; state: string } } | { answer: Answer<WriteData> };

const value = z.unknown();

/** What every write answers. */
export const writeOutput = z.object({
  outcome: z.enum(["done", "consent_required", "declined"]),
  action: z.string(),
  target: z.object({ type: z.string(), id: z.string(), name: z.string() }),
  changes: z.array(z.object({ what: z.string(), before: value, after: value })),
  notes: z.array(z.string()),
  consent_token: z.string().optional(),
});
export type WriteData = z.infer<typeof writeOutput>;

/** The argument by which a client without elicitation brings the person's consent. */
export const consentArgument = {
  consent_token: z.string().optional().describe("From this tool's preview, after the person agreed"),
};

/**
 * Plans, asks, plans again and acts. Nothing that changes the org is sent before consent for exactly this plan.
 * @throws UserError from the tool's `plan`, or for a consent that does not hold.
 */
export async function runWrite<S>(
  tool: WriteTool<S>,
  args: Record<string, unknown>,
  call: Call<S>,
  channel: ConsentChannel,
  options: { confirm: ConfirmMode; tokens: ConsentTokens },
): Promise<WriteStep> {
  const { consent_token: argumentToken, ...bound } = args;
  const token = channel.elicits ? channel.state : argumentToken;
  // Bound to the way it was given: the state of an open question must not pass as a consent token.
  const purpose = `${channel.elicits ? "elicitation" : "token"} ${tool.name}`;

  const plan = await tool.plan(bound, call);
  const digest = await digestOf([plan.target, plan.changes, plan.warnings]);

  async function ask(lead: string): Promise<WriteStep> {
    const state = await options.tokens.issue(purpose, bound, digest);
    if (channel.elicits) return { ask: { message: `${lead}${planText(plan)}`, state } };
    const instruction =
      `Show this preview to the person you are helping. Only if they agree, call ${tool.name} again ` +
      `with the same arguments and consent_token "${state}" (good once, for ten minutes).`;
    return {
      answer: {
        text: `PREVIEW. Nothing has been changed yet.\n${lead}${planText(plan)}\n\n${instruction}`,
        data: { ...dataOf(plan, "consent_required", plan.changes, plan.warnings), consent_token: state },
      },
    };
  }

  if (options.confirm === "always" || (options.confirm === "destructive" && tool.risk === "destructive")) {
    if (typeof token !== "string") return await ask("");
    const redeemed = await options.tokens.redeem(token, purpose, bound);
    if (!redeemed.ok) return await ask(`Not done: ${redeemed.reason}. This is what it would do now.\n`);
    if (channel.elicits && channel.response !== "accept") {
      const verb = channel.response === "decline" ? "declined" : "did not confirm";
      return {
        answer: {
          text: `Not done: the person ${verb}. Nothing was changed. ${plan.action}: ask them what they want instead.`,
          data: dataOf(plan, "declined", [], []),
        },
      };
    }
    if (redeemed.planDigest !== digest) {
      return await ask("Not done: something changed since the preview. This is what it would do now.\n");
    }
  }

  const outcome = await tool.act(plan, call);
  return { answer: { text: outcomeText(plan, outcome), data: dataOf(plan, "done", outcome.changes, outcome.notes) } };
}

function dataOf(plan: Plan<unknown>, outcome: WriteData["outcome"], changes: Change[], notes: string[]): WriteData {
  return { outcome, action: plan.action, target: plan.target, changes, notes };
}

function outcomeText(plan: Plan<unknown>, outcome: Outcome): string {
  return [
    `Done: ${plan.action}`,
    changeLines(outcome.changes),
    ...outcome.notes,
    plan.reversible,
  ].filter(Boolean).join("\n");
}
