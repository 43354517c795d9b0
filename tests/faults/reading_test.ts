import assert from "node:assert/strict";
import { READS } from "../real/cases.ts";
import { CASES, type FaultCase } from "./cases.ts";
import { type FaultyOrg, type Outcome, startFaultyOrg } from "./faulty_org.ts";

/** A person with what belongs to them, read in parallel; a page of a list; a search, after its subject. */
const TOOLS = ["get_user_details", "list_users", "find_changes"];

let healthy: Promise<Map<string, Outcome>> | undefined;

/** What the tools answer when nothing is wrong: always the same, by the demo org's standing clock. */
async function rightAnswers(): Promise<Map<string, Outcome>> {
  await using org = await startFaultyOrg(30);
  const answers = new Map<string, Outcome>();
  for (const tool of TOOLS) answers.set(tool, await org.call(tool, READS[tool]!));
  return answers;
}

for (const fault of CASES) {
  Deno.test(`reading: ${fault.fault}`, async () => {
    const right = await (healthy ??= rightAnswers());
    await using org = await startFaultyOrg(fault.heavy ?? 30);
    for (const tool of fault.tool ? [fault.tool] : fault.heavy ? TOOLS.slice(0, 1) : TOOLS) {
      await endure(org, fault, tool, right.get(tool)!);
      if (!fault.lasts) assert.deepEqual(await org.call(tool, READS[tool]!), right.get(tool), `${tool}: the next call`);
    }
    assert.equal(org.stranger.connections, 0, "something went to another host");
  });
}

async function endure(org: FaultyOrg, { strike, reading, tries }: FaultCase, tool: string, right: Outcome) {
  org.proxy.seen.length = 0;
  const end = strike(org, ["GET"]);
  const outcome = await org.call(tool, READS[tool]!);
  end();
  if (reading === "answers") assert.deepEqual(outcome, right, tool);
  else {
    assert.equal(outcome.kind, "error", `${tool}: ${outcome.text}`);
    assert.ok(outcome.text.includes(reading.says), `${tool}: ${outcome.text}`);
  }
  assert.ok(mostOften(org) <= tries, `${tool}: asked ${mostOften(org)} times`);
}

/** How often the request was sent that was sent most often. */
function mostOften({ proxy }: FaultyOrg): number {
  const counts = Map.groupBy(proxy.seen, ({ method, target }) => `${method} ${target}`);
  return Math.max(0, ...[...counts.values()].map(({ length }) => length));
}
