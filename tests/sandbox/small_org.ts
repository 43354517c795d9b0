/** An org small enough to hold in one's head: a person in each status, four groups, three apps. */
import type {
  AppRecord,
  GroupRecord,
  OrgState,
  PolicyRecord,
  UserRecord,
  UserStatus,
} from "../../src/sandbox/state.ts";

export const NOW = new Date("2026-03-10T12:00:00.500Z");

const TIME = "2026-01-05T08:00:00.000Z";
const TYPE = "otysmallorg000000000";

/** Ids by the names used here: `ADA`, `SALES`, `NOTES` … */
export const ID = {
  ADMIN: "00uadmin000000000000",
  ADA: "00uada00000000000000",
  BOB: "00ubob00000000000000",
  CLEO: "00ucleo0000000000000",
  DAN: "00udan00000000000000",
  EVE: "00ueve00000000000000",
  FRANK: "00ufrank000000000000",
  GINA: "00ugina0000000000000",
  HANK: "00uhank0000000000000",
  EVERYONE: "00geveryone000000000",
  SALES: "00gsales000000000000",
  GUESTS: "00gguests00000000000",
  WAREHOUSE: "00gwarehouse00000000",
  SALES_RULE: "0prsales000000000000",
  CRM: "0oacrm00000000000000",
  NOTES: "0oanotes000000000000",
  PORTAL: "0oaportal00000000000",
  OFFICE: "nzooffice00000000000",
  TWO_FACTORS: "rsttwofactors0000000",
  SIGN_ON: "00psignon00000000000",
} as const;

/** A fresh org; tests may change it. */
export function smallOrg(): OrgState {
  const users = [
    user(ID.ADMIN, "ACTIVE", "Alex", "Admin", { department: "IT" }),
    user(ID.ADA, "ACTIVE", "Ada", "Lovelace", { department: "Sales", title: "Analyst", badge: "A-1" }),
    user(ID.BOB, "LOCKED_OUT", "Bob", "Stone", { department: "Support" }),
    user(ID.CLEO, "STAGED", "Cleo", "Park", {}),
    user(ID.DAN, "DEPROVISIONED", "Dan", "Gone", { department: "Support" }),
    user(ID.EVE, "PROVISIONED", "Eve", "Invited", {}),
    user(ID.FRANK, "SUSPENDED", "Frank", "Paused", { department: "Support" }),
    user(ID.GINA, "PASSWORD_EXPIRED", "Gina", "Stale", { department: "Support" }),
    user(ID.HANK, "LOCKED_OUT", "Hank", "Field", { department: "Warehouse" }),
  ];
  const byId = new Map(users.map((each) => [each.id, each]));
  byId.get(ID.CLEO)!.credentials.password = {};
  byId.get(ID.HANK)!.credentials.provider = { type: "ACTIVE_DIRECTORY", name: "corp.small.example" };
  const ada = byId.get(ID.ADA)!;
  ada.factors = [factor("opfpush", "push"), factor("ostfotp", "token:software:totp"), factor("smsfone", "sms")];
  ada.sessions = [{ id: "102one", createdAt: TIME }];

  const everyone = users.map(({ id }) => id);
  return {
    id: "00osmall000000000000",
    companyName: "Small",
    subdomain: "small",
    tokenOwnerId: ID.ADMIN,
    users: byId,
    groups: index([
      group(ID.EVERYONE, "Everyone", "BUILT_IN", everyone),
      group(ID.SALES, "Sales", "OKTA_GROUP", [ID.ADA]),
      group(ID.GUESTS, "Guests", "OKTA_GROUP", []),
      group(ID.WAREHOUSE, "Warehouse", "APP_GROUP", [ID.HANK]),
    ]),
    groupRules: index([{
      id: ID.SALES_RULE,
      name: "Sales by department",
      status: "ACTIVE" as const,
      created: TIME,
      lastUpdated: TIME,
      expression: 'user.department=="Sales"',
      groupIds: [ID.SALES],
      excludedUserIds: [],
    }]),
    apps: index([crm(), notes(), portal()]),
    policies: index([twoFactors(), signOn()]),
    zones: index([{
      id: ID.OFFICE,
      name: "Office",
      type: "IP",
      status: "ACTIVE",
      usage: "POLICY",
      created: TIME,
      lastUpdated: TIME,
      system: false,
      gateways: [{ type: "CIDR", value: "192.0.2.0/24" }, { type: "RANGE", value: "198.51.100.5-198.51.100.9" }],
      proxies: null,
    }]),
    events: [],
  };
}

function index<T extends { id: string }>(records: T[]): Map<string, T> {
  return new Map(records.map((record) => [record.id, record]));
}

function user(
  id: string,
  status: UserStatus,
  firstName: string,
  lastName: string,
  more: Record<string, unknown>,
): UserRecord {
  const login = `${firstName}.${lastName}@small.example`.toLowerCase();
  const hasPassword = !["STAGED", "PROVISIONED", "DEPROVISIONED"].includes(status);
  return {
    id,
    status,
    created: TIME,
    activated: status === "STAGED" ? null : TIME,
    statusChanged: TIME,
    lastLogin: null,
    lastUpdated: TIME,
    passwordChanged: hasPassword ? TIME : null,
    type: { id: TYPE },
    profile: { login, email: login, firstName, lastName, ...more },
    credentials: {
      ...(hasPassword ? { password: {} } : {}),
      emails: [{ value: login, status: "VERIFIED", type: "PRIMARY" }],
      provider: { type: "OKTA", name: "OKTA" },
    },
    factors: [],
    roles: [],
    sessions: [],
  };
}

function factor(id: string, factorType: string) {
  return { id, factorType, provider: "OKTA", vendorName: "OKTA", status: "ACTIVE", created: TIME, lastUpdated: TIME };
}

function group(id: string, name: string, type: GroupRecord["type"], members: string[]): GroupRecord {
  return {
    id,
    type,
    created: TIME,
    lastUpdated: TIME,
    lastMembershipUpdated: TIME,
    profile: { name, description: null },
    members: new Set(members),
    roles: [],
    owners: name === "Sales" ? [ID.ADMIN] : [],
  };
}

function app(id: string, name: string, label: string, signOnMode: string): AppRecord {
  return {
    id,
    name,
    label,
    status: "ACTIVE",
    created: TIME,
    lastUpdated: TIME,
    signOnMode,
    features: [],
    accessibility: { selfService: false, errorRedirectUrl: null, loginRedirectUrl: null },
    visibility: {
      autoLaunch: false,
      autoSubmitToolbar: false,
      hide: { iOS: false, web: false },
      appLinks: { login: true },
    },
    credentials: { userNameTemplate: { template: "${source.login}", type: "BUILT_IN" }, signing: {} },
    settings: {
      app: {},
      notifications: { vpn: { network: { connection: "DISABLED" }, message: null, helpUrl: null } },
      manualProvisioning: false,
      implicitAssignment: false,
      notes: { admin: null, enduser: null },
    },
    accessPolicyId: ID.TWO_FACTORS,
    users: new Map(),
    groups: new Map(),
    syncErrors: new Map(),
  };
}

/** Given to Sales, and provisioned. */
function crm(): AppRecord {
  return {
    ...app(ID.CRM, "crm", "Customers", "SAML_2_0"),
    features: ["PUSH_NEW_USERS"],
    credentials: {
      userNameTemplate: { template: "${source.email}", type: "BUILT_IN" },
      signing: { kid: "crm-key", lastRotated: TIME, nextRotation: "2026-03-20T00:00:00.000Z" },
    },
    groups: new Map([[ID.SALES, { priority: 0, lastUpdated: TIME, profile: { seat: "full" } }]]),
  };
}

/** Given to Bob himself. */
function notes(): AppRecord {
  const record = app(ID.NOTES, "bookmark", "Notes", "BOOKMARK");
  record.settings["app"] = { requestIntegration: false, url: "https://notes.small.example" };
  record.users.set(ID.BOB, {
    created: TIME,
    lastUpdated: TIME,
    statusChanged: TIME,
    status: "ACTIVE",
    syncState: "DISABLED",
    credentials: { userName: "bob" },
    profile: {},
  });
  return record;
}

/** Given to nobody; has a client secret. */
function portal(): AppRecord {
  const record = app(ID.PORTAL, "oidc_client", "Portal", "OPENID_CONNECT");
  record.settings["oauthClient"] = {
    application_type: "web",
    grant_types: ["authorization_code"],
    response_types: ["code"],
    redirect_uris: ["https://portal.small.example/callback"],
  };
  record.credentials["oauthClient"] = {
    client_id: ID.PORTAL,
    client_secret: "kept-by-the-portal",
    token_endpoint_auth_method: "client_secret_basic",
  };
  return record;
}

function policy(id: string, type: string, name: string, rules: PolicyRecord["rules"]): PolicyRecord {
  return {
    id,
    type,
    name,
    status: "ACTIVE",
    priority: 1,
    system: false,
    created: TIME,
    lastUpdated: TIME,
    conditions: null,
    rules,
  };
}

function rule(
  name: string,
  priority: number,
  conditions: Record<string, unknown> | null,
): PolicyRecord["rules"][number] {
  return {
    id: `rul${name.replaceAll(" ", "")}`,
    type: "ACCESS_POLICY",
    name,
    status: "ACTIVE",
    priority,
    system: false,
    created: TIME,
    lastUpdated: TIME,
    conditions,
    actions: {},
  };
}

function twoFactors(): PolicyRecord {
  return policy(ID.TWO_FACTORS, "ACCESS_POLICY", "Two factors", [
    rule("Catch all", 99, null),
    rule("Guests out", 1, { people: { groups: { include: [ID.GUESTS] } } }),
    rule("From the office", 2, { network: { connection: "ZONE", include: [ID.OFFICE] } }),
    rule("Managed devices", 3, { device: { managed: true } }),
  ]);
}

function signOn(): PolicyRecord {
  return policy(ID.SIGN_ON, "OKTA_SIGN_ON", "Sign-on", [rule("Everyone", 1, null)]);
}
