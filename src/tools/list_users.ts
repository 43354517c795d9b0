import * as z from "zod";
import { csv, plain, quote } from "../mcp/output.ts";
import {
  countUsers,
  listUsers as usersOf,
  type User,
  USER_DATES,
  USER_STATUSES,
  type UserQuery,
} from "../okta/users.ts";
import { defineTool } from "./define.ts";
import { goOn, howMany, listArguments, listOutput, matching, page } from "./shared/listing.ts";
import { stamp } from "./shared/moment.ts";
import { present } from "./shared/present.ts";
import { parseTime } from "./shared/time.ts";

/** A user as one of a list: these always, and the fields that were asked for. */
const listedUser = z.looseObject({ id: z.string(), name: z.string(), login: z.string(), status: z.string() });
type Row = z.infer<typeof listedUser>;

export const listUsers = defineTool({
  name: "list_users",
  title: "List users",
  description: "Finds people by the beginning of a name, by status or by any attribute, with the fields asked for; " +
    "count_only counts them by status. For one known person use get_user_details; for a group's people use " +
    "get_group_details.",
  toolset: "support",
  scopes: ["okta.users.read"],
  input: z.object({
    q: z.string().exactOptional().describe("Start of first or last name, e-mail or login"),
    search: z.string().exactOptional().describe('SCIM, e.g. profile.department eq "Sales"'),
    status: z.enum(USER_STATUSES).exactOptional(),
    no_login_since: z.string().exactOptional().describe("Only who has not signed in since, e.g. 90 days ago"),
    fields: z.array(z.string()).default(["title", "department", "lastLogin"])
      .describe("Profile attributes, or dates such as passwordChanged"),
    count_only: z.boolean().default(false),
    ...listArguments,
  }),
  output: z.object({
    users: z.array(listedUser).optional(),
    count: z.int().optional(),
    by_status: z.record(z.string(), z.int()).optional(),
    ...listOutput,
  }),

  async run({ fields, count_only, no_login_since, ...args }, { okta, progress, now }) {
    const idleSince = no_login_since === undefined ? undefined : parseTime(no_login_since, now());
    const condition = conditionOf(args, idleSince);
    const reading = {
      only: idleSince && ((user: User) => user.lastLogin === null || Date.parse(user.lastLogin) < idleSince.getTime()),
      attributes: idleSince && ["lastLogin", ...fields.filter((field) => /^\w+$/.test(field))],
      onPage: (read: number) => progress(`Read ${read} users`),
    };
    if (count_only) {
      const { total, byStatus } = await countUsers(okta, args, reading);
      const statuses = Object.entries(byStatus).sort(([, a], [, b]) => b - a);
      return {
        text: [
          `${howMany(total, "user", false)}${condition}.`,
          ...statuses.map(([status, count]) => `${plain(status)}: ${count}`),
        ].join("\n"),
        data: { count: total, by_status: byStatus },
      };
    }
    const slice = await usersOf(okta, args, args, reading);
    const asRows = slice.items.map((user) => row(user, fields));
    const { rows, text, next_cursor } = page(slice, asRows, (rows) => lines(rows, fields));
    const empty = fields.filter((field) => rows.every((row) => row[field] === undefined));
    return {
      text: [
        `${howMany(rows.length, "user", next_cursor !== undefined)}${condition}.`,
        text || advice(args),
        rows.length > 0 && empty.length > 0 ? `None of them has ${empty.map(quote).join(", ")}.` : "",
        goOn(next_cursor, "q, status or search"),
      ].filter(Boolean).join("\n"),
      data: { users: rows, ...next_cursor !== undefined && { next_cursor } },
    };
  },
});

function row(user: User, fields: readonly string[]): Row {
  const { id, name, login, status, profile } = user;
  const known = { ...profile, ...Object.fromEntries(USER_DATES.map((date) => [date, user[date]])) };
  const always = { id, name, login, status };
  const asked = fields.filter((field) => Object.hasOwn(known, field) && !Object.hasOwn(always, field));
  return { ...always, ...present(Object.fromEntries(asked.map((field) => [field, known[field]]))) };
}

function lines(rows: readonly Row[], fields: readonly string[]): string[] {
  const dates = USER_DATES.filter((date) => fields.includes(date));
  const stamped = (value: unknown) => typeof value === "string" ? stamp(value) : undefined;
  const dated = rows.map((row) => ({
    ...row,
    ...Object.fromEntries(dates.map((date) => [date, stamped(row[date])])),
  }));
  return csv<Row>(dated, [...new Set(["name", "login", "status", ...fields, "id"])]).split("\n");
}

/** Whom the list is about. Without any condition Okta leaves the deactivated out. */
function conditionOf({ q, search, status }: UserQuery, idleSince: Date | undefined): string {
  const asked = matching({ q, search, status });
  const idle = idleSince === undefined ? "" : ` with no sign-in since ${stamp(idleSince.toISOString())}`;
  return asked + idle + (asked === "" ? " (DEPROVISIONED ones are left out: ask for that status)" : "");
}

function advice({ q, search }: UserQuery): string {
  if (q !== undefined) return "Try fewer letters: q finds only what a name, e-mail or login begins with.";
  if (search !== undefined) {
    return "Check the attribute's name, case and value: list_users with fields shows what people have.";
  }
  return "";
}
