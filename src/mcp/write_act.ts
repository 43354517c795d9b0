import type { AuditEntry, AuditLog } from "./audit.ts";
import { digestOf } from "./consent.ts";
import type { Answer, Call, Change, WriteTool } from "./tool.ts";
import { type Item, refusedItem, summary, type WriteData } from "./write_output.ts";
import { type Due, essence, type Planned, planOne } from "./write_targets.ts";
import { UserError } from "../user_error.ts";

/** Who acts, for the audit log. */
export interface Actor {
  /** Whose credential it is, as Okta tells; asked for only when something is about to be changed. */
  actor(): Promise<string>;
  client: string;
  requestIds(): readonly string[];
}

/** Where acts are recorded, and in which words they failed. */
export interface Recorder {
  audit: AuditLog;
  /** Where the audit log lies, for messages. */
  auditPath: string;
  /** What a thrown error means to the caller, or `undefined` for a fault of ours. */
  explain(error: unknown): string | undefined;
}

/** Acts between two audit lines. */
export async function actOn<S>(
  tool: WriteTool<S>,
  { args, plan }: Due,
  call: Call<S>,
  recorder: Recorder,
  who: Actor,
  consent: AuditEntry["consent"],
): Promise<Item> {
  const { audit, auditPath } = recorder;
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
  await audit.append(entry("start", plan.changes)).catch((error: Error) => {
    throw new UserError(
      `Nothing was changed: the audit log ${auditPath} cannot be written (${error.message}). ` +
        `Make room or mend the path (OKTA_AUDIT_LOG); reading tools still work.`,
    );
  });
  const before = who.requestIds().length;
  const end = (changes: Change[], rest: Partial<AuditEntry>) =>
    audit.append(entry("end", changes, { request_ids: who.requestIds().slice(before), ...rest }));
  let outcome;
  try {
    outcome = await tool.act(plan, call);
  } catch (error) {
    await end([], { outcome: "failed", error: reasonOf(error, recorder) }).catch(() => {}); // the act's own error matters more
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
      `The change was made, but the audit log ${auditPath} could not record its end: ${error.message}`,
    )
  );
  return item;
}

/**
 * Acts on one after the other. Each is planned again just before its turn; whatever moved, fails or is cancelled
 * stops nothing that is done and leaves the rest untouched and named.
 */
export async function actOnAll<S>(
  tool: WriteTool<S>,
  planned: readonly Planned[],
  call: Call<S>,
  perform: (item: Due) => Promise<Item>,
  recorder: Recorder,
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
      const reason = reasonOf(error, recorder);
      items.push({ outcome: "failed", target: item.name, notes: [reason] });
      // A person's state is their own; a network, limit or permission would fail the next one too.
      if (!(error instanceof UserError)) stopped = reason;
    }
  }
  return summary(tool.name, items, stopped);
}

/** Why it failed, with the way out and whether it may have happened all the same. */
function reasonOf(error: unknown, { explain }: Recorder): string {
  return error instanceof UserError ? error.message : explain(error) ?? String(error);
}
