import { plain, quote } from "../../mcp/output.ts";
import { type App, appsOfUser } from "../../okta/apps.ts";
import type { Okta } from "../../okta/client.ts";
import { findGroup } from "../../okta/find_group.ts";
import { appsOfGroup, type Group } from "../../okta/groups.ts";
import { groupsGiving } from "./assignee.ts";
import { once } from "./once.ts";
import { UserError } from "../../user_error.ts";

/** What a change to a membership is called: the same for adding and removing, so that one takes the other back. */
export function membership({ name }: Group): string {
  return `member of ${quote(name)}`;
}

/** Refuses a group whose members are not Okta's to choose. @throws UserError with the way out */
export function requireManualMembers(group: Group): void {
  const { name, type } = group;
  if (type === "BUILT_IN") {
    throw new UserError(
      `Cannot change who is in ${quote(name)}: Okta itself keeps this group (${plain(type)}), everybody belongs to ` +
        "it. Use a group of the org's own.",
    );
  }
  if (type === "APP_GROUP") {
    throw new UserError(
      `Cannot change who is in ${quote(name)}: its members are imported from a directory or app (${plain(type)}). ` +
        "Change the membership there; Okta takes it over at the next import.",
    );
  }
}

/** The group that a reference means. @throws as `findGroup` does */
export function groupMeant(okta: Okta, ref: string): Promise<Group> {
  return once(okta, `group ${ref}`, () => findGroup(okta, ref));
}

/** The apps that a group gives. @throws OktaError */
export function appsGiven(okta: Okta, groupId: string): Promise<App[]> {
  return once(okta, `apps of ${groupId}`, () => appsOfGroup(okta, groupId));
}

/** What a person loses with a group, and what of it stays theirs directly or through another group. */
export interface Loss {
  lost: App[];
  kept: App[];
}

/** The apps that a person has through a group. @param groups All groups of the person. @throws OktaError */
export async function appsAtStake(
  okta: Okta,
  userId: string,
  groupId: string,
  groups: readonly Group[],
): Promise<Loss> {
  const given = await appsGiven(okta, groupId);
  if (given.length === 0) return { lost: [], kept: [] };
  const scopes = new Map((await appsOfUser(okta, userId)).map(({ id, assignment }) => [id, assignment.scope]));
  const others = new Set(groups.map(({ id }) => id).filter((id) => id !== groupId));
  const shared = given.filter(({ id }) => scopes.has(id));
  const stays = await Promise.all(
    shared.map(async ({ id }) =>
      scopes.get(id) !== "GROUP" || (await groupsGiving(okta, id)).some((group) => others.has(group.id))
    ),
  );
  return { lost: shared.filter((_, i) => !stays[i]), kept: shared.filter((_, i) => stays[i]) };
}
