/** A call of each tool that succeeds on the demo org, in its first state. A tool without one fails the tests. */

const JANE = "jane.moreno@harbor.example";

export const READS: Record<string, Record<string, unknown>> = {
  get_user_details: { user: JANE },
  list_users: { status: "LOCKED_OUT" },
  list_groups: {},
  get_group_details: { group: "Sales" },
  list_applications: {},
  get_application_details: { app: "Salesforce" },
  get_user_logs: { user: JANE, since: "24h" },
  get_application_logs: { app: "Salesforce", since: "7d" },
  search_logs: { since: "24h", outcome: "FAILURE" },
  get_failed_login_attempts: { since: "24h" },
  get_password_reset_events: { since: "7d" },
  investigate_user: { user: JANE },
  explain_app_access: { user: "omar.haddad@harbor.example", app: "Salesforce" },
  review_user_security: { user: "priya.nair@harbor.example" },
  find_changes: { target: "omar.haddad@harbor.example", since: "7d" },
  search_okta_operations: { query: "list network zones" },
};

export const WRITES: Record<string, Record<string, unknown>> = {
  update_user_profile: { user: "aisha.bello@harbor.example", profile: { title: "Lead Buyer" } },
  reinvite_user: { user: "tom.becker@harbor.example" },
  unlock_user_account: { user: JANE },
  reset_user_password: { user: "lucia.rossi@harbor.example" },
  update_application_config: { app: "Salesforce", changes: { label: "Salesforce CRM" } },
  change_user_status: { user: "aisha.bello@harbor.example", action: "suspend" },
  reset_user_factors: { user: "grace.okafor@harbor.example" },
  clear_user_sessions: { user: "priya.nair@harbor.example" },
  assign_application: { app: "Zoom", user: "omar.haddad@harbor.example" },
  unassign_application: { app: "Zoom", user: "aisha.bello@harbor.example" },
  add_user_to_group: { user: "omar.haddad@harbor.example", group: "Salesforce Users" },
  remove_user_from_group: { user: "samir.qureshi@harbor.example", group: "People Team" },
  request_app_access: { user: "omar.haddad@harbor.example", app: "Carrier Portal" },
  secure_user_account: { user: "priya.nair@harbor.example" },
  call_okta_operation: {
    operation: "updateUser",
    parameters: { id: "aisha.bello@harbor.example" },
    body: { profile: { nickName: "Aisha" } },
  },
};

/** Tools that need what another call answered; each has a test of its own. */
export const FOLLOW_UPS = ["undo_change"];
