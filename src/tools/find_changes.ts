import * as z from "zod";
import { plain, quote, TEXT_BUDGET } from "../mcp/output.ts";
import { logFilter } from "../okta/log_filter.ts";
import { listLogs } from "../okta/logs.ts";
import { defineTool } from "./define.ts";
import { type ChangedTarget, changedTarget } from "./shared/changed_target.ts";
import { type ChangeRow, changeRow, changesText, changeText, toChange } from "./shared/changes.ts";
import { goOn, howMany, listArguments, listOutput, page } from "./shared/listing.ts";
import { type LogWindow, logWindow, stretch, windowArguments } from "./shared/log_window.ts";
import { UserError } from "../user_error.ts";

/** The event types that change something, by what they change. */
const CHANGES: Record<ChangedTarget["kind"], readonly string[]> = {
  user: [
    "user.lifecycle.*",
    "user.account.*",
    "user.mfa.factor.*",
    "user.session.clear",
    "user.realm.update",
    "group.user_membership.*",
    "application.user_membership.*",
  ],
  app: [
    "application.lifecycle.*",
    "application.configuration.*",
    "application.user_membership.*",
    "application.policy.sign_on.rule.*",
    "application.policy.sign_on.update",
    "group.application_assignment.*",
    "policy.mapping.*",
    "app.oauth2.client.*",
    "app.oauth2.credentials.*",
    "app.keys.*",
  ],
  group: ["group.*", "application.provision.group_push.*"],
  other: [
    "policy.lifecycle.*",
    "policy.rule.*",
    "policy.mapping.*",
    "zone.*",
    "user.lifecycle.*",
    "user.account.*",
    "group.*",
    "application.lifecycle.*",
    "application.configuration.*",
    "system.api_token.*",
    "security.*",
    "iam.*",
    "directory.*",
  ],
};

/** Characters for the changes; who made them takes more. */
const BUDGET = TEXT_BUDGET * 0.6;

export const findChanges = defineTool({
  name: "find_changes",
  title: "Find changes",
  description:
    "Who changed a user, app, group or policy: what, when, from where, by hand or by API token or app, and " +
    "the value before where Okta logged it. Also for what was deleted. For what a person did themselves use " +
    "get_user_logs.",
  toolset: "support",
  scopes: ["okta.logs.read", "okta.users.read"],
  helpfulScopes: ["okta.apps.read", "okta.groups.read"],
  input: z.object({
    target: z.string().describe("Login, name, label or id"),
    since: windowArguments("30d").since,
    ...listArguments,
  }),
  output: z.object({
    changes: z.array(changeRow),
    since: z.string().optional(),
    until: z.string().optional(),
    ...listOutput,
  }),

  async run({ target: ref, since, limit, cursor }, { okta, now }) {
    const window = logWindow({ since }, now());
    const target = await changedTarget(okta, ref);
    const filter = logFilter({ eventTypes: CHANGES[target.kind], filter: target.filter });
    const query = {
      since: window.since,
      until: window.until,
      sortOrder: "DESCENDING" as const,
      ...filter && { filter },
    };
    const slice = await listLogs(okta, query, { limit, ...cursor && { cursor } });
    const lines = (rows: readonly ChangeRow[]) => rows.map((row) => changeText(row, target.id));
    const { rows, next_cursor } = page(slice, slice.items.map(toChange), lines, BUDGET);
    if (rows.length === 0 && target.nearest) throw new UserError(nothingCalled(ref, target, window));

    return {
      text: [
        `${howMany(rows.length, "change", next_cursor !== undefined)} of ${target.text} ${
          stretch(window, cursor, rows)
        }.`,
        ...window.note === undefined ? [] : [window.note],
        rows.length > 0
          ? changesText(rows, target.id)
          : cursor === undefined
          ? "Try an earlier since; Okta keeps 90 days."
          : "",
        goOn(next_cursor, "a later since"),
      ].filter(Boolean).join("\n"),
      data: {
        changes: rows,
        ...cursor === undefined && window.data,
        ...next_cursor !== undefined && { next_cursor },
      },
    };
  },
});

/** The reference is no user, app or group, and the log has no change of anything else by that name either. */
function nothingCalled(ref: string, { nearest = [] }: ChangedTarget, window: LogWindow): string {
  const names = nearest.map(({ name, id, login }) =>
    `- ${quote(name)}${login ? ` (${quote(login)})` : ""}, id ${plain(id)}`
  );
  return [
    `No user, app or group is called ${quote(ref)}, and nothing else of that name was changed ${window.text}.`,
    ...names.length > 0 ? ["The nearest:", ...names] : [],
    "A policy, a zone or what was deleted takes its whole name or its id. Or give an earlier since; Okta keeps 90 days.",
  ].join("\n");
}
