import * as z from "zod";
import { plain, quote, TEXT_BUDGET } from "../mcp/output.ts";
import { findGroup } from "../okta/find_group.ts";
import {
  appsOfGroup,
  type Group,
  listGroups,
  membersOfGroup,
  ownersOfGroup,
  rolesOfGroup,
  rulesForGroup,
} from "../okta/groups.ts";
import { text } from "../okta/read.ts";
import type { User } from "../okta/users.ts";
import { defineTool } from "./define.ts";
import { amount, goOn, listArguments, listOutput, page, table } from "./shared/listing.ts";
import { stamp } from "./shared/moment.ts";
import { countsOf, part, refusalsOf, rowsOf, textsOf } from "./shared/parts.ts";
import { present } from "./shared/present.ts";

const INCLUDE = ["members", "apps", "owners", "rules"] as const;

/** Characters for all but the included lists. */
const SUMMARY = 4_000;

const member = z.object({
  id: z.string(),
  name: z.string(),
  login: z.string(),
  status: z.string(),
  title: z.string().optional(),
});

export const getGroupDetails = defineTool({
  name: "get_group_details",
  title: "Get group details",
  description: "One group: its kind, who fills it (by hand, by rule or from a directory), how many members, apps, " +
    "owners and rules, and the admin roles it gives; include lists them. To find a group use list_groups.",
  toolset: "support",
  scopes: ["okta.groups.read"],
  helpfulScopes: ["okta.roles.read"],
  input: z.object({
    group: z.string().describe("Name or id"),
    include: z.array(z.enum(INCLUDE)).default([]),
    ...listArguments,
  }),
  output: z.object({
    id: z.string(),
    name: z.string(),
    type: z.string(),
    description: z.string().optional(),
    created: z.string().optional(),
    lastMembershipUpdated: z.string().optional(),
    counts: z.object({
      members: z.int().optional(),
      apps: z.int().optional(),
      owners: z.int().optional(),
      rules: z.int().optional(),
    }),
    filled_by: z.array(z.string()).optional(),
    admin_roles: z.array(z.string()).optional(),
    members: z.array(member).optional(),
    apps: z.array(z.object({ id: z.string(), label: z.string(), status: z.string() })).optional(),
    owners: z.array(z.object({ id: z.string(), name: z.string(), type: z.string() })).optional(),
    rules: z.array(z.object({
      id: z.string(),
      name: z.string(),
      status: z.string(),
      expression: z.string().optional(),
      excluded_users: z.int().optional(),
    })).optional(),
    unreadable: z.array(z.string()).optional(),
    ...listOutput,
  }),

  async run({ group: ref, include, ...span }, { okta }) {
    const group = await findGroup(okta, ref);
    const { id, name, type, description, created, lastMembershipUpdated } = group;
    const wanted = new Set(include);
    const budget = (TEXT_BUDGET - SUMMARY) / Math.max(wanted.size, 1);
    const [counted, members, apps, owners, rules, roles] = await Promise.all([
      listGroups(okta, { search: `id eq ${JSON.stringify(id)}` }, { limit: 1 }),
      wanted.has("members") ? membersOfGroup(okta, id, span) : undefined,
      part(
        appsOfGroup(okta, id),
        wanted.has("apps") && {
          title: "Apps",
          rows: (items) => items.map(({ id, label, status }) => ({ id, label, status })),
          lines: table(["label", "status", "id"]),
          budget,
        },
      ),
      part(
        ownersOfGroup(okta, id),
        wanted.has("owners") && {
          title: "Owners",
          rows: (items) => items.map(({ id, name, type }) => ({ id, name, type })),
          lines: table(["name", "type", "id"]),
          budget,
        },
      ),
      part(
        rulesForGroup(okta, id),
        wanted.has("rules") && {
          title: "Rules that fill it",
          rows: (items) =>
            items.map(({ id, name, status, expression, excludedUserIds }) =>
              present({ id, name, status, expression, excluded_users: excludedUserIds.length || null })
            ),
          lines: table(["name", "status", "expression", "excluded_users", "id"]),
          budget,
        },
      ),
      part(rolesOfGroup(okta, id), false),
    ]);
    const parts = { apps, owners, rules };
    const memberPage = members &&
      page(members, members.items.map(memberRow), table(["name", "login", "status", "title", "id"]), budget);
    const counts = { ...present({ members: counted.items[0]?.usersCount }), ...countsOf(parts) };
    const adminRoles = (roles.items ?? []).map(({ label }) => label);
    const fillers = rules.items?.filter(({ status }) => status === "ACTIVE").map(({ name }) => name);
    const unreadable = refusalsOf({ ...parts, roles });
    return {
      text: [
        `Group ${quote(name)} (${plain(type)}, id ${plain(id)}) has ${
          Object.entries(counts).map(([part, count]) => amount(count, part.slice(0, -1))).join(", ")
        }.`,
        ...description ? [`Description: ${quote(description)}.`] : [],
        filling(group, fillers),
        ...adminRoles.length > 0 ? [`Members are administrators: ${adminRoles.map(quote).join(", ")}.`] : [],
        ...lastMembershipUpdated ? [`Members last changed ${stamp(lastMembershipUpdated)}.`] : [],
        ...unreadable.map((refusal) => `Not readable: ${refusal}.`),
        ...memberPage
          ? [`Members: ${memberPage.rows.length} of ${counts.members ?? "an unknown number"}`, memberPage.text]
          : [],
        goOn(memberPage?.next_cursor),
        ...textsOf(parts),
      ].filter(Boolean).join("\n"),
      data: {
        ...present({ id, name, type, description, created, lastMembershipUpdated }),
        counts,
        ...fillers && fillers.length > 0 && { filled_by: fillers },
        ...adminRoles.length > 0 && { admin_roles: adminRoles },
        ...memberPage && { members: memberPage.rows },
        ...rowsOf(parts),
        ...unreadable.length > 0 && { unreadable },
        ...memberPage?.next_cursor !== undefined && { next_cursor: memberPage.next_cursor },
      },
    };
  },
});

/** How people get in and out, which decides whether a help desk can change it. @param rules Names of those that are on. */
function filling({ type }: Group, rules: readonly string[] | undefined): string {
  if (type === "APP_GROUP") return "Its members come from the directory or app that owns it: change them there.";
  if (type === "BUILT_IN") return "Okta itself keeps its members.";
  if (rules === undefined) return "";
  return rules.length === 0
    ? "No rule fills it: members are added and removed by hand."
    : `Filled by rule ${
      rules.map(quote).join(", ")
    }: whom it matches comes back after a removal unless the rule excludes them.`;
}

function memberRow({ id, name, login, status, profile }: User) {
  return present({ id, name, login, status, title: text(profile.title) });
}
