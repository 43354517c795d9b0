import assert from "node:assert/strict";
import type { WriteData } from "../../src/mcp/write_output.ts";
import type { Plan } from "../../src/mcp/tool.ts";
import { NOW, type Org, type Reply } from "./harness.ts";

type Item = WriteData["items"][number];

/** What a write did to its one target. */
export function itemOf({ data }: Reply): Item {
  const { outcome, items } = data as WriteData;
  assert.equal(outcome, "done");
  assert.equal(items.length, 1);
  return items[0]!;
}

/** What was changed, as `what: before → after`. */
export function changesOf(reply: Reply): string[] {
  return itemOf(reply).changes!.map(({ what, before, after }) =>
    `${what}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`
  );
}

/** The requests that were sent to change something, as method and path with query. */
export function sentBy({ sandbox }: Org): string[] {
  return sandbox.requests.filter(({ method }) => method !== "GET").map(({ method, url }) => {
    const { pathname, search } = new URL(url);
    return `${method} ${pathname}${search}`;
  });
}

/** The warnings of a preview, without their marks. */
export function warningsOf({ asked = "" }: Reply): string[] {
  return asked.split("\n").filter((line) => line.startsWith("! ")).map((line) => line.slice(2));
}

/** The two steps of a changing tool, for what happens between them. */
export function stepsOf({ host, services }: Org, name: string) {
  const tool = host.tools.find((candidate) => candidate.name === name);
  assert(tool && tool.risk !== "read");
  const call = { ...services, now: () => NOW, signal: new AbortController().signal, progress: () => {} };
  return {
    plan: (args: Record<string, unknown>) => tool.plan(tool.input.parse(args), call),
    act: (plan: Plan<unknown>) => tool.act(plan, call),
  };
}
