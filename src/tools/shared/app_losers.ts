import { type App, type AppGroup, usersOfApp } from "../../okta/apps.ts";
import type { Okta } from "../../okta/client.ts";
import { type Group, membersOfGroup } from "../../okta/groups.ts";
import { headCount } from "./head_count.ts";
import { names } from "./names.ts";

/** One page: who loses an app is counted where each list takes no more than that. */
const PAGE = { limit: 200 };

/** How many other groups are looked into. */
const GROUPS = 5;

/**
 * What taking an app away from a group means, a sentence each: how many lose it, and how many keep it directly or by
 * another group. Where the lists are too long to compare, the sizes alone.
 * @param others The other groups that give the app.
 * @throws OktaError
 */
export async function losersOf(
  okta: Okta,
  app: App,
  group: Group,
  others: readonly AppGroup[],
): Promise<string[]> {
  const [members, users, ...rest] = await Promise.all([
    membersOfGroup(okta, group.id, PAGE),
    usersOfApp(okta, app.id, PAGE),
    ...others.slice(0, GROUPS).map(({ id }) => membersOfGroup(okta, id, PAGE)),
  ]);
  const everybody = group.type === "BUILT_IN" ? ["Everybody in the org belongs to this group."] : [];
  const alsoBy = others.length === 0 ? "" : ` or by group ${names(others.map(({ name }) => name))}`;
  const whole = others.length <= GROUPS &&
    [members, users, ...rest].every((slice) => slice.cursorAfter() === undefined);
  if (!whole) {
    return [...everybody, `The group has ${headCount(members)}; who has the app directly${alsoBy} keeps it.`];
  }
  const keeping = new Set([
    ...users.items.filter(({ scope }) => scope === "USER").map(({ id }) => id),
    ...rest.flatMap(({ items }) => items.map(({ id }) => id)),
  ]);
  const having = members.items.filter(({ id }) => users.items.some((user) => user.id === id));
  const losing = having.filter(({ id }) => !keeping.has(id));
  const kept = having.length - losing.length;
  return [
    ...everybody,
    losing.length === 0
      ? "Nobody loses the app by this."
      : `Losing the app: ${losing.length} (${names(losing.map(({ name }) => name))}).`,
    ...kept === 0 ? [] : [`Keeping it, directly${alsoBy}: ${kept}.`],
  ];
}
