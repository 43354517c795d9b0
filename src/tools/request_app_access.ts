import * as z from "zod";
import { plain, quote } from "../mcp/output.ts";
import { type CatalogEntry, catalogEntry, requestAccess } from "../okta/access_requests.ts";
import { type App, getAppUser, groupsOfApp } from "../okta/apps.ts";
import type { Okta } from "../okta/client.ts";
import { OktaError } from "../okta/errors.ts";
import { findApp } from "../okta/find_app.ts";
import { findManager } from "../okta/find_manager.ts";
import { findUser } from "../okta/find_user.ts";
import { ownersOfGroup } from "../okta/groups.ts";
import type { User } from "../okta/users.ts";
import { defineWrite } from "./define.ts";
import { names } from "./shared/names.ts";
import { person, personNow } from "./shared/person.ts";
import { readable } from "./shared/readable.ts";
import { userTarget } from "./shared/targets.ts";
import { UserError } from "../user_error.ts";

/** How many groups are asked for their owners. */
const GROUPS = 5;

export const requestAppAccess = defineWrite({
  name: "request_app_access",
  title: "Request access to an app",
  description:
    "Files an access request for a person where the org has Okta Identity Governance; its approvers decide. " +
    "Elsewhere names the manager and the owners to ask, with a message for them. To give access at once use " +
    "add_user_to_group or assign_application.",
  toolset: "support",
  scopes: [
    "okta.accessRequests.request.manage",
    "okta.accessRequests.catalog.read",
    "okta.users.read",
    "okta.apps.read",
  ],
  risk: "write",
  idempotent: false,
  input: z.object({ user: z.string(), app: z.string() }),

  async plan({ user: userRef, app: appRef }, { okta }) {
    const [user, app] = await Promise.all([findUser(okta, userRef), findApp(okta, appRef)]);
    const [current, { entry, obstacle }] = await Promise.all([
      getAppUser(okta, app.id, user.id),
      lookUp(okta, user, app),
    ]);
    const label = quote(app.label);
    if (current !== null) {
      throw new UserError(
        `Nothing to ask for: ${personNow(user)} has app ${label} already. If it does not open: explain_app_access`,
      );
    }
    if (entry === undefined) throw new UserError(await whomToAsk(okta, user, app, obstacle));
    return {
      action: `Request app ${label} for ${personNow(user)}`,
      target: userTarget(user),
      changes: [{ what: `access request for app ${label}`, before: null, after: "submitted" }],
      warnings: ["Its approvers are told at once and decide; until then nothing changes for the person."],
      reversible: "Not from here: the request can be cancelled in Okta's Access Requests.",
      state: { user, app, entry },
    };
  },

  async act({ changes, state: { user, app, entry } }, { okta }) {
    const { id, status } = await requestAccess(okta, entry.id, user.id);
    return {
      changes: changes.map((change) => ({ ...change, after: status ?? change.after })),
      notes: [
        ...id === null ? [] : [`Request ${plain(id)} in Okta's Access Requests.`],
        `When it is approved, ${person(user)} finds ${quote(app.label)} on the Okta dashboard.`,
      ],
    };
  },
});

/** The entry to request, or why there is none. */
type Catalog = { entry: CatalogEntry; obstacle?: never } | { entry?: never; obstacle: string };

async function lookUp(okta: Okta, user: User, app: App): Promise<Catalog> {
  try {
    const entry = await catalogEntry(okta, user, app);
    if (entry?.requestable) return { entry };
    const state = entry === undefined ? "is not in the org's request catalog" : "cannot be requested as a whole";
    return { obstacle: `the app ${state}` };
  } catch (error) {
    const closed = error instanceof OktaError && ([403, 404].includes(error.status) || error.code === "E0000015");
    if (!closed) throw error;
    return { obstacle: `no access requests can be filed with this token in this org (${error.summary})` };
  }
}

/** What to do by hand: whom to ask, and in what words. */
async function whomToAsk(okta: Okta, user: User, app: App, obstacle: string): Promise<string> {
  const label = quote(app.label);
  const given = await groupsOfApp(okta, app.id);
  const [manager, owners] = await Promise.all([
    findManager(okta, user),
    Promise.all(
      given.slice(0, GROUPS).map(async (group) => {
        const { value = [] } = await readable(ownersOfGroup(okta, group.id));
        return { group: quote(group.name), owners: value.map(({ name }) => name) };
      }),
    ),
  ]);
  const ways = given.length === 0 ? "" : ` It is given by group ${names(given.map(({ name }) => name))}.`;
  return [
    `Cannot request app ${label} for ${personNow(user)}: ${obstacle}. Ask these people instead:`,
    manager
      ? `- manager: ${manager.user ? person(manager.user) : quote(manager.stated)}`
      : "- the manager: the profile names none",
    ...owners.map(({ group, owners }) =>
      owners.length === 0
        ? `- group ${group} gives the app; it has no owner that Okta shows`
        : `- owners of group ${group}, which gives the app: ${names(owners)}`
    ),
    ...given.length === 0 ? ["- an administrator of the app: no group gives it, it is assigned directly"] : [],
    `Message to send: Please approve access to ${label} for ${person(user)}.${ways} ` +
    "Reply to the help desk with yes or no, and until when it is needed.",
    "Once approved: add_user_to_group or assign_application.",
  ].join("\n");
}
