import { type App, groupsOfApp } from "../../okta/apps.ts";
import type { Okta } from "../../okta/client.ts";
import { appsOfGroup, type Group } from "../../okta/groups.ts";

/** Okta allows five times as many requests a minute below groups as below apps. */
const APP_COST = 5;

/**
 * Which of a person's groups give each of these apps, by the app's id; none is an empty list. Asks whichever costs less
 * of the rate limit: each app for its groups, or each group for its apps.
 * @throws OktaError
 */
export async function grantingGroups(
  okta: Okta,
  apps: readonly App[],
  groups: readonly Group[],
): Promise<Map<string, Group[]>> {
  const pairs = apps.length * APP_COST < groups.length
    ? await Promise.all(apps.map(async ({ id }) => (await groupsOfApp(okta, id)).map((group) => `${id} ${group.id}`)))
    : await Promise.all(groups.map(async ({ id }) => (await appsOfGroup(okta, id)).map((app) => `${app.id} ${id}`)));
  const given = new Set(pairs.flat());
  return new Map(apps.map((app) => [app.id, groups.filter(({ id }) => given.has(`${app.id} ${id}`))]));
}
