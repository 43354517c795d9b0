import * as z from "zod";
import type { AuditEntry } from "../mcp/audit.ts";
import { canonicalJson } from "../mcp/consent.ts";
import { plain, quote } from "../mcp/output.ts";
import type { Plan, WriteTool } from "../mcp/tool.ts";
import { defineWrite, type Services } from "./define.ts";
import { UserError } from "../user_error.ts";

/** How many changes are offered when the one asked for is not known. */
const OFFERED = 5;

/** The tool that takes back what one of `tools` did, by that tool's inverse: previewed, consented to and audited as itself. */
export function undoChange(tools: readonly WriteTool<Services>[]): WriteTool<Services> {
  return defineWrite({
    name: "undo_change",
    title: "Undo a change",
    description:
      "Takes back a change that this server made: profile, group membership, app assignment, suspension, app " +
      "settings. Needs the change id from that change's answer. Refuses where the target has been changed since.",
    toolset: "support",
    // What this server could change, it can change back.
    scopes: [],
    risk: "destructive",
    idempotent: false,
    input: z.object({ change: z.string().describe("Change id; a wrong one is answered with the latest") }),
    async plan({ change }, call): Promise<Plan<{ tool: WriteTool<Services>; plan: Plan<unknown> }>> {
      const made = await findChange(change, call.audit);
      const tool = tools.find(({ name }) => name === made.undo?.tool);
      if (made.undo === undefined || tool === undefined) {
        throw new UserError(`Cannot undo ${made.tool} of ${quote(made.target.name)}: Okta offers no way back from it.`);
      }
      const plan = await tool.plan(tool.input.parse(made.undo.args), call).catch((error) => {
        throw error instanceof UserError ? new UserError(`Cannot undo: it has moved on. ${error.message}`) : error;
      });
      refuseIfMoved(made, plan);
      const when = made.time.slice(0, 16).replace("T", " ");
      return { ...plan, action: `Undo ${made.tool} of ${when} UTC: ${plan.action}`, state: { tool, plan } };
    },
    act: ({ state }, call) => state.tool.act(state.plan, call),
  });
}

async function findChange(change: string, audit: Services["audit"]): Promise<AuditEntry> {
  const made = (await audit.read(change)).find(({ outcome }) => outcome === "done");
  if (made !== undefined) return made;
  const offers = (await audit.undoable(OFFERED)).map((entry) =>
    `${entry.change}  ${entry.time}  ${entry.tool} of ${quote(entry.target.name)}`
  );
  const known = offers.length === 0
    ? "This server has made none that could be undone."
    : `The latest are:\n${offers.join("\n")}`;
  throw new UserError(`There is no change ${quote(change)} in the audit log. ${known}`);
}

/** What the inverse finds must be what the change left. */
function refuseIfMoved(made: AuditEntry, inverse: Plan<unknown>): void {
  for (const { what, before } of inverse.changes) {
    const left = made.changes.find((change) => change.what === what);
    if (left !== undefined && canonicalJson(left.after) === canonicalJson(before)) continue;
    const now = before === null || before === undefined ? "not set" : quote(before);
    throw new UserError(
      `Cannot undo: ${plain(what)} of ${quote(made.target.name)} was changed since, and is now ${now}. ` +
        `See who did it with find_changes target=${plain(made.target.id)}, then change it directly.`,
    );
  }
}
