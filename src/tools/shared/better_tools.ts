/**
 * The tool that does what an operation of Okta's API does, and more: it takes names for ids, looks at the effect and
 * knows the traps.
 */
export const BETTER_TOOLS: Readonly<Record<string, string>> = {
  assignGroupToApplication: "assign_application",
  assignUserToApplication: "assign_application",
  assignUserToGroup: "add_user_to_group",
  activateUser: "change_user_status",
  deactivateUser: "change_user_status",
  getApplication: "get_application_details",
  getApplicationUser: "explain_app_access",
  getGroup: "get_group_details",
  getUser: "get_user_details",
  listApplications: "list_applications",
  listFactors: "get_user_details",
  listGroups: "list_groups",
  listLogEvents: "search_logs",
  listUsers: "list_users",
  reactivateUser: "reinvite_user",
  replaceApplication: "update_application_config",
  resetFactors: "reset_user_factors",
  resetPassword: "reset_user_password",
  revokeUserSessions: "clear_user_sessions",
  suspendUser: "change_user_status",
  unassignApplicationFromGroup: "unassign_application",
  unassignUserFromApplication: "unassign_application",
  unassignUserFromGroup: "remove_user_from_group",
  unenrollFactor: "reset_user_factors",
  unlockUser: "unlock_user_account",
  unsuspendUser: "change_user_status",
  updateUser: "update_user_profile",
};
