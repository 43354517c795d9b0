import type { Tool, WriteTool } from "../mcp/tool.ts";
import { addUserToGroup } from "./add_user_to_group.ts";
import { assignApplication } from "./assign_application.ts";
import { callOktaOperation } from "./call_okta_operation.ts";
import { changeUserStatus } from "./change_user_status.ts";
import { checkOrgHealth } from "./check_org_health.ts";
import { clearUserSessions } from "./clear_user_sessions.ts";
import { compareUsers } from "./compare_users.ts";
import type { Services } from "./define.ts";
import { explainAppAccess } from "./explain_app_access.ts";
import { type Exposure, isExposed, isWanted, missingScopes, type ToolFacts, waitingText } from "./exposure.ts";
import { findChanges } from "./find_changes.ts";
import { getApplicationDetails } from "./get_application_details.ts";
import { getApplicationLogs } from "./get_application_logs.ts";
import { getFailedLoginAttempts } from "./get_failed_login_attempts.ts";
import { getGroupDetails } from "./get_group_details.ts";
import { getPasswordResetEvents } from "./get_password_reset_events.ts";
import { getUserDetails } from "./get_user_details.ts";
import { getUserLogs } from "./get_user_logs.ts";
import { investigateUser } from "./investigate_user.ts";
import { listApplications } from "./list_applications.ts";
import { listGroups } from "./list_groups.ts";
import { listUsers } from "./list_users.ts";
import { reinviteUser } from "./reinvite_user.ts";
import { removeUserFromGroup } from "./remove_user_from_group.ts";
import { requestAppAccess } from "./request_app_access.ts";
import { resetUserFactors } from "./reset_user_factors.ts";
import { resetUserPassword } from "./reset_user_password.ts";
import { reviewUserSecurity } from "./review_user_security.ts";
import { searchLogs } from "./search_logs.ts";
import { searchOktaOperations } from "./search_okta_operations.ts";
import { secureUserAccount } from "./secure_user_account.ts";
import { unassignApplication } from "./unassign_application.ts";
import { undoChange } from "./undo_change.ts";
import { unlockUserAccount } from "./unlock_user_account.ts";
import { updateApplicationConfig } from "./update_application_config.ts";
import { updateUserProfile } from "./update_user_profile.ts";

/** Every tool that changes something and that undo_change may call. */
const WRITES: readonly WriteTool<Services>[] = [
  updateUserProfile,
  reinviteUser,
  unlockUserAccount,
  resetUserPassword,
  updateApplicationConfig,
  changeUserStatus,
  resetUserFactors,
  clearUserSessions,
  assignApplication,
  unassignApplication,
  addUserToGroup,
  removeUserFromGroup,
  requestAppAccess,
  secureUserAccount,
  callOktaOperation,
];

/** Every tool, in the order in which models see them. */
export const TOOLS: readonly Tool<Services>[] = [
  getUserDetails,
  listApplications,
  getApplicationDetails,
  getUserLogs,
  getApplicationLogs,
  searchLogs,
  investigateUser,
  listUsers,
  listGroups,
  getGroupDetails,
  getFailedLoginAttempts,
  explainAppAccess,
  reviewUserSecurity,
  getPasswordResetEvents,
  findChanges,
  searchOktaOperations,
  ...WRITES,
  undoChange(WRITES),
  compareUsers,
  checkOrgHealth,
];

/** The same, and the halves that stand in for some of them where nothing may be changed, under the same names. */
export const VARIANTS: readonly (Tool<Services> & Pick<ToolFacts, "standsIn">)[] = TOOLS.flatMap((tool) =>
  tool.risk === "read" || tool.reading === undefined ? [tool] : [tool, { ...tool.reading, standsIn: true as const }]
);

/**
 * The tools that a configuration exposes. Fixed for a process (MCP 2026-07-28, tools/list).
 * @param areas Those of the areas of the API that it names.
 */
export function exposedTools(exposure: Exposure, areas: readonly Tool<Services>[] = []): Tool<Services>[] {
  return [...VARIANTS, ...areas].filter((tool) => isExposed(tool, exposure));
}

/** The tools that it would expose, were their scopes granted: by name, what to say of that. */
export function waitingTools(exposure: Exposure, areas: readonly Tool<Services>[] = []): Map<string, string> {
  const waiting = [...VARIANTS, ...areas].filter((tool) => isWanted(tool, exposure) && !isExposed(tool, exposure));
  return new Map(waiting.map((tool) => [tool.name, waitingText(tool.name, missingScopes(tool, exposure))]));
}
