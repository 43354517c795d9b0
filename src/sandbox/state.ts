/**
 * What the demo org remembers. Records are kept in the shapes that Okta sends, less what is derived when an answer
 * is made (`_links`, `_embedded`, `orn`), so that a route is a look-up and a seed is plain data.
 * All times are ISO 8601 in UTC with milliseconds, as Okta writes them.
 */

export type UserStatus =
  | "STAGED"
  | "PROVISIONED"
  | "ACTIVE"
  | "PASSWORD_EXPIRED"
  | "LOCKED_OUT"
  | "RECOVERY"
  | "SUSPENDED"
  | "DEPROVISIONED";

export interface UserRecord {
  id: string;
  status: UserStatus;
  created: string;
  activated: string | null;
  statusChanged: string | null;
  lastLogin: string | null;
  lastUpdated: string;
  passwordChanged: string | null;
  type: { id: string };
  /** `login`, `email`, `firstName`, `lastName` always; any other profile attribute where it is set. */
  profile: { login: string; email: string; firstName: string; lastName: string; [attribute: string]: unknown };
  credentials: {
    provider: { type: "OKTA" | "ACTIVE_DIRECTORY" | "LDAP" | "FEDERATION"; name: string };
    password?: Record<string, never>;
    emails?: { value: string; status: string; type: string }[];
  };
  factors: FactorRecord[];
  /** Standard admin roles assigned to the user directly, e.g. `SUPER_ADMIN`, `HELP_DESK_ADMIN`. */
  roles: RoleRecord[];
  /** Open sessions; ended by DELETE /users/{id}/sessions. */
  sessions: { id: string; createdAt: string }[];
}

export interface RoleRecord {
  id: string;
  type: string;
  label: string;
  status: "ACTIVE" | "INACTIVE";
  created: string;
  lastUpdated: string;
}

export interface FactorRecord {
  id: string;
  factorType: string;
  provider: string;
  vendorName: string;
  status: string;
  created: string;
  lastUpdated: string;
  profile?: Record<string, unknown>;
}

export interface GroupRecord {
  id: string;
  type: "OKTA_GROUP" | "APP_GROUP" | "BUILT_IN";
  created: string;
  lastUpdated: string;
  lastMembershipUpdated: string;
  profile: { name: string; description: string | null; [attribute: string]: unknown };
  members: Set<string>;
  /** Standard admin roles that membership gives. */
  roles: RoleRecord[];
  /** User ids of the group's owners. */
  owners: string[];
}

export interface GroupRuleRecord {
  id: string;
  name: string;
  status: "ACTIVE" | "INACTIVE" | "INVALID";
  created: string;
  lastUpdated: string;
  /** Okta Expression Language, e.g. `user.department=="Sales"`. */
  expression: string;
  groupIds: string[];
  excludedUserIds: string[];
}

export interface AppRecord {
  id: string;
  name: string;
  label: string;
  status: "ACTIVE" | "INACTIVE";
  created: string;
  lastUpdated: string;
  signOnMode: string | null;
  features: string[];
  accessibility: Record<string, unknown>;
  visibility: Record<string, unknown>;
  credentials: Record<string, unknown>;
  settings: Record<string, unknown>;
  /** The authentication (access) policy that guards the app; see `policies`. */
  accessPolicyId: string | null;
  /** Direct assignments by user id. Group-made ones are derived from `groups`, as Okta does. */
  users: Map<string, AppUserRecord>;
  /** Group assignments by group id. */
  groups: Map<string, { priority: number; lastUpdated: string; profile: Record<string, unknown> }>;
  /** Provisioning trouble by user id: shown in the app user's `status` and `syncState`. */
  syncErrors: Map<string, string>;
}

export interface AppUserRecord {
  created: string;
  lastUpdated: string;
  statusChanged: string;
  status: string;
  syncState: string;
  credentials: { userName: string };
  profile: Record<string, unknown>;
}

export interface PolicyRecord {
  id: string;
  type: string;
  name: string;
  status: "ACTIVE" | "INACTIVE";
  priority: number;
  system: boolean;
  created: string;
  lastUpdated: string;
  conditions: Record<string, unknown> | null;
  settings?: Record<string, unknown>;
  rules: PolicyRuleRecord[];
}

export interface PolicyRuleRecord {
  id: string;
  type: string;
  name: string;
  status: "ACTIVE" | "INACTIVE";
  priority: number;
  system: boolean;
  created: string;
  lastUpdated: string;
  conditions: Record<string, unknown> | null;
  actions: Record<string, unknown>;
}

/** A System Log event in Okta's wire shape; see reference `LogEvent` of the Management API. */
export interface EventRecord {
  uuid: string;
  published: string;
  eventType: string;
  version: "0";
  severity: "DEBUG" | "INFO" | "WARN" | "ERROR";
  displayMessage: string;
  actor: { id: string; type: string; alternateId: string | null; displayName: string | null };
  client: Record<string, unknown> | null;
  device: Record<string, unknown> | null;
  authenticationContext: Record<string, unknown>;
  outcome: { result: string; reason: string | null } | null;
  target:
    | { id: string; type: string; alternateId: string | null; displayName: string | null; detailEntry?: unknown }[]
    | null;
  transaction: { type: string; id: string; detail: Record<string, unknown> };
  /** Values of `debugData` are strings, whatever they mean. */
  debugContext: { debugData: Record<string, string> };
  legacyEventType: string | null;
  request: { ipChain: Record<string, unknown>[] };
  securityContext: {
    asNumber: number | null;
    asOrg: string | null;
    isp: string | null;
    domain: string | null;
    isProxy: boolean | null;
  };
}

/** A pool of directory agents in Okta's wire shape. */
export interface AgentPoolRecord {
  id: string;
  name: string;
  type: string;
  operationalStatus: "OPERATIONAL" | "DEGRADED" | "DISRUPTED" | "INACTIVE";
  agents: { name: string; operationalStatus: string; lastConnection: number; [fact: string]: unknown }[];
}

export interface OrgState {
  id: string;
  companyName: string;
  subdomain: string;
  /** The user the API token belongs to. */
  tokenOwnerId: string;
  users: Map<string, UserRecord>;
  groups: Map<string, GroupRecord>;
  groupRules: Map<string, GroupRuleRecord>;
  apps: Map<string, AppRecord>;
  policies: Map<string, PolicyRecord>;
  /** Network zones in Okta's wire shape. */
  zones: Map<string, Record<string, unknown> & { id: string; name: string }>;
  /** Absent where no directory is connected. */
  agentPools?: AgentPoolRecord[];
  /** Ordered by `published`, oldest first. */
  events: EventRecord[];
}
