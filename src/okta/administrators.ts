import { bodyOf, type Okta } from "./client.ts";
import { list, object, text } from "./read.ts";
import { getUser, rolesOfUser, type User } from "./users.ts";

/** Okta's longest page of administrators; an org with more will not run out of them. */
const PAGE = 100;

/** How many administrators are looked at together: each costs a request. */
const TOGETHER = 8;

/**
 * Whether somebody else than this user could still act as super administrator: has the role and is ACTIVE.
 * @throws OktaError, E0000006 where the token may not see roles.
 */
export async function hasOtherSuperAdmin(okta: Okta, user: User): Promise<boolean> {
  const ids = (await administrators(okta)).filter((id) => id !== user.id);
  for (let start = 0; start < ids.length; start += TOGETHER) {
    const found = await Promise.all(ids.slice(start, start + TOGETHER).map((id) => isActiveSuperAdmin(okta, id)));
    if (found.includes(true)) return true;
  }
  return false;
}

/** The ids of users who have an admin role, directly or through a group. @throws OktaError */
export async function administrators(okta: Okta): Promise<string[]> {
  const result = await okta.api.GET("/api/v1/iam/assignees/users", { params: { query: { limit: PAGE } } });
  return list(object(bodyOf(result)).value).map((item) => text(object(item).id)).filter((id) => id !== null);
}

async function isActiveSuperAdmin(okta: Okta, userId: string): Promise<boolean> {
  const roles = await rolesOfUser(okta, userId);
  return isSuperAdmin(roles) && (await getUser(okta, userId)).status === "ACTIVE";
}

/** Whether the role that may do everything, and alone may make others administrators, is among these. */
export function isSuperAdmin(roles: readonly { type: string }[]): boolean {
  return roles.some(({ type }) => type === "SUPER_ADMIN");
}
