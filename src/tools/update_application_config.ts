import * as z from "zod";
import { plain, quote, shown } from "../mcp/output.ts";
import type { Change } from "../mcp/tool.ts";
import { hasHiddenPassword, inverseChanges, plannedChanges, updateApp } from "../okta/app_update.ts";
import { usersOfApp } from "../okta/apps.ts";
import type { Difference } from "../okta/diff.ts";
import { findApp } from "../okta/find_app.ts";
import { defineWrite } from "./define.ts";
import { headCount } from "./shared/head_count.ts";
import { isMasked } from "./shared/masked.ts";
import { nested } from "./shared/nested.ts";
import { appTarget } from "./shared/targets.ts";
import { UNDOABLE } from "./shared/undoable.ts";
import { UserError } from "../user_error.ts";

/** How many users are counted: one page, since Okta tells no number. */
const COUNTED = 200;

/** What decides whether and as whom people get into the app. */
const SIGN_ON = /^(credentials|settings\.(app|signOn|oauthClient))\b/;

export const updateApplicationConfig = defineWrite({
  name: "update_application_config",
  title: "Update application settings",
  description:
    "Changes settings of one app, only those given, and reports what Okta really stored. Take the paths from " +
    "get_application_details include=settings. For who has the app use assign_application and unassign_application.",
  toolset: "core",
  scopes: ["okta.apps.manage"],
  risk: "destructive",
  idempotent: true,
  input: z.object({
    app: z.string(),
    changes: z.record(z.string(), z.unknown()).describe('{"label": "CRM", "settings.app.domain": null}; null clears'),
  }),

  async plan({ app: ref, changes: given }, { okta }) {
    const masked = Object.keys(given).find((path) => isMasked(given[path]));
    if (masked !== undefined) {
      throw new UserError(
        `Cannot change ${
          quote(masked)
        }: its value is masked, it stands for a secret that is never shown. Leave it out ` +
          "of changes, and Okta keeps what it has.",
      );
    }
    const app = await findApp(okta, ref);
    const wanted = nested(given);
    const changes = toChanges(plannedChanges(app, wanted));
    if (changes.length === 0) {
      throw new UserError(`Nothing to change: app ${quote(app.label)} has these settings already.`);
    }
    const people = headCount(await usersOfApp(okta, app.id, { limit: COUNTED }));
    const paths = changes.map(({ what }) => what);
    return {
      action: `Change ${paths.length === 1 ? plain(paths[0]) : `${paths.length} settings`} of app ${
        quote(app.label)
      } (${plain(app.status)})`,
      target: appTarget(app),
      changes,
      warnings: [
        ...paths.some((path) => SIGN_ON.test(path))
          ? [
            `This is about how people get into the app: a wrong value can shut out ${people}. Try it with one of them.`,
          ]
          : [],
        ...hasHiddenPassword(app)
          ? [
            "The app signs in with a stored password, which Okta never shows, so that it cannot be sent back with the " +
            "rest: it may be lost. Have it at hand, and set it again in the Admin Console if sign-in fails.",
          ]
          : [],
        `Has the app: ${people}.`,
      ],
      reversible: UNDOABLE,
      state: { app, wanted },
    };
  },

  async act({ changes: planned, state: { app, wanted } }, { okta }) {
    const { before, changes, unmet } = await updateApp(okta, app.id, wanted);
    const asked = new Set(planned.map(({ what }) => what));
    const stored = toChanges(changes);
    return {
      changes: stored,
      notes: [
        ...toChanges(unmet).map(({ what, before, after }) =>
          `Okta did not store ${plain(what)}: wanted ${shown(before)}, it keeps ${shown(after)}.`
        ),
        ...stored.filter(({ what }) => !asked.has(what)).map(({ what }) =>
          `Okta changed ${plain(what)} along with it.`
        ),
      ],
      undo: {
        tool: "update_application_config",
        args: { app: app.id, changes: inverseChanges(before.document, wanted) },
      },
    };
  },
});

/** Differences without those between nothing and `null`, which to Okta are the same. */
function toChanges(differences: readonly Difference[]): Change[] {
  return differences
    .map(({ path, before, after }) => ({ what: path, before: before ?? null, after: after ?? null }))
    .filter(({ before, after }) => before !== after);
}
