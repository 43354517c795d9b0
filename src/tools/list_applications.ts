import * as z from "zod";
import { plain } from "../mcp/output.ts";
import type { Answer } from "../mcp/tool.ts";
import { type AppQuery, appsOfUser, listApps } from "../okta/apps.ts";
import type { Okta } from "../okta/client.ts";
import { findUser } from "../okta/find_user.ts";
import { groupsOfUser } from "../okta/groups.ts";
import type { Span } from "../okta/list.ts";
import { nameRank } from "../okta/lookup.ts";
import { defineTool } from "./define.ts";
import { assignedApp, assignedAppLines, assignedApps } from "./shared/assigned_app.ts";
import { amount, goOn, howMany, listArguments, listOutput, matching, page, sliceOf, table } from "./shared/listing.ts";
import { person, userArgument } from "./shared/person.ts";
import { present } from "./shared/present.ts";
import { meaningOf } from "./shared/status.ts";

const output = z.object({
  apps: z.array(assignedApp.partial({ scope: true })),
  total: z.int().optional(),
  ...listOutput,
});
type Listed = Answer<z.infer<typeof output>>;

export const listApplications = defineTool({
  name: "list_applications",
  title: "List applications",
  description: "The org's apps, or with user one person's apps and how each was given: directly or by which group. " +
    "For one app's settings, people and groups use get_application_details.",
  toolset: "core",
  scopes: ["okta.apps.read"],
  helpfulScopes: ["okta.users.read"],
  input: z.object({
    q: z.string().exactOptional().describe("Start of the label"),
    status: z.enum(["ACTIVE", "INACTIVE"]).exactOptional(),
    user: z.string().exactOptional(),
    ...listArguments,
  }),
  output,

  run: ({ user, ...args }, { okta }) => user === undefined ? appsOfOrg(okta, args) : appsOfPerson(okta, user, args),
});

type Arguments = AppQuery & Span;

async function appsOfOrg(okta: Okta, args: Arguments): Promise<Listed> {
  const slice = await listApps(okta, args, args);
  const asRows = slice.items.map(({ id, label, status, signOnMode }) => present({ id, label, status, signOnMode }));
  const { rows, text, next_cursor } = page(slice, asRows, table(["label", "status", "signOnMode", "id"]));
  return {
    text: [
      `${howMany(rows.length, "app", next_cursor !== undefined)}${matching({ q: args.q, status: args.status })}.`,
      text || (args.q === undefined ? "" : "Try fewer letters: q finds only what a label begins with."),
      goOn(next_cursor, "q or status"),
    ].filter(Boolean).join("\n"),
    data: { apps: rows, ...next_cursor !== undefined && { next_cursor } },
  };
}

async function appsOfPerson(okta: Okta, ref: string, args: Arguments): Promise<Listed> {
  const user = await findUser(okta, ref);
  const [apps, groups] = await Promise.all([appsOfUser(okta, user.id), groupsOfUser(okta, user.id)]);
  const { q, status } = args;
  const found = apps.filter((app) =>
    (q === undefined || nameRank(app.label, q) !== undefined || nameRank(app.name, q) !== undefined) &&
    (status === undefined || app.status === status)
  );
  // A cursor belongs to one person's apps: Okta's own filter says whose they are.
  const address = new URLSearchParams({ filter: user.id, ...q !== undefined && { q }, ...status && { status } });
  const slice = sliceOf(found, `/apps?${address}`, args);
  const asRows = await assignedApps(okta, user, slice.items, groups);
  const { rows, text, next_cursor } = page(slice, asRows, assignedAppLines);
  const shown = rows.length === found.length ? "" : `, ${rows.length} of them here`;
  const why = `explain_app_access ${userArgument(user)} app=… says why an app is missing`;
  return {
    text: [
      `${person(user)} has ${amount(found.length, "app")}${matching({ q, status })}${shown}.`,
      user.status === "ACTIVE" ? "" : `The account is ${plain(user.status)}: ${meaningOf(user.status)}.`,
      text,
      goOn(next_cursor, "q or status"),
      ...rows.length === 0 ? [`Next: ${why}.`] : [],
    ].filter(Boolean).join("\n"),
    data: { apps: rows, total: found.length, ...next_cursor !== undefined && { next_cursor } },
  };
}
