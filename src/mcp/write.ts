import { z } from "zod";
import type { AuditEntry, AuditLog } from "./audit.ts";
import { type ConsentTokens, digestOf } from "./consent.ts";
import { changeLines, planText } from "./output.ts";
import { type Answer, type Call, type Change, type Plan, UserError, type WriteTool } from "./tool.ts";

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
export interface WriteHost {
  confirm: ConfirmMode;
  tokens: ConsentTokens;
  audit: AuditLog;
  /** The most users that one call may name. */
  bulkLimit: number;
  /** Where the audit log lies, for messages. */
  auditPath: string;
}

/** Who acts, for the audit log. */
export interface Actor {
  /** Whose credential it is, as Okta tells; asked for only when something is about to be changed. */
  actor(): Promise<string>;
  client: string;
  requestIds(): readonly string[];
}

/** A write either has an answer or needs the person's word first. */
export type WriteStep = { ask: { message: string; state: string } } | { answer: Answer<WriteData> };

/** What every write answers: one item a target. */
export const writeOutput = z.object({
  outcome: z.enum(["done", "partly_done", "not_done", "consent_required", "declined"]),
  items: z.array(z.object({
    outcome: z.enum(["planned", "done", "refused", "failed", "left"]),
    target: z.string(),
    changes: z.array(z.object({ what: z.string(), before: z.unknown(), after: z.unknown() })).optional(),
    notes: z.array(z.string()).optional(),
    change: z.string().optional().describe("For undo_change"),
  })),
  consent_token: z.string().optional(),
});
export type WriteData = z.infer<typeof writeOutput>;
type Item = WriteData["items"][number];

/** The arguments of a write beside its own: consent where the client cannot ask, and several users where it takes them. */
export function writeInput<S>(tool: WriteTool<S>): z.ZodObject {
  const consent_token = z.string().optional().describe("From this tool's preview, after the person agreed");
  if (!tool.bulk) return tool.input.extend({ consent_token });
  const users = z.array(z.string()).min(1).optional().describe("Several, instead of user");
  const { user, ...rest } = tool.input.shape;
  return z.object({ user: (user as z.ZodType).optional(), users, ...rest, consent_token });
}

/** One target's plan, or why it is refused. */
type Planned = { args: Record<string, unknown>; name: string; plan: Plan<unknown> } | { name: string; refused: string };

/**
 * Plans, asks, plans again and acts. Nothing that changes the org is sent before consent for exactly this plan, nor
 * before the audit log holds what is about to happen.
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
  const digest = await digestOf(planned.map(essence));
  const due = planned.filter((item) => "plan" in item);

  async function ask(lead: string): Promise<WriteStep> {
    const state = await host.tokens.issue(purpose, bound, digest);
    const preview = lead + previewText(planned);
    if (channel.asksBy) return { ask: { message: preview, state } };
    const instruction =
      `Show this preview to the person you are helping. Only if they agree, call ${tool.name} again ` +
      `with the same arguments and consent_token "${state}" (good once, for ten minutes).`;
    const text = `PREVIEW. Nothing has been changed yet.\n${preview}\n\n${instruction}`;
    const items = planned.map((item): Item =>
      "plan" in item
        ? { outcome: "planned", target: item.name, changes: item.plan.changes, notes: item.plan.warnings }
        : refusedItem(item)
    );
    return { answer: { text, data: { outcome: "consent_required", items, consent_token: state } } };
  }

  if (due.length === 0) {
    const text = `Nothing was changed: none of the ${planned.length} can be done.\n${previewText(planned)}`;
    return { answer: { text, data: { outcome: "not_done", items: planned.map((item) => refusedItem(item)) } } };
  }
  let consent: AuditEntry["consent"] = "not_required";
  if (host.confirm === "always" || (host.confirm === "destructive" && tool.risk === "destructive")) {
    if (typeof token !== "string") return await ask("");
    const redeemed = await host.tokens.redeem(token, purpose, bound);
    if (!redeemed.ok) return await ask(`Not done: ${redeemed.reason}. This is what it would do now.\n`);
    if (channel.asksBy && channel.response !== "accept") return { answer: declined(channel, due) };
    if (redeemed.planDigest !== digest) {
      return await ask("Not done: something changed since the preview. This is what it would do now.\n");
    }
    consent = channel.asksBy ?? "consent_token";
  }
  const perform = (item: Due) => actOn(tool, item, call, host, who, consent);
  if (targets.length === 1) {
    const item = await perform(due[0]!);
    const outcome = item.outcome === "done" ? "done" : "partly_done";
    return { answer: { text: doneText(due[0]!.plan, item), data: { outcome, items: [item] } } };
  }
  return { answer: await actOnAll(tool, planned, call, perform) };
}

type Due = Extract<Planned, { plan: unknown }>;

/** The arguments of each single act. */
function targetsOf<S>(tool: WriteTool<S>, args: Record<string, unknown>, limit: number): Record<string, unknown>[] {
  const { users, ...single } = args;
  if (!tool.bulk) return [args];
  if (!Array.isArray(users)) {
    // A tool may do without a user, such as one that takes a group as well.
    if (!tool.input.safeParse(single).success) {
      throw new UserError(`${tool.name} needs a user, or several as users.`);
    }
    return [single];
  }
  if (single.user !== undefined) throw new UserError(`Give ${tool.name} either user or users, not both.`);
  const names = [...new Set(users as string[])];
  if (names.length > limit) {
    throw new UserError(
      `${names.length} users are more than the ${limit} that one call may change (OKTA_BULK_LIMIT). Call it for parts of the list.`,
    );
  }
  return names.map((user) => ({ user, ...single }));
}

async function planAll<S>(
  tool: WriteTool<S>,
  targets: readonly Record<string, unknown>[],
  call: Call<S>,
): Promise<Planned[]> {
  if (targets.length === 1) return [await planOne(tool, targets[0]!, call)];
  const planned = await Promise.all(targets.map(async (args): Promise<Planned> => {
    try {
      return await planOne(tool, args, call);
    } catch (error) {
      if (error instanceof UserError) return { name: String(args.user), refused: error.message };
      throw error;
    }
  }));
  const seen = new Set<string>();
  return planned.map((item) => {
    if (!("plan" in item)) return item;
    const key = `${item.plan.target.type} ${item.plan.target.id}`;
    if (seen.has(key)) return { name: String(item.args.user), refused: "The same person as another in the list." };
    seen.add(key);
    return item;
  });
}

async function planOne<S>(tool: WriteTool<S>, args: Record<string, unknown>, call: Call<S>): Promise<Due> {
  const plan = await tool.plan(args, call);
  return { args, name: plan.target.name, plan };
}

/** What consent is given for: whom it touches, what changes, and what the person was warned of. */
function essence(item: Planned): unknown {
  return "plan" in item ? [item.plan.target, item.plan.changes, item.plan.warnings] : item;
}

/** Acts between two audit lines. */
async function actOn<S>(
  tool: WriteTool<S>,
  { args, plan }: Due,
  call: Call<S>,
  host: WriteHost,
  who: Actor,
  consent: AuditEntry["consent"],
): Promise<Item> {
  const entry = (phase: "start" | "end", changes: Change[], rest: Partial<AuditEntry> = {}): AuditEntry => ({
    change,
    time: call.now().toISOString(),
    phase,
    actor,
    client: who.client,
    tool: tool.name,
    arguments: args,
    target: plan.target,
    consent,
    changes,
    ...rest,
  });
  const change = crypto.randomUUID();
  const actor = await who.actor();
  await host.audit.append(entry("start", plan.changes)).catch((error: Error) => {
    throw new UserError(
      `Nothing was changed: the audit log ${host.auditPath} cannot be written (${error.message}). ` +
        `Make room or mend the path (OKTA_AUDIT_LOG); reading tools still work.`,
    );
  });
  const before = who.requestIds().length;
  const end = (changes: Change[], rest: Partial<AuditEntry>) =>
    host.audit.append(entry("end", changes, { request_ids: who.requestIds().slice(before), ...rest }));
  let outcome;
  try {
    outcome = await tool.act(plan, call);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await end([], { outcome: "failed", error: reason }).catch(() => {}); // the act's own error matters more
    throw error;
  }
  const { changes, notes, failed, undo } = outcome;
  const ended = failed === undefined
    ? { outcome: "done" as const, ...(undo ? { undo } : {}) }
    : { outcome: "failed" as const, error: failed };
  const item: Item = {
    outcome: ended.outcome,
    target: plan.target.name,
    changes,
    notes: [...failed === undefined ? [] : [failed], ...notes],
    change,
  };
  await end(changes, ended).catch((error: Error) =>
    item.notes!.push(
      `The change was made, but the audit log ${host.auditPath} could not record its end: ${error.message}`,
    )
  );
  return item;
}

/**
 * Acts on one after the other. Each is planned again just before its turn; whatever moved, fails or is cancelled
 * stops nothing that is done and leaves the rest untouched and named.
 */
async function actOnAll<S>(
  tool: WriteTool<S>,
  planned: readonly Planned[],
  call: Call<S>,
  perform: (item: Due) => Promise<Item>,
): Promise<Answer<WriteData>> {
  const items: Item[] = [];
  let stopped: string | undefined;
  for (const [index, item] of planned.entries()) {
    if (!("plan" in item)) {
      items.push(refusedItem(item));
      continue;
    }
    if (call.signal.aborted) stopped ??= "it was cancelled";
    if (stopped !== undefined) {
      items.push({ outcome: "left", target: String(item.args.user) });
      continue;
    }
    call.progress(item.plan.action, index, planned.length);
    try {
      const current = await planOne(tool, item.args, call);
      if (await digestOf(essence(current)) !== await digestOf(essence(item))) {
        throw new UserError("It changed since the preview.");
      }
      items.push(await perform(current));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      items.push({ outcome: "failed", target: item.name, notes: [reason] });
      // A person's state is their own; a network, limit or permission would fail the next one too.
      if (!(error instanceof UserError)) stopped = reason;
    }
  }
  return summary(tool.name, items, stopped);
}

function summary(tool: string, items: Item[], stopped: string | undefined): Answer<WriteData> {
  const count = (outcome: Item["outcome"]) => items.filter((item) => item.outcome === outcome).length;
  const done = count("done");
  const left = items.filter((item) => item.outcome === "left").map(({ target }) => target);
  const lines = items.filter((item) => item.outcome !== "left").map((item) => {
    const changes = (item.changes ?? []).map((change) => changeLines([change]).slice(2)).join("; ");
    const id = item.change === undefined ? "" : `Change ${item.change}`;
    const facts = [item.outcome, changes, ...item.notes ?? [], id].filter((fact) => fact !== "");
    return `- ${item.target}: ${facts.map((fact) => fact.replace(/\.$/, "")).join(". ")}`;
  });
  const counts = (["done", "failed", "refused", "left"] as const).map((outcome) => `${count(outcome)} ${outcome}`);
  const rest = left.length === 0
    ? []
    : [`Stopped: ${stopped}. Not started; to go on, call ${tool} with users=${JSON.stringify(left)}`];
  return {
    text: [`${counts.join(", ")}.`, ...lines, ...rest].join("\n"),
    data: { outcome: done === items.length ? "done" : done === 0 ? "not_done" : "partly_done", items },
  };
}

function declined(channel: ConsentChannel, due: readonly Due[]): Answer<WriteData> {
  const verb = channel.response === "decline" ? "declined" : "did not answer";
  const actions = due.map(({ plan }) => plan.action).join("; ");
  return {
    text: `Not done: the person ${verb}. Nothing was changed. It was: ${actions}. Ask them what they want instead.`,
    data: { outcome: "declined", items: due.map(({ name }) => ({ outcome: "left", target: name })) },
  };
}

function refusedItem(item: Planned): Item {
  return { outcome: "refused", target: item.name, notes: "refused" in item ? [item.refused] : [] };
}

function previewText(planned: readonly Planned[]): string {
  const [first] = planned;
  if (planned.length === 1 && first && "plan" in first) return planText(first.plan);
  const due = planned.filter((item) => "plan" in item);
  const refused = planned.filter((item) => "refused" in item);
  return [
    ...(due.length > 0 ? [`To be done for ${due.length}, one after the other:`] : []),
    ...due.map(({ plan }) => planText(plan)),
    ...(refused.length > 0 ? [`Not possible for ${refused.length}:`] : []),
    ...refused.map((item) => `${item.name}: ${item.refused}`),
  ].join("\n");
}

function doneText(plan: Plan<unknown>, item: Item): string {
  return [
    `${item.outcome === "done" ? "Done" : "Partly done"}: ${plan.action}`,
    changeLines(item.changes ?? []),
    ...(item.notes ?? []),
    plan.reversible,
    `Change ${item.change}.`,
  ].filter(Boolean).join("\n");
}
