import * as z from "zod";
import { plain, quote } from "../mcp/output.ts";
import { type AppGroup, appsOfUser, type AssignedApp, groupsOfApp } from "../okta/apps.ts";
import type { Okta } from "../okta/client.ts";
import { findManager } from "../okta/find_manager.ts";
import { findUser } from "../okta/find_user.ts";
import { type Group, groupRules, groupsOfUser, rolesOfGroup } from "../okta/groups.ts";
import { text } from "../okta/read.ts";
import { type AdminRole, rolesOfUser, type User } from "../okta/users.ts";
import { defineTool } from "./define.ts";
import { grantingGroups } from "./shared/granting_groups.ts";
import { amount, shown } from "./shared/listing.ts";
import { names } from "./shared/names.ts";
import { person, personNow, userArgument } from "./shared/person.ts";
import { present } from "./shared/present.ts";
import { readable } from "./shared/readable.ts";
import { callText } from "./shared/say.ts";
import { UserError } from "../user_error.ts";

/** For how many apps it is looked up which groups give them: more could use up a minute's requests. */
const LOOKED_UP = 20;

/** Characters for what only one of the two has. */
const BUDGET = 8_000;

/** What only one of the two has, and how the other would get it. */
const difference = z.object({
  kind: z.enum(["group", "app", "role"]),
  id: z.string(),
  name: z.string(),
  by_groups: z.array(z.string()).optional(),
  grant: z.object({ tool: z.string(), arguments: z.record(z.string(), z.string()) }).optional(),
  note: z.string().optional(),
});
type Difference = z.infer<typeof difference>;

const who = z.object({ id: z.string(), name: z.string(), login: z.string(), status: z.string() });

export const compareUsers = defineTool({
  name: "compare_users",
  title: "Compare two people",
  description:
    "What one person has that another lacks: groups, apps, admin roles, each with the call that grants it, " +
    'and where their department, title or manager differ. For "give her what he has". For one app use ' +
    "explain_app_access.",
  toolset: "admin",
  scopes: ["okta.users.read", "okta.groups.read", "okta.apps.read", "okta.roles.read"],
  input: z.object({ a: z.string().describe("Who has it"), b: z.string().describe("Who shall have it") }),
  output: z.object({
    a: who,
    b: who,
    only_a: z.array(difference),
    only_b: z.array(difference),
    common: z.object({ groups: z.int().optional(), apps: z.int().optional(), roles: z.int().optional() }),
    profile: z.array(z.object({ attribute: z.string(), a: z.string().optional(), b: z.string().optional() })),
    omitted: z.int().optional(),
    unreadable: z.array(z.string()).optional(),
  }),

  async run({ a: refA, b: refB }, { okta }) {
    const [userA, userB] = await Promise.all([findUser(okta, refA), findUser(okta, refB)]);
    if (userA.id === userB.id) throw new UserError(`Both are ${personNow(userA)}. Give two different people.`);
    const [a, b, rules] = await Promise.all([
      accessOf(okta, userA),
      accessOf(okta, userB),
      readable(groupRules(okta)),
    ]);
    const filledBy = new Map<string, string[]>();
    for (const { name, status, groupIds } of rules.value ?? []) {
      if (status !== "ACTIVE") continue;
      for (const id of groupIds) filledBy.set(id, [...filledBy.get(id) ?? [], name]);
    }
    const [allA, allB] = await Promise.all([onlyIn(okta, a, b, filledBy), onlyIn(okta, b, a, filledBy)]);
    const [onlyA, onlyB] = [shown(allA, lines, BUDGET), shown(allB, lines, BUDGET)];
    const omitted = allA.length + allB.length - onlyA.rows.length - onlyB.rows.length;
    const common = present({
      groups: inBoth(a.groups, b.groups, ({ id }) => id),
      apps: inBoth(a.apps, b.apps, ({ id }) => id),
      roles: inBoth(a.roles, b.roles, roleKey),
    });
    const profile = ATTRIBUTES.filter(({ of }) => of(a) !== of(b))
      .map(({ attribute, of }) => present({ attribute, a: of(a), b: of(b) }));
    const unreadable = [...new Set([...a.refusals, ...b.refusals])];
    const both = Object.entries(common).map(([kind, count]) => amount(count, kind.slice(0, -1)));
    return {
      text: [
        `${personNow(userA)} has ${counted(allA)} that ${personNow(userB)} lacks, and lacks ${counted(allB)}.` +
        (both.length > 0 ? ` Both have ${both.join(", ")}.` : ""),
        ...profile.map(({ attribute, a, b }) => `Different ${attribute}: ${stated(a)}, ${stated(b)}.`),
        ...unreadable.map((refusal) => `Not readable: ${refusal}.`),
        ...[userA, userB].filter(({ status }) => status === "DEPROVISIONED")
          .map((user) => `${person(user)} is deactivated and can be given nothing; apps were taken away with that.`),
        ...onlyA.text === "" ? [] : [`To give ${person(userB)} what only ${person(userA)} has:`, onlyA.text],
        ...onlyB.text === "" ? [] : [`What only ${person(userB)} has:`, onlyB.text],
        ...omitted > 0
          ? [`${omitted} more do not fit here: get_user_details include=["groups","apps"] lists them.`]
          : [],
        ...allA.length > 0
          ? ["Grant what the job needs, not all that is listed; have the owner or manager agree."]
          : [],
      ].join("\n"),
      data: {
        a: whoRow(userA),
        b: whoRow(userB),
        only_a: onlyA.rows,
        only_b: onlyB.rows,
        common,
        profile,
        ...omitted > 0 && { omitted },
        ...unreadable.length > 0 && { unreadable },
      },
    };
  },
});

/** What a person has; a list is absent where the token may not see it. */
interface Access {
  user: User;
  groups?: readonly Group[];
  apps?: readonly AssignedApp[];
  roles?: readonly AdminRole[];
  manager: string | undefined;
  refusals: string[];
}

async function accessOf(okta: Okta, user: User): Promise<Access> {
  const [groups, apps, roles, manager] = await Promise.all([
    readable(groupsOfUser(okta, user.id)),
    readable(appsOfUser(okta, user.id)),
    readable(rolesOfUser(okta, user.id)),
    findManager(okta, user),
  ]);
  const refusals = Object.entries({ groups, apps, roles })
    .flatMap(([kind, { refused }]) => refused === undefined ? [] : [`${kind}: ${refused}`]);
  return {
    user,
    ...groups.value && { groups: groups.value },
    ...apps.value && { apps: apps.value },
    ...roles.value && { roles: roles.value },
    manager: manager?.user?.name ?? manager?.stated,
    refusals,
  };
}

const ATTRIBUTES: { attribute: string; of: (access: Access) => string | undefined }[] = [
  { attribute: "department", of: ({ user }) => text(user.profile.department) ?? undefined },
  { attribute: "title", of: ({ user }) => text(user.profile.title) ?? undefined },
  { attribute: "manager", of: ({ manager }) => manager },
];

/** What `from` has and `to` lacks: groups first, then apps that do not come with one of them, then roles. */
async function onlyIn(
  okta: Okta,
  from: Access,
  to: Access,
  filledBy: ReadonlyMap<string, readonly string[]>,
): Promise<Difference[]> {
  const groups = missing(from.groups, to.groups, ({ id }) => id);
  const apps = missing(from.apps, to.apps, ({ id }) => id);
  const looked = apps.slice(0, LOOKED_UP);
  const direct = looked.filter(({ assignment }) => assignment.scope === "USER");
  const lackedRoles = missing(from.roles, to.roles, roleKey);
  const withRoles = lackedRoles.some(({ assignmentType }) => assignmentType === "GROUP")
    ? groups.slice(0, LOOKED_UP)
    : [];
  const [giving, alsoGiving, rolesGiven] = await Promise.all([
    readable(grantingGroups(okta, looked.filter((app) => !direct.includes(app)), from.groups ?? [])),
    Promise.all(direct.map(async ({ id }) => [id, (await readable(groupsOfApp(okta, id))).value ?? []] as const)),
    Promise.all(withRoles.map(async ({ id }) => [id, (await readable(rolesOfGroup(okta, id))).value ?? []] as const)),
  ]);
  const offers = new Map(alsoGiving);
  const roles = new Map(rolesGiven);
  const groupRows = groups.map((group) => {
    const brings = looked.filter(({ id }) => giving.value?.get(id)?.some((giver) => giver.id === group.id));
    return groupRow(group, to.user, brings, filledBy.get(group.id) ?? [], roles.get(group.id) ?? []);
  });
  const appRows = apps.map((app) => appRow(app, giving.value?.get(app.id), offers.get(app.id) ?? [], groups, to.user));
  return [...groupRows, ...appRows, ...lackedRoles.map(roleRow)];
}

/** Roles have an id per assignment; the role itself is its type and, for custom ones, its label. */
function roleKey({ type, label }: AdminRole): string {
  return `${type} ${label}`;
}

function missing<T>(from: readonly T[] | undefined, to: readonly T[] | undefined, key: (item: T) => string): T[] {
  if (from === undefined || to === undefined) return [];
  const there = new Set(to.map(key));
  return from.filter((item) => !there.has(key(item)));
}

function inBoth<T>(a: readonly T[] | undefined, b: readonly T[] | undefined, key: (item: T) => string) {
  if (a === undefined || b === undefined) return undefined;
  return a.length - missing(a, b, key).length;
}

function groupRow(
  group: Group,
  to: User,
  brings: readonly AssignedApp[],
  rules: readonly string[],
  roles: readonly AdminRole[],
): Difference {
  const { id, name, type } = group;
  const byHand = type === "OKTA_GROUP";
  return {
    kind: "group",
    id,
    name,
    ...byHand && { grant: { tool: "add_user_to_group", arguments: { user: userRef(to), group: id } } },
    ...note([
      ...brings.length > 0 ? [`brings ${names(brings.map(({ label }) => label))}`] : [],
      ...rules.length > 0 ? [`rule ${names(rules)} fills it: a change of the profile may be the better way`] : [],
      ...roles.length > 0 ? [`makes its members administrators: ${names(roles.map(({ label }) => label))}`] : [],
      ...type === "APP_GROUP" ? ["a directory or app keeps its members: ask for the membership there"] : [],
      ...type === "BUILT_IN" ? ["Okta itself keeps its members"] : [],
    ]),
  };
}

/** @param giving The groups that give it to who has it. @param offers Groups that give it, where it is assigned directly. */
function appRow(
  { id, label, status, assignment }: AssignedApp,
  giving: readonly Group[] | undefined,
  offers: readonly AppGroup[],
  groups: readonly Group[],
  to: User,
): Difference {
  const row = { kind: "app" as const, id, name: label };
  const inactive = status === "ACTIVE" ? [] : [`the app is ${plain(status)}`];
  if (assignment.scope === "USER") {
    const grant = { tool: "assign_application", arguments: { app: id, user: userRef(to) } };
    const better = offers.length === 0
      ? []
      : [`groups give it too, maybe the better way: ${names(offers.map(({ name }) => name))}`];
    return { ...row, grant, ...note(["assigned directly", ...better, ...inactive]) };
  }
  if (giving === undefined) return { ...row, ...note(["comes with a group", ...inactive]) };
  const bringing = giving.filter((giver) => groups.includes(giver)).map(({ name }) => name);
  const why = bringing.length > 0
    ? `comes with group ${names(bringing)}`
    : `both are in group ${names(giving.map(({ name }) => name))} that gives it`;
  return {
    ...row,
    ...giving.length > 0 && { by_groups: giving.map(({ name }) => name) },
    ...bringing.length === 0 && { grant: { tool: "explain_app_access", arguments: { user: userRef(to), app: id } } },
    ...note([why, ...inactive]),
  };
}

function roleRow({ id, label, assignmentType }: AdminRole): Difference {
  return {
    kind: "role",
    id,
    name: label,
    ...note([
      assignmentType === "GROUP"
        ? "comes with a group"
        : "given directly: a super administrator gives it in Security > Administrators",
    ]),
  };
}

function note(parts: string[]): { note?: string } {
  return parts.length === 0 ? {} : { note: parts.join("; ") };
}

/** The login where it can stand in a call as it is, else the id. */
function userRef(user: User): string {
  return userArgument(user).slice("user=".length);
}

/** `group "Sales": add_user_to_group user=… group=… (brings "Zoom")` */
function lines(rows: readonly Difference[]): string[] {
  return rows.map(({ kind, name, grant, note }) => {
    const call = grant === undefined ? "" : `: ${callText(grant)}`;
    return `- ${kind} ${quote(name)}${call}${note === undefined ? "" : ` (${note})`}`;
  });
}

function counted(rows: readonly Difference[]): string {
  const kinds = (["group", "app", "role"] as const).map((kind) => ({
    kind,
    count: rows.filter((row) => row.kind === kind).length,
  }));
  const parts = kinds.filter(({ count }) => count > 0)
    .map(({ kind, count }) => amount(count, kind === "role" ? "admin role" : kind));
  return parts.length === 0 ? "nothing" : parts.join(", ");
}

function stated(value: string | undefined): string {
  return value === undefined ? "none" : quote(value);
}

function whoRow({ id, name, login, status }: User): z.infer<typeof who> {
  return { id, name, login, status };
}
