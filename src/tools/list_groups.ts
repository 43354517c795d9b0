import * as z from "zod";
import { listGroups as groupsOf } from "../okta/groups.ts";
import { defineTool } from "./define.ts";
import { goOn, howMany, listArguments, listOutput, matching, page, table } from "./shared/listing.ts";
import { present } from "./shared/present.ts";

const listedGroup = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  members: z.int().optional(),
  description: z.string().optional(),
});

export const listGroups = defineTool({
  name: "list_groups",
  title: "List groups",
  description: "Groups with their type, number of members and description, found by a part of the name or by " +
    "attribute. For one group's members, apps, owners and rules use get_group_details; for one person's groups " +
    "get_user_details with include groups.",
  toolset: "support",
  scopes: ["okta.groups.read"],
  input: z.object({
    q: z.string().exactOptional().describe("Part of the name"),
    search: z.string().exactOptional().describe('SCIM, e.g. type eq "APP_GROUP"'),
    ...listArguments,
  }),
  output: z.object({ groups: z.array(listedGroup), ...listOutput }),

  async run(args, { okta }) {
    const slice = await groupsOf(okta, args, args);
    const asRows = slice.items.map(({ id, name, type, usersCount, description }) =>
      present({ id, name, type, members: usersCount, description })
    );
    const { rows, text, next_cursor } = page(slice, asRows, table(["name", "type", "members", "description", "id"]));
    return {
      text: [
        `${howMany(rows.length, "group", next_cursor !== undefined)}${matching({ q: args.q, search: args.search })}.`,
        text || "Try a shorter part of the name.",
        goOn(next_cursor, "q or search"),
      ].filter(Boolean).join("\n"),
      data: { groups: rows, ...next_cursor !== undefined && { next_cursor } },
    };
  },
});
