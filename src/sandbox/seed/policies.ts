/** Policies and their rules: who may sign in from where, with what. */

import type { PolicyRecord, PolicyRuleRecord } from "../state.ts";
import type { Stage } from "./stage.ts";
import { recordTime } from "./time.ts";
import { COUNTRIES, OFFICES, VPN } from "./zones.ts";

export const STAFF_SESSION = "Staff";
export const OFFICE_RULE = "Offices and VPN";
export const ELSEWHERE_RULE = "Everywhere else";

export const ANY_TWO_FACTORS = "Any two factors";
export const CUSTOMER_DATA = "Customer and payroll data";
export const OUTSIDE_COUNTRIES = "Outside Harbor countries";
export const MICROSOFT_365 = "Microsoft 365";
export const ONE_FACTOR = "Password is enough";

/** When the rule that keeps travellers out of customer data was added, which the log still shows. */
export const COUNTRY_RULE_DAYS_AGO = 6;
/** When the rule for unmanaged devices was last changed. */
export const DEVICE_RULE_DAYS_AGO = 12;
/** Failed sign-ins that lock an account. */
export const MAX_ATTEMPTS = 6;
export const PASSWORD_MAX_AGE_DAYS = 90;

type Json = Record<string, unknown>;

interface RulePlan {
  name: string;
  conditions: Json | null;
  actions: Json;
  days?: number;
  changedDays?: number;
  system?: boolean;
}

export function writePolicies(stage: Stage): void {
  const zones = (...names: string[]) => names.map((name) => stage.zone(name).id);
  const groups = (...names: string[]) => ({ people: { groups: { include: names.map((n) => stage.group(n).id) } } });
  const within = (...names: string[]) => ({ connection: "ZONE", include: zones(...names) });
  const without = (...names: string[]) => ({ connection: "ZONE", exclude: zones(...names) });
  const anywhere = { connection: "ANYWHERE" };

  const policy = (type: string, name: string, priority: number, conditions: Json | null, rules: RulePlan[], more?: {
    system?: boolean;
    settings?: Json;
  }): void => {
    const created = recordTime(stage.before({ days: more?.system ? 780 : 640 }));
    const id = stage.id(type === "ACCESS_POLICY" ? "rst" : "00p", type === "ACCESS_POLICY" ? name : `${type}/${name}`);
    const record: PolicyRecord = {
      id,
      type,
      name,
      status: "ACTIVE",
      priority,
      system: more?.system ?? false,
      created,
      lastUpdated: created,
      conditions,
      rules: rules.map((plan, index) => rule(stage, type, id, plan, index)),
    };
    if (more?.settings) record.settings = more.settings;
    stage.state.policies.set(id, record);
  };

  const session = { usePersistentCookie: false, maxSessionIdleMinutes: 120, maxSessionLifetimeMinutes: 720 };
  const enter = (requireFactor: boolean): Json => ({
    signon: {
      access: "ALLOW",
      requireFactor,
      ...(requireFactor ? { factorPromptMode: "SESSION", rememberDeviceByDefault: false } : {}),
      primaryFactor: "PASSWORD_IDP_ANY_FACTOR",
      session,
    },
  });
  const anyone = { people: { users: { exclude: [] } }, authContext: { authType: "ANY" } };
  policy("OKTA_SIGN_ON", "Administrators", 1, groups("Okta Administrators"), [
    { name: "Second factor at every sign-in", conditions: { ...anyone, network: anywhere }, actions: enter(true) },
  ]);
  policy("OKTA_SIGN_ON", STAFF_SESSION, 2, groups("Everyone"), [
    { name: OFFICE_RULE, conditions: { ...anyone, network: within(OFFICES, VPN) }, actions: enter(false) },
    { name: ELSEWHERE_RULE, conditions: { ...anyone, network: anywhere }, actions: enter(true) },
  ]);
  policy("OKTA_SIGN_ON", "Default Policy", 3, groups("Everyone"), [
    {
      name: "Default Rule",
      conditions: { ...anyone, network: anywhere },
      actions: { signon: { access: "DENY", requireFactor: false, primaryFactor: "PASSWORD_IDP", session } },
      system: true,
    },
  ], { system: true });

  policy("PASSWORD", "Staff passwords", 1, {
    ...groups("Everyone"),
    authProvider: { provider: "OKTA" },
  }, [{
    name: "Change and reset by oneself",
    conditions: { people: { users: { exclude: [] } }, network: anywhere },
    actions: passwordActions("ALLOW"),
  }], { settings: passwordSettings() });
  policy("PASSWORD", "Active Directory passwords", 2, {
    ...groups("Everyone"),
    authProvider: { provider: "ACTIVE_DIRECTORY" },
  }, [{
    name: "Passwords are changed in Active Directory",
    conditions: { people: { users: { exclude: [] } }, network: anywhere },
    actions: passwordActions("DENY"),
  }], { settings: { password: { lockout: lockout() }, delegation: { options: { skipUnlock: false } } } });

  policy("MFA_ENROLL", "Default Policy", 1, groups("Everyone"), [
    {
      name: "Default Rule",
      conditions: { people: { users: { exclude: [] } }, network: anywhere },
      actions: { enroll: { self: "CHALLENGE" } },
      system: true,
    },
  ], {
    system: true,
    settings: {
      type: "AUTHENTICATORS",
      authenticators: [
        { key: "okta_verify", enroll: { self: "OPTIONAL" } },
        { key: "webauthn", enroll: { self: "OPTIONAL" } },
        { key: "phone_number", enroll: { self: "OPTIONAL" } },
        { key: "okta_email", enroll: { self: "OPTIONAL" } },
        { key: "security_question", enroll: { self: "OPTIONAL" } },
        { key: "okta_password", enroll: { self: "REQUIRED" } },
      ],
    },
  });

  policy("ACCESS_POLICY", ANY_TWO_FACTORS, 1, null, [
    { name: "Catch-all Rule", conditions: null, actions: verify("2FA", "PT12H"), system: true },
  ], { system: true });
  policy("ACCESS_POLICY", CUSTOMER_DATA, 1, null, [
    { name: "From the offices", conditions: { network: within(OFFICES, VPN) }, actions: verify("2FA", "PT8H") },
    {
      name: OUTSIDE_COUNTRIES,
      conditions: { network: without(COUNTRIES) },
      actions: DENY,
      days: COUNTRY_RULE_DAYS_AGO,
    },
    {
      name: "Registered and managed devices",
      conditions: { device: { registered: true, managed: true } },
      actions: verify("2FA", "PT8H"),
      changedDays: DEVICE_RULE_DAYS_AGO,
    },
    {
      name: "Sales and Finance on other devices",
      conditions: groups("Salesforce Users", "Finance", "People Team"),
      actions: verify("2FA", "PT1H", { phishingResistant: "OPTIONAL", deviceBound: "REQUIRED" }),
    },
    { name: "Catch-all Rule", conditions: null, actions: DENY, system: true },
  ]);
  policy("ACCESS_POLICY", MICROSOFT_365, 1, null, [
    {
      name: "Mail clients with a password only",
      conditions: {
        ...groups("Marketing", "Retail"),
        elCondition: { condition: 'security.clientType == "EXCHANGE_ACTIVE_SYNC"' },
      },
      actions: verify("1FA", "PT24H"),
    },
    { name: "Browsers and modern clients", conditions: { network: anywhere }, actions: verify("2FA", "PT24H") },
    { name: "Catch-all Rule", conditions: null, actions: DENY, system: true },
  ]);
  policy("ACCESS_POLICY", ONE_FACTOR, 1, null, [
    { name: "Catch-all Rule", conditions: null, actions: verify("1FA", "PT24H"), system: true },
  ]);
}

const DENY: Json = { appSignOn: { access: "DENY", verificationMethod: { type: "ASSURANCE", factorMode: "1FA" } } };

function verify(factorMode: "1FA" | "2FA", reauthenticateIn: string, possession?: Json): Json {
  const constraints = factorMode === "1FA"
    ? [{ knowledge: { types: ["password"], reauthenticateIn } }]
    : [{ possession: possession ?? { deviceBound: "OPTIONAL" } }];
  return {
    appSignOn: {
      access: "ALLOW",
      verificationMethod: { type: "ASSURANCE", factorMode, reauthenticateIn, constraints },
    },
  };
}

function rule(stage: Stage, policyType: string, policyId: string, plan: RulePlan, index: number): PolicyRuleRecord {
  const days = plan.days ?? (plan.system ? 780 : 640);
  return {
    id: stage.id(policyType === "ACCESS_POLICY" ? "rul" : "0pr", `${policyId}/${plan.name}`),
    type: policyType === "OKTA_SIGN_ON" ? "SIGN_ON" : policyType,
    name: plan.name,
    status: "ACTIVE",
    priority: plan.system ? 99 : index + 1,
    system: plan.system ?? false,
    created: recordTime(stage.before({ days })),
    lastUpdated: recordTime(stage.before({ days: plan.changedDays ?? days })),
    conditions: plan.conditions,
    actions: plan.actions,
  };
}

function passwordSettings(): Json {
  return {
    password: {
      complexity: {
        minLength: 12,
        minLowerCase: 1,
        minUpperCase: 1,
        minNumber: 1,
        minSymbol: 0,
        excludeUsername: true,
      },
      age: { maxAgeDays: PASSWORD_MAX_AGE_DAYS, expireWarnDays: 10, minAgeMinutes: 0, historyCount: 6 },
      lockout: lockout(),
    },
    recovery: {
      factors: {
        okta_email: { status: "ACTIVE", properties: { recoveryToken: { tokenLifetimeMinutes: 60 } } },
        recovery_question: { status: "INACTIVE", properties: { complexity: { minLength: 4 } } },
      },
    },
    delegation: { options: { skipUnlock: false } },
  };
}

/** Accounts stay locked until somebody unlocks them. */
function lockout(): Json {
  return {
    maxAttempts: MAX_ATTEMPTS,
    autoUnlockMinutes: 0,
    userLockoutNotificationChannels: [],
    showLockoutFailures: false,
  };
}

function passwordActions(access: "ALLOW" | "DENY"): Json {
  return {
    passwordChange: { access },
    selfServicePasswordReset: { access },
    selfServiceUnlock: { access: "DENY" },
  };
}
