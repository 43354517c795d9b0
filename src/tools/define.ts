import type { AuditLog } from "../mcp/audit.ts";
import { toolDefiner } from "../mcp/tool.ts";
import type { Okta } from "../okta/client.ts";
import type { Thresholds } from "../investigate/thresholds.ts";
import type { OperationSettings } from "../operations/rules.ts";

/** What the program gives each call of a tool besides `CallBase`: Okta, bound to the call's cancellation and budget. */
export interface Services {
  okta: Okta;
  /** What this server has changed. */
  audit: Pick<AuditLog, "read" | "undoable">;
  /** What the operator allows of Okta's whole API. */
  operations: OperationSettings;
  /** What investigations compare with. */
  thresholds: Thresholds;
}

export const { defineTool, defineWrite } = toolDefiner<Services>();
