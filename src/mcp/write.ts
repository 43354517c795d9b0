import type { AuditEntry } from "./audit.ts";
import { type ConsentTokens, digestOf, ForeignState } from "./consent.ts";
import type { Answer, Call, WriteTool } from "./tool.ts";
import { actOn, actOnAll, type Actor, type Recorder } from "./write_act.ts";
import { declined, difference, doneText, type Item, previewText, refusedItem, type WriteData } from "./write_output.ts";
import { type Due, essence, planAll, targetsOf } from "./write_targets.ts";

/** When a person is asked: before every write, before destructive ones only, or never (the operator's explicit choice). */
export type ConfirmMode = "always" | "destructive" | "never";

/** What the caller brings along for consent. */
export interface ConsentChannel {
  /** How a question reaches the person; where it cannot, a consent token takes its place. */
  asksBy?: "elicitation" | "terminal";
  /** The state that an earlier question carried, as it came back. */
  state?: string;
  /** What the person answered to it; `accept` only if they ticked the confirmation. */
  response?: "accept" | "decline" | "cancel";
}

/** What a write needs of the server around it. */
export interface WriteHost extends Recorder {
  confirm: ConfirmMode;
  tokens: ConsentTokens;
  /** The most users that one call may name. */
  bulkLimit: number;
}

/** A write either has an answer or needs the person's word first. */
export type WriteStep = { ask: { message: string; state: string } } | { answer: Answer<WriteData> };

/**
 * Plans, asks, plans again and acts. Nothing that changes the org is sent before consent for exactly this plan, nor
 * before the audit log holds what is about to happen.
 * @throws ForeignState where the state of a question did not come from this server, or comes with other arguments
 *   (MCP 2026-07-28, basic/patterns/mrtr, server requirements 4 and 5). A consent that came too late is asked for anew.
 * @throws UserError from the tool's `plan` of a single target, or where the audit log cannot be written.
 */
export async function runWrite<S>(
  tool: WriteTool<S>,
  args: Record<string, unknown>,
  call: Call<S>,
  channel: ConsentChannel,
  host: WriteHost,
  who: Actor,
): Promise<WriteStep> {
  const { consent_token: argumentToken, ...bound } = args;
  const token = channel.asksBy ? channel.state : argumentToken;
  // Bound to the way it was given: the state of an open question must not pass as a consent token.
  const purpose = `${channel.asksBy ?? "token"} ${tool.name}`;

  const targets = targetsOf(tool, bound, host.bulkLimit);
  const planned = await planAll(tool, targets, call);
  const due = planned.filter((item) => "plan" in item);
  const preview = previewText(planned);
  if (due.length === 0) {
    const text = `Nothing was changed: none of the ${planned.length} can be done.\n${preview}`;
    return { answer: { text, data: { outcome: "not_done", items: planned.map(refusedItem) } } };
  }
  const digest = await digestOf(planned.map(essence));

  async function ask(lead: string): Promise<WriteStep> {
    const state = await host.tokens.issue(purpose, bound, { digest, preview });
    if (channel.asksBy) return { ask: { message: lead + preview, state } };
    const instruction =
      `Show this preview to the person you are helping. Only if they agree, call ${tool.name} again ` +
      `with the same arguments and consent_token "${state}" (good once, for ten minutes).`;
    const items = planned.map((item): Item =>
      "plan" in item
        ? { outcome: "planned", target: item.name, changes: item.plan.changes, notes: item.plan.warnings }
        : refusedItem(item)
    );
    return {
      answer: {
        text: `PREVIEW. Nothing has been changed yet.\n${lead}${preview}\n\n${instruction}`,
        data: { outcome: "consent_required", items, consent_token: state },
      },
    };
  }

  let consent: AuditEntry["consent"] = "not_required";
  if (host.confirm === "always" || (host.confirm === "destructive" && tool.risk === "destructive")) {
    if (typeof token !== "string") return await ask("");
    const redeemed = await host.tokens.redeem(token, purpose, bound);
    if (!redeemed.ok && redeemed.foreign && channel.asksBy) throw foreignState(tool.name);
    if (!redeemed.ok) return await ask(`Not done: ${redeemed.reason}. This is what it would do now.\n`);
    if (channel.asksBy && channel.response !== "accept") return { answer: declined(channel.response, due) };
    if (redeemed.digest !== digest) {
      const moved = difference(redeemed.preview, preview);
      return await ask(`Not done: something changed since the preview.${moved}\nThis is what it would do now.\n`);
    }
    consent = channel.asksBy ?? "consent_token";
  }

  const perform = (item: Due) => actOn(tool, item, call, host, who, consent);
  if (targets.length > 1) return { answer: await actOnAll(tool, planned, call, perform, host) };
  const item = await perform(due[0]!);
  const outcome = item.outcome === "done" ? "done" : "partly_done";
  return { answer: { text: doneText(due[0]!.plan, item), data: { outcome, items: [item] } } };
}

function foreignState(tool: string): ForeignState {
  return new ForeignState(
    `The requestState is not one that this server made for these arguments. Nothing was changed. Call ${tool} again ` +
      "without it, and the person is asked anew. Where several processes serve one address, or one was restarted, " +
      "give all the same MCP_CONSENT_KEY.",
  );
}
