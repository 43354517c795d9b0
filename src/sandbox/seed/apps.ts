/** Apps, and who is assigned to them. */

import type { AppRecord, AppUserRecord } from "../state.ts";
import { ANY_TWO_FACTORS, CUSTOMER_DATA, MICROSOFT_365, ONE_FACTOR } from "./policies.ts";
import type { Stage } from "./stage.ts";
import { DAY, recordTime } from "./time.ts";

interface AppPlan {
  label: string;
  name: string;
  signOnMode: string;
  days: number;
  status?: AppRecord["status"];
  policy?: string;
  features?: string[];
  credentials?: Record<string, unknown>;
  app?: Record<string, unknown>;
  settings?: Record<string, unknown>;
  /** Groups in order of priority. */
  groups?: string[];
  people?: string[];
  syncErrors?: Record<string, string>;
  /** Days until the signing certificate runs out. */
  certificateDays?: number;
  adminNote?: string;
}

const PROVISIONING = ["PUSH_NEW_USERS", "PUSH_PROFILE_UPDATES", "PUSH_USER_DEACTIVATION", "REACTIVATE_USERS"];

const APPS: AppPlan[] = [
  {
    label: "Salesforce",
    name: "salesforce",
    signOnMode: "SAML_2_0",
    days: 702,
    policy: CUSTOMER_DATA,
    features: PROVISIONING,
    app: { instanceType: "PRODUCTION", integrationType: "STANDARD", loginUrl: null, logoutUrl: null },
    groups: ["Salesforce Users"],
    people: ["maria.lopez", "chidi.eze"],
    certificateDays: 611,
    syncErrors: { "ethan.brooks": "Salesforce refused the user: no licence of type Salesforce is left." },
  },
  {
    label: "Google Workspace",
    name: "google",
    signOnMode: "SAML_2_0",
    days: 690,
    features: [...PROVISIONING, "GROUP_PUSH"],
    app: { domain: "harbor.example", afwOnly: false, rpId: "google.com/a/harbor.example" },
    groups: ["Marketing", "Engineering", "IT"],
    people: ["samir.qureshi", "patricia.nolan"],
    certificateDays: 842,
    syncErrors: { "mei.lin": "Google refused the user: the address is already used by a personal account." },
  },
  {
    label: "Microsoft Office 365",
    name: "office365",
    signOnMode: "WS_FEDERATION",
    days: 748,
    policy: MICROSOFT_365,
    features: PROVISIONING,
    app: { domain: "harbor.example", msftTenant: "harboroutfitters", wsFedConfigureType: "AUTO" },
    groups: ["Everyone"],
    certificateDays: 1203,
    syncErrors: { "diego.ramos": "Microsoft refused the user: the usage location is missing." },
  },
  {
    label: "Slack",
    name: "slack",
    signOnMode: "SAML_2_0",
    days: 640,
    policy: ONE_FACTOR,
    features: [...PROVISIONING, "GROUP_PUSH"],
    app: { domain: "harbor-outfitters" },
    groups: ["Everyone"],
    certificateDays: 498,
  },
  {
    label: "Zoom",
    name: "zoomus",
    signOnMode: "SAML_2_0",
    days: 633,
    policy: ONE_FACTOR,
    features: PROVISIONING,
    app: { subDomain: "harboroutfitters" },
    groups: ["Sales", "Marketing", "Finance", "Engineering", "People Team", "IT"],
    people: ["eleanor.marsh", "aisha.bello", "ruth.abrams"],
    certificateDays: 377,
  },
  {
    label: "Workday",
    name: "workday",
    signOnMode: "SAML_2_0",
    days: 735,
    policy: CUSTOMER_DATA,
    features: ["IMPORT_NEW_USERS", "IMPORT_PROFILE_UPDATES"],
    app: { siteURL: "https://workday.harbor.example", realm: "harbor" },
    groups: ["Finance", "People Team"],
    people: ["eleanor.marsh", "it.automation"],
    certificateDays: 11,
    adminNote: "The signing certificate must be renewed together with the Workday team. Owner: Patricia Nolan.",
  },
  {
    label: "Storefront Admin",
    name: "oidc_client",
    signOnMode: "OPENID_CONNECT",
    days: 420,
    credentials: { token_endpoint_auth_method: "client_secret_basic" },
    settings: {
      oauthClient: {
        application_type: "web",
        grant_types: ["authorization_code", "refresh_token"],
        response_types: ["code"],
        redirect_uris: ["https://admin.harbor.example/authorization-code/callback"],
        post_logout_redirect_uris: ["https://admin.harbor.example"],
        initiate_login_uri: "https://admin.harbor.example/login",
        consent_method: "TRUSTED",
        issuer_mode: "DYNAMIC",
      },
    },
    groups: ["Retail", "Engineering"],
    people: ["olivia.grant"],
  },
  {
    label: "Crew Scheduler",
    name: "oidc_client",
    signOnMode: "OPENID_CONNECT",
    days: 301,
    policy: ONE_FACTOR,
    credentials: { token_endpoint_auth_method: "none", pkce_required: true },
    settings: {
      oauthClient: {
        application_type: "browser",
        grant_types: ["authorization_code"],
        response_types: ["code"],
        redirect_uris: ["https://crew.harbor.example/callback"],
        post_logout_redirect_uris: ["https://crew.harbor.example"],
        consent_method: "TRUSTED",
        issuer_mode: "DYNAMIC",
      },
    },
    groups: ["Warehouse Staff", "Retail"],
  },
  {
    label: "Nightly Stock Export",
    name: "oidc_client",
    signOnMode: "OPENID_CONNECT",
    days: 280,
    credentials: { token_endpoint_auth_method: "private_key_jwt" },
    settings: {
      oauthClient: {
        application_type: "service",
        grant_types: ["client_credentials"],
        response_types: ["token"],
        redirect_uris: [],
        consent_method: "TRUSTED",
        issuer_mode: "DYNAMIC",
      },
    },
  },
  {
    label: "Carrier Portal",
    name: "template_swa",
    signOnMode: "BROWSER_PLUGIN",
    days: 366,
    credentials: {
      scheme: "SHARED_USERNAME_AND_PASSWORD",
      userName: "harbor-shipping",
      password: {},
      revealPassword: false,
    },
    app: {
      url: "https://portal.carrier.example/login",
      usernameField: "user",
      passwordField: "pass",
      buttonField: "sign-in",
      checkbox: null,
      loginUrlRegex: null,
      redirectUrl: null,
    },
    groups: ["Operations"],
    people: ["pete.hollis"],
  },
  {
    label: "Harbor Handbook",
    name: "bookmark",
    signOnMode: "BOOKMARK",
    days: 600,
    policy: ONE_FACTOR,
    app: { requestIntegration: false, url: "https://handbook.harbor.example" },
    groups: ["Everyone"],
  },
  {
    label: "Expense Desk",
    name: "template_saml_2_0",
    signOnMode: "SAML_2_0",
    days: 715,
    status: "INACTIVE",
    app: { postBackURL: "https://expenses.harbor.example/saml" },
    people: ["victor.almeida", "priya.nair", "hannah.weiss"],
    certificateDays: -40,
    adminNote: "Replaced by Workday. Kept for the auditors.",
  },
];

export function connectApps(stage: Stage): void {
  for (const plan of APPS) connectApp(stage, plan);
}

function connectApp(stage: Stage, plan: AppPlan): void {
  const created = stage.before({ days: plan.days });
  const changed = recordTime(stage.before({ days: Math.min(plan.days, 60) }));
  const id = stage.id("0oa", plan.label);
  const app: AppRecord = {
    id,
    name: plan.name,
    label: plan.label,
    status: plan.status ?? "ACTIVE",
    created: recordTime(created),
    lastUpdated: changed,
    signOnMode: plan.signOnMode,
    features: plan.features ?? [],
    accessibility: { selfService: false, errorRedirectUrl: null, loginRedirectUrl: null },
    visibility: {
      autoLaunch: false,
      autoSubmitToolbar: plan.signOnMode === "BROWSER_PLUGIN",
      hide: { iOS: false, web: false },
      appLinks: plan.name === "oidc_client" ? { oidc_client_link: true } : { login: true },
    },
    credentials: credentialsOf(stage, plan, id),
    settings: {
      app: plan.app ?? {},
      notifications: { vpn: { network: { connection: "DISABLED" }, message: null, helpUrl: null } },
      manualProvisioning: false,
      implicitAssignment: false,
      notes: { admin: plan.adminNote ?? null, enduser: null },
      ...(plan.signOnMode === "SAML_2_0" ? { signOn: signOnSettings(plan) } : {}),
      ...plan.settings,
    },
    accessPolicyId: stage.id("rst", plan.policy ?? ANY_TWO_FACTORS),
    users: new Map(),
    groups: new Map(),
    syncErrors: new Map(),
  };
  (plan.groups ?? []).forEach((name, priority) => {
    app.groups.set(stage.group(name).id, { priority, lastUpdated: recordTime(created + DAY), profile: {} });
  });
  for (const key of plan.people ?? []) {
    const { user } = stage.person(key);
    const at = recordTime(Math.max(created + 2 * DAY, Date.parse(String(user.activated)) + DAY));
    app.users.set(user.id, directAssignment(at, user.profile.login));
  }
  for (const [key, message] of Object.entries(plan.syncErrors ?? {})) {
    app.syncErrors.set(stage.person(key).user.id, message);
  }
  stage.state.apps.set(id, app);
}

function directAssignment(at: string, userName: string): AppUserRecord {
  return {
    created: at,
    lastUpdated: at,
    statusChanged: at,
    status: "ACTIVE",
    syncState: "DISABLED",
    credentials: { userName },
    profile: {},
  };
}

function credentialsOf(stage: Stage, plan: AppPlan, id: string): Record<string, unknown> {
  const userNameTemplate = { template: "${source.login}", type: "BUILT_IN" };
  if (plan.signOnMode === "OPENID_CONNECT") {
    return {
      userNameTemplate,
      signing: { kid: stage.random("signing").base62(43) },
      oauthClient: { autoKeyRotation: true, client_id: id, pkce_required: false, ...plan.credentials },
    };
  }
  return { ...plan.credentials, userNameTemplate, signing: signing(stage, plan) };
}

/** The signing key. Its certificate is good for three years and must be renewed by hand by `nextRotation`. */
function signing(stage: Stage, plan: AppPlan): Record<string, unknown> {
  if (plan.certificateDays === undefined) return {};
  const nextRotation = stage.now + plan.certificateDays * DAY;
  return {
    kid: stage.random(`signing/${plan.label}`).base62(43),
    rotationMode: "MANUAL",
    lastRotated: recordTime(nextRotation - 3 * 365 * DAY),
    nextRotation: recordTime(nextRotation),
    use: "sig",
  };
}

function signOnSettings(plan: AppPlan): Record<string, unknown> {
  return {
    defaultRelayState: null,
    ssoAcsUrlOverride: null,
    audienceOverride: null,
    recipientOverride: null,
    destinationOverride: null,
    subjectNameIdTemplate: "${user.userName}",
    subjectNameIdFormat: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
    responseSigned: true,
    assertionSigned: true,
    signatureAlgorithm: "RSA_SHA256",
    digestAlgorithm: "SHA256",
    honorForceAuthn: plan.name !== "slack",
    attributeStatements: [],
  };
}
