import { quote } from "../../mcp/output.ts";
import { type App, type AppGroup, groupsOfApp } from "../../okta/apps.ts";
import type { Okta } from "../../okta/client.ts";
import { findApp } from "../../okta/find_app.ts";
import { findGroup } from "../../okta/find_group.ts";
import { findUser } from "../../okta/find_user.ts";
import type { Group } from "../../okta/groups.ts";
import type { User } from "../../okta/users.ts";
import { once } from "./once.ts";
import { UserError } from "../../user_error.ts";

/** An app, and who gets or loses it: one person, or everybody in a group. */
export type Assignee = { app: App; user: User; group?: never } | { app: App; group: Group; user?: never };

/** What and whom the arguments mean. @throws UserError unless there is one of `user` and `group`; as the finders do */
export async function assigneeOf(
  okta: Okta,
  { app: ref, user, group }: { app: string; user?: string | undefined; group?: string | undefined },
): Promise<Assignee> {
  if ((user === undefined) === (group === undefined)) {
    throw new UserError("Give either a user (or several as users) or a group: each gets or loses the app by itself.");
  }
  const [app, whom] = await Promise.all([
    once(okta, `app ${ref}`, () => findApp(okta, ref)),
    user === undefined
      ? findGroup(okta, group!).then((group) => ({ group }))
      : findUser(okta, user).then((user) => ({ user })),
  ]);
  return { app, ...whom };
}

/** The groups that give an app. @throws OktaError */
export function groupsGiving(okta: Okta, appId: string): Promise<AppGroup[]> {
  return once(okta, `groups of ${appId}`, () => groupsOfApp(okta, appId));
}

/** What a change to an assignment is called: the same for giving and taking, so that one takes the other back. */
export function assignment({ app, group }: Assignee): string {
  return group
    ? `app ${quote(app.label)} by group ${quote(group.name)}`
    : `direct assignment of app ${quote(app.label)}`;
}
