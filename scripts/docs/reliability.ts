import { NOT_APPLICABLE, PASSES } from "../../tests/conformance/not_applicable.ts";
import { CASES, type FaultCase, type Verdict } from "../../tests/faults/cases.ts";
import { withBlock } from "./block.ts";
import { table } from "./table.ts";

/** docs/reliability.md with its tables made anew from what the tests run: faults, and MCP's conformance suite. */
export async function reliabilityPage(): Promise<string> {
  const rows = CASES.map((fault) => [
    fault.fault,
    said(fault.reading, fault.tries),
    said(fault.changing, fault.posts),
  ]);
  const faults = table([["fault", "reading", "a POST, after consent"], ...rows]);
  const page = withBlock(await Deno.readTextFile("docs/reliability.md"), "faults", faults);
  return withBlock(page, "conformance", `${passes()}\n\n${notApplicable()}`);
}

function said(verdict: Verdict, most: FaultCase["tries"]): string {
  const outcome = verdict === "answers" ? "right" : `error: “${verdict.says}”`;
  return most === 1 ? outcome : `${outcome}; sent up to ${most} times`;
}

function passes(): string {
  return Object.entries(PASSES).map(([revision, checks]) => `- ${revision}: ${checks} checks pass`).join("\n");
}

function notApplicable(): string {
  return table([["asked for, and not here", "because"], ...NOT_APPLICABLE.map(({ what, reason }) => [what, reason])]);
}
