import * as z from "zod";
import { changeLines, planText } from "./output.ts";
import type { Answer, Plan } from "./tool.ts";
import type { Due, Planned } from "./write_targets.ts";

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
export type Item = WriteData["items"][number];

/** What became of each of several targets, and how to go on with those that are left. */
export function summary(tool: string, items: Item[], stopped: string | undefined): Answer<WriteData> {
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

/** The answer where the person did not agree. */
export function declined(response: string | undefined, due: readonly Due[]): Answer<WriteData> {
  const verb = response === "decline" ? "declined" : "did not answer";
  const actions = due.map(({ plan }) => plan.action).join("; ");
  return {
    text: `Not done: the person ${verb}. Nothing was changed. It was: ${actions}. Ask them what they want instead.`,
    data: { outcome: "declined", items: due.map(({ name }) => ({ outcome: "left", target: name })) },
  };
}

export function refusedItem(item: Planned): Item {
  return { outcome: "refused", target: item.name, notes: "refused" in item ? [item.refused] : [] };
}

/** What the person reads before agreeing. */
export function previewText(planned: readonly Planned[]): string {
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

/** What was done to a single target. */
export function doneText(plan: Plan<unknown>, item: Item): string {
  return [
    `${item.outcome === "done" ? "Done" : "Partly done"}: ${plan.action}`,
    changeLines(item.changes ?? []),
    ...(item.notes ?? []),
    plan.reversible,
    `Change ${item.change}.`,
  ].filter(Boolean).join("\n");
}

/** The lines in which two previews differ; empty where the earlier one is not known any more. */
export function difference(before: string | undefined, now: string): string {
  if (before === undefined) return "";
  const [was, is] = [before.split("\n"), now.split("\n")];
  const gone = was.filter((line) => !is.includes(line)).map((line) => `\nIt was: ${line}`);
  const come = is.filter((line) => !was.includes(line)).map((line) => `\nIt is: ${line}`);
  return [...gone, ...come].join("");
}
