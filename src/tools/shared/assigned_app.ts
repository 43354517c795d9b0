import * as z from "zod";
import { csv } from "../../mcp/output.ts";
import type { AssignedApp } from "../../okta/apps.ts";
import type { Okta } from "../../okta/client.ts";
import type { Group } from "../../okta/groups.ts";
import { grantingGroups } from "./granting_groups.ts";
import { present } from "./present.ts";

/** An app as one person has it; `userName` only where it is not the login. */
export const assignedApp = z.object({
  id: z.string(),
  label: z.string(),
  status: z.string(),
  signOnMode: z.string().optional(),
  scope: z.string(),
  groups: z.array(z.object({ id: z.string(), name: z.string() })).optional(),
  userName: z.string().optional(),
  syncState: z.string().optional(),
});
type Row = z.infer<typeof assignedApp>;

/** For how many apps the groups are looked up: more could use up a minute's requests. */
const LOOKED_UP = 40;

/**
 * A person's apps with how each was given: directly, or by which of their groups. Beyond the first `LOOKED_UP` it is only
 * said that a group does.
 * @throws OktaError
 */
export async function assignedApps(
  okta: Okta,
  { login }: { login: string },
  apps: readonly AssignedApp[],
  groups: readonly Group[],
): Promise<Row[]> {
  const byGroup = apps.filter(({ assignment }) => assignment.scope === "GROUP").slice(0, LOOKED_UP);
  const giving = byGroup.length === 0 ? new Map<string, Group[]>() : await grantingGroups(okta, byGroup, groups);
  return apps.map(({ id, label, status, signOnMode, assignment: { scope, userName, syncState } }) =>
    present({
      id,
      label,
      status,
      signOnMode,
      scope,
      groups: giving.get(id)?.map(({ id, name }) => ({ id, name })),
      userName: userName?.toLowerCase() === login.toLowerCase() ? undefined : userName,
      syncState: syncState === "DISABLED" ? undefined : syncState,
    })
  );
}

/** The rows as CSV lines. */
export function assignedAppLines(rows: readonly Row[]): string[] {
  const flat = rows.map((row) => ({
    ...row,
    given: row.scope === "GROUP" ? "by group" : "directly",
    groups: row.groups?.map(({ name }) => name),
  }));
  return csv(flat, ["label", "status", "given", "groups", "signOnMode", "userName", "syncState", "id"]).split("\n");
}
