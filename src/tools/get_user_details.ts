import * as z from "zod";
import { csv, plain, quote, TEXT_BUDGET } from "../mcp/output.ts";
import { appsOfUser } from "../okta/apps.ts";
import { factorsOfUser } from "../okta/factors.ts";
import { findManager, type Manager } from "../okta/find_manager.ts";
import { findUser } from "../okta/find_user.ts";
import { groupsOfUser } from "../okta/groups.ts";
import { text } from "../okta/read.ts";
import { rolesOfUser, type User } from "../okta/users.ts";
import { defineTool } from "./define.ts";
import { assignedApp, assignedAppLines, assignedApps } from "./shared/assigned_app.ts";
import { amount, table } from "./shared/listing.ts";
import { age, stamp } from "./shared/moment.ts";
import { countsOf, part, refusalsOf, rowsOf, textsOf } from "./shared/parts.ts";
import { person } from "./shared/person.ts";
import { present } from "./shared/present.ts";
import { meaningOf, nextStep } from "./shared/status.ts";

const INCLUDE = ["groups", "apps", "factors", "roles", "manager", "profile"] as const;

/** Characters for all but the included lists. */
const SUMMARY = 4_000;

const factor = z.object({
  id: z.string(),
  factorType: z.string(),
  provider: z.string(),
  status: z.string(),
  device: z.string().optional(),
  created: z.string().optional(),
});

export const getUserDetails = defineTool({
  name: "get_user_details",
  title: "Get user details",
  description: "One person's account: status and what it means, sign-in and password dates, title, manager, and how " +
    "many groups, apps, factors and admin roles; include lists them. To find out why somebody cannot sign in use " +
    "investigate_user; to find people by attribute use list_users.",
  toolset: "core",
  scopes: ["okta.users.read"],
  helpfulScopes: ["okta.apps.read", "okta.roles.read"],
  input: z.object({
    user: z.string().describe("Login, e-mail, id or full name"),
    include: z.array(z.enum(INCLUDE)).default([]).describe("profile: every attribute"),
  }),
  output: z.object({
    id: z.string(),
    name: z.string(),
    login: z.string(),
    email: z.string().optional(),
    status: z.string(),
    meaning: z.string(),
    transitioningToStatus: z.string().optional(),
    statusChanged: z.string().optional(),
    lastLogin: z.string().optional(),
    passwordChanged: z.string().optional(),
    activated: z.string().optional(),
    created: z.string().optional(),
    provider: z.string().optional(),
    title: z.string().optional(),
    department: z.string().optional(),
    manager: z.object({
      name: z.string(),
      id: z.string().optional(),
      login: z.string().optional(),
      status: z.string().optional(),
      title: z.string().optional(),
    }).optional(),
    counts: z.object({
      groups: z.int().optional(),
      apps: z.int().optional(),
      factors: z.int().optional(),
      roles: z.int().optional(),
    }),
    admin_roles: z.array(z.string()).optional(),
    groups: z.array(z.object({ id: z.string(), name: z.string(), type: z.string() })).optional(),
    apps: z.array(assignedApp).optional(),
    factors: z.array(factor).optional(),
    roles: z.array(z.object({ type: z.string(), label: z.string(), assignmentType: z.string().optional() })).optional(),
    profile: z.record(z.string(), z.unknown()).optional(),
    unreadable: z.array(z.string()).optional(),
  }),

  async run({ user: ref, include }, { okta, now }) {
    const user = await findUser(okta, ref);
    const wanted = new Set(include);
    const budget = (TEXT_BUDGET - SUMMARY) / Math.max(wanted.size, 1);
    const groupsRead = groupsOfUser(okta, user.id);
    const [groups, apps, factors, roles, manager] = await Promise.all([
      part(
        groupsRead,
        wanted.has("groups") && {
          title: "Groups",
          rows: (items) => items.map(({ id, name, type }) => ({ id, name, type })),
          lines: table(["name", "type", "id"]),
          budget,
        },
      ),
      part(
        appsOfUser(okta, user.id),
        wanted.has("apps") && {
          title: "Apps",
          rows: async (items) => await assignedApps(okta, user, items, await groupsRead.catch(() => [])),
          lines: assignedAppLines,
          budget,
        },
      ),
      part(
        factorsOfUser(okta, user.id),
        wanted.has("factors") && {
          title: "Factors",
          rows: (items) =>
            items.map(({ id, factorType, provider, status, device, created }) =>
              present({ id, factorType, provider, status, device, created })
            ),
          lines: factorLines,
          budget,
        },
      ),
      part(
        rolesOfUser(okta, user.id),
        wanted.has("roles") && {
          title: "Admin roles",
          rows: (items) => items.map(({ type, label, assignmentType }) => present({ type, label, assignmentType })),
          lines: table(["label", "type", "assignmentType"]),
          budget,
        },
      ),
      findManager(okta, user),
    ]);
    const parts = { groups, apps, factors, roles };
    const profile = wanted.has("profile") ? present(user.profile) : undefined;
    const adminRoles = roles.items?.map(({ label }) => label);
    const unreadable = refusalsOf(parts);
    const next = nextStep(user);
    const { id, name, login, email, status, transitioningToStatus } = user;
    const { statusChanged, lastLogin, passwordChanged, activated, created, provider } = user;
    const { title, department } = user.profile;
    return {
      text: [
        standing(user, now()),
        ...position(user, manager),
        dates(user, now()),
        ...provider && provider.type !== "OKTA"
          ? [`Password kept by ${plain(provider.type)} ${quote(provider.name)}.`]
          : [],
        `Id ${plain(id)}. ${belongings(countsOf(parts), adminRoles)}.`,
        ...unreadable.map((refusal) => `Not readable with this token: ${refusal}.`),
        ...manager && wanted.has("manager") ? [managerLine(manager)] : [],
        ...textsOf(parts),
        ...profile ? [profileText(profile)] : [],
        ...next === undefined ? [] : [`Next: ${next}.`],
      ].join("\n"),
      data: {
        ...present({ id, name, login, email, status, meaning: meaningOf(status), transitioningToStatus }),
        ...present({ statusChanged, lastLogin, passwordChanged, activated, created, provider: provider?.type }),
        ...present({ title: text(title), department: text(department) }),
        ...manager && { manager: managerFacts(manager) },
        counts: countsOf(parts),
        ...adminRoles && adminRoles.length > 0 && { admin_roles: adminRoles },
        ...rowsOf(parts),
        ...profile && { profile },
        ...unreadable.length > 0 && { unreadable },
      },
    };
  },
});

function factorLines(rows: readonly z.infer<typeof factor>[]): string[] {
  const dated = rows.map((row) => ({ ...row, enrolled: row.created && stamp(row.created) }));
  return csv(dated, ["factorType", "provider", "status", "device", "enrolled", "id"]).split("\n");
}

/** What belongs to the account; admin roles by name, for an administrator's account is handled with more care. */
function belongings(counts: Partial<Record<string, number>>, roles: readonly string[] | undefined): string {
  const amounts = ["group", "app", "factor"].flatMap((noun) => {
    const count = counts[`${noun}s`];
    return count === undefined ? [] : [amount(count, noun)];
  });
  const admin = roles?.map(quote).join(", ");
  return [...amounts, ...admin === undefined ? [] : [admin === "" ? "no admin role" : `admin: ${admin}`]].join(", ");
}

/** Who it is and how the account stands: what most people ask for. */
function standing(user: User, now: Date): string {
  const { status, statusChanged, transitioningToStatus, email, login } = user;
  const since = statusChanged === null ? "" : ` (since ${stamp(statusChanged)}, ${age(statusChanged, now)})`;
  const target = transitioningToStatus === null
    ? ""
    : ` Okta is moving the account to ${plain(transitioningToStatus)}.`;
  const mail = email === null || email.toLowerCase() === login.toLowerCase() ? "" : ` E-mail ${quote(email)}.`;
  return `${person(user)} is ${plain(status)}${since}: ${meaningOf(status)}.${target}${mail}`;
}

function position({ profile: { title, department } }: User, manager: Manager | null): string[] {
  const facts = [
    ...title ? [`Title ${quote(title)}`] : [],
    ...department ? [`department ${quote(department)}`] : [],
    ...manager ? [`manager ${manager.user ? person(manager.user) : quote(manager.stated)}`] : [],
  ];
  return facts.length === 0 ? [] : [facts.join(", ")];
}

function dates({ lastLogin, passwordChanged, activated, created }: User, now: Date): string {
  const moment = (iso: string | null, never: string) => iso === null ? never : `${stamp(iso)} (${age(iso, now)})`;
  return [
    `Last sign-in ${moment(lastLogin, "never")}`,
    `password changed ${moment(passwordChanged, "unknown to Okta")}`,
    `activated ${moment(activated, "never")}`,
    `created ${moment(created, "unknown")}`,
  ].join("; ");
}

function managerFacts({ stated, user }: Manager) {
  if (user === null) return { name: stated };
  const { id, name, login, status, profile } = user;
  return present({ id, name, login, status, title: text(profile.title) });
}

function managerLine({ stated, user }: Manager): string {
  if (user === null) return `Manager: the profile names ${quote(stated)}, whom no user of the org matches.`;
  const title = text(user.profile.title);
  const facts = [plain(user.status), ...title === null ? [] : [quote(title)], `id ${plain(user.id)}`];
  return `Manager: ${person(user)}, ${facts.join(", ")}`;
}

function profileText(profile: Record<string, unknown>): string {
  const lines = Object.entries(profile).map(([attribute, value]) => `${plain(attribute)}: ${quote(value)}`);
  return ["Profile:", ...lines].join("\n");
}
