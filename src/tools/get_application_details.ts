import * as z from "zod";
import { csv, plain, quote, TEXT_BUDGET } from "../mcp/output.ts";
import {
  type App,
  type AppGroup,
  type AppUser,
  groupsOfApp,
  type SigningKey,
  signingKeys,
  usersOfApp,
} from "../okta/apps.ts";
import { findApp } from "../okta/find_app.ts";
import { accessPolicyOf, type Policy } from "../okta/policies.ts";
import { object, text } from "../okta/read.ts";
import { redact } from "../okta/redact.ts";
import { defineTool } from "./define.ts";
import { flatten } from "./shared/flatten.ts";
import { amount, goOn, listArguments, listOutput, page, section, table } from "./shared/listing.ts";
import { age, stamp } from "./shared/moment.ts";
import { part, refusalsOf, rowsOf, textsOf } from "./shared/parts.ts";
import { present } from "./shared/present.ts";
import { readable } from "./shared/readable.ts";
import { conditionsOf, type Names, namesIn } from "./shared/rule_conditions.ts";

const INCLUDE = ["settings", "users", "groups", "certificates", "policy"] as const;

/** Characters for all but the included parts. */
const SUMMARY = 4_000;

/** How many users are counted: one page, since Okta tells no number. */
const COUNTED = 200;

/** How many groups are named unasked. */
const NAMED = 8;

/** Sign-on modes in which a certificate can run out. */
const SIGNING = ["SAML_2_0", "SAML_1_1", "WS_FEDERATION"];

/** A certificate that runs out so soon is worth a word unasked. */
const EXPIRY_NOTICE_DAYS = 60;

const appUser = z.object({
  id: z.string(),
  name: z.string(),
  login: z.string().optional(),
  status: z.string().optional(),
  scope: z.string(),
  app_status: z.string(),
  syncState: z.string().optional(),
  userName: z.string().optional(),
});
const certificate = z.object({
  kid: z.string(),
  in_use: z.boolean(),
  expiresAt: z.string().optional(),
  created: z.string().optional(),
});
const rule = z.object({
  name: z.string(),
  status: z.string(),
  access: z.string().optional(),
  factors: z.string().optional(),
  conditions: z.array(z.string()).optional(),
});

export const getApplicationDetails = defineTool({
  name: "get_application_details",
  title: "Get application details",
  description: "One app: status, sign-on mode, provisioning, number of users, groups that give it, access policy, " +
    "certificate expiry; include lists them and the settings, without secrets. For one person's access use " +
    "explain_app_access.",
  toolset: "core",
  scopes: ["okta.apps.read"],
  helpfulScopes: ["okta.policies.read", "okta.groups.read", "okta.users.read"],
  input: z.object({
    app: z.string().describe("Label or id"),
    include: z.array(z.enum(INCLUDE)).default([]),
    ...listArguments,
  }),
  output: z.object({
    id: z.string(),
    label: z.string(),
    name: z.string(),
    status: z.string(),
    signOnMode: z.string().optional(),
    created: z.string().optional(),
    lastUpdated: z.string().optional(),
    provisioning: z.array(z.string()).optional(),
    counts: z.object({ users: z.int().optional(), groups: z.int().optional() }),
    access_policy: z.object({ id: z.string(), name: z.string(), status: z.string(), rules: z.array(rule).optional() })
      .optional(),
    settings: z.record(z.string(), z.unknown()).optional(),
    users: z.array(appUser).optional(),
    groups: z.array(z.object({ id: z.string(), name: z.string(), priority: z.int().optional() })).optional(),
    certificate_expires: z.string().optional(),
    certificates: z.array(certificate).optional(),
    unreadable: z.array(z.string()).optional(),
    ...listOutput,
  }),

  async run({ app: ref, include, ...span }, { okta, now }) {
    const app = await findApp(okta, ref);
    const { id, label, name, status, signOnMode, created, lastUpdated, features } = app;
    const wanted = new Set(include);
    const budget = (TEXT_BUDGET - SUMMARY) / Math.max(wanted.size, 1);
    const signs = SIGNING.includes(signOnMode ?? "") || wanted.has("certificates");
    const [users, groups, certificates, policies] = await Promise.all([
      readable(usersOfApp(okta, id, wanted.has("users") ? span : { limit: COUNTED })),
      part(
        groupsOfApp(okta, id),
        wanted.has("groups") && {
          title: "Groups that give it",
          rows: (items) => items.map(groupRow),
          lines: table(["name", "priority", "id"]),
          budget,
        },
      ),
      part(
        signs ? signingKeys(okta, app) : Promise.resolve([]),
        wanted.has("certificates") && {
          title: "Signing certificates",
          rows: (items) => items.map(certificateRow),
          lines: certificateLines,
          budget,
        },
      ),
      part(
        accessPolicyOf(okta, app).then((policy) => policy === null ? [] : [policy]),
        wanted.has("policy") && {
          title: "Access policy rules, of which the first that applies decides",
          rows: async ([policy]) => policy === undefined ? [] : ruleRows(policy, await namesIn(okta, policy)),
          lines: ruleLines,
          budget,
        },
      ),
    ]);
    const userPage = wanted.has("users") && users.value &&
      page(users.value, users.value.items.map(userRow), table(USER_COLUMNS), budget);
    const settings = wanted.has("settings") && section("Settings", settingRows(app), settingLines, budget);
    const isWhole = span.cursor === undefined && users.value?.cursorAfter() === undefined;
    const counts = present({
      users: isWhole ? users.value?.items.length : undefined,
      groups: groups.items?.length,
    });
    const policy = policies.items?.[0];
    const expires = certificates.items?.find(({ inUse }) => inUse)?.expiresAt;
    const unreadable = refusalsOf({ users, groups, certificates, policy: policies });
    return {
      text: [
        `App ${quote(label)} is ${plain(status)}${status === "ACTIVE" ? "" : ": nobody can use it"}. ` +
        `Sign-on ${plain(signOnMode ?? "none")}, catalog name ${plain(name)}, id ${plain(id)}.`,
        `${assigned(counts.users, !wanted.has("users") && users.value !== undefined, groups.items)}.`,
        ...policy ? [`Access policy ${quote(policy.name)}: ${amount(policy.rules.length, "rule")}.`] : [],
        features.length > 0 ? `Provisioning: ${features.map(plain).join(", ")}.` : "No provisioning.",
        ...expires ? expiry(expires, now()) : [],
        ...unreadable.map((refusal) => `Not readable: ${refusal}.`),
        ...userPage ? [`Users: ${userPage.rows.length || "none"} here`, userPage.text] : [],
        goOn(userPage ? userPage.next_cursor : undefined),
        ...textsOf({ groups, certificates, policies }),
        ...settings ? [settings.text] : [],
      ].filter(Boolean).join("\n"),
      data: {
        ...present({ id, label, name, status, signOnMode, created, lastUpdated }),
        ...features.length > 0 && { provisioning: features },
        counts,
        ...policy && {
          access_policy: {
            ...{ id: policy.id, name: policy.name, status: policy.status },
            ...policies.rows && { rules: policies.rows },
          },
        },
        ...settings && { settings: Object.fromEntries(settings.rows.map(({ path, value }) => [path, value])) },
        ...userPage && { users: userPage.rows },
        ...groups.items && { groups: groups.items.slice(0, NAMED).map(groupRow) },
        ...present({ certificate_expires: expires }),
        ...rowsOf({ groups, certificates }),
        ...unreadable.length > 0 && { unreadable },
        ...userPage && userPage.next_cursor !== undefined && { next_cursor: userPage.next_cursor },
      },
    };
  },
});

/** Who has it: `Assigned to 12 users, given by 1 group: "Sales"`. @param many Whether there are more users than counted. */
function assigned(users: number | undefined, many: boolean, groups: readonly AppGroup[] | undefined): string {
  const count = users !== undefined ? [amount(users, "user")] : many ? [`more than ${COUNTED} users`] : [];
  if (groups === undefined) return `Assigned to ${count[0] ?? "an unknown number of users"}`;
  const names = groups.slice(0, NAMED).map(({ name }) => quote(name));
  const rest = groups.length > NAMED ? ` and ${groups.length - NAMED} more` : "";
  const given = groups.length === 0
    ? "by no group"
    : `by ${amount(groups.length, "group")}: ${names.join(", ")}${rest}`;
  return count.length === 0 ? `Given ${given}` : `Assigned to ${count[0]}, given ${given}`;
}

/** A warning where the certificate that the app signs with has run out or soon will. */
function expiry(expiresAt: string, now: Date): string[] {
  const days = (Date.parse(expiresAt) - now.getTime()) / 86_400_000;
  if (days > EXPIRY_NOTICE_DAYS) return [];
  const verb = days < 0 ? "ran out" : "runs out";
  return [
    `The signing certificate ${verb} ${age(expiresAt, now)} (${stamp(expiresAt)}): without a new one sign-in fails.`,
  ];
}

function groupRow({ id, name, priority }: AppGroup) {
  return present({ id, name, priority });
}

function userRow({ id, scope, status, syncState, userName, user }: AppUser): z.infer<typeof appUser> {
  return present({
    id,
    name: user?.name ?? userName ?? id,
    login: user?.login,
    status: user?.status,
    scope,
    app_status: status,
    syncState: syncState === "DISABLED" ? null : syncState,
    userName: userName?.toLowerCase() === user?.login.toLowerCase() ? null : userName,
  });
}
const USER_COLUMNS = ["name", "login", "status", "scope", "app_status", "syncState", "userName", "id"] as const;

function certificateRow({ kid, inUse, expiresAt, created }: SigningKey) {
  return present({ kid, in_use: inUse, expiresAt, created });
}

function certificateLines(rows: readonly z.infer<typeof certificate>[]): string[] {
  const dated = rows.map((row) => ({ ...row, expires: row.expiresAt && stamp(row.expiresAt) }));
  return csv(dated, ["kid", "in_use", "expires"]).split("\n");
}

function ruleRows({ rules }: Policy, names: Names): z.infer<typeof rule>[] {
  return rules.map((entry) => {
    const conditions = conditionsOf(entry, names);
    const factors = text(object(object(entry.actions.appSignOn).verificationMethod).factorMode);
    return present({
      name: entry.name,
      status: entry.status,
      access: entry.access,
      factors: entry.access === "DENY" ? null : factors,
      conditions: conditions.length === 0 ? null : conditions,
    });
  });
}

function ruleLines(rows: readonly z.infer<typeof rule>[]): string[] {
  return rows.map(({ name, status, access, factors, conditions }, index) => {
    const decision = [access, factors].flatMap((word) => word === undefined ? [] : plain(word)).join(" with ");
    const skipped = status === "ACTIVE" ? "" : ` [${plain(status)}: skipped]`;
    return `${index + 1}. ${quote(name)}${skipped}: ${decision} ${
      conditions ? `if ${conditions.join(", ")}` : "in every case"
    }`;
  });
}

/** The settings as `update_application_config` takes them, less what Okta sets itself. Masked while keys still tell what is secret. */
function settingRows({ document }: App): { path: string; value: unknown }[] {
  const { accessibility, visibility, credentials, settings, profile } = redact(document) as typeof document;
  const all = flatten({ accessibility, visibility, credentials, settings, profile });
  return Object.entries(all).map(([path, value]) => ({ path, value }));
}

function settingLines(rows: readonly { path: string; value: unknown }[]): string[] {
  return rows.map(({ path, value }) => `${plain(path)}: ${typeof value === "string" ? quote(value) : plain(value)}`);
}
