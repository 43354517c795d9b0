/** What hangs on a person: groups, app links, sessions, blocks, grants. */
import { appsOf } from "../assignments.ts";
import { type Context, flag, noContent, ok, type Reply } from "../context.ts";
import { objectAt } from "../json.ts";
import { findUser } from "../lookup.ts";
import { groupsOf } from "../membership.ts";
import { paginate } from "../paging.ts";
import { routes } from "../router.ts";
import { wireGroup } from "../wire/group.ts";
import { clearSessions } from "./lifecycle.ts";

export const userAccessRoutes = routes("okta.users", [
  ["GET", "/api/v1/users/{id}/groups", listGroups],
  ["GET", "/api/v1/users/{id}/appLinks", listAppLinks],
  ["GET", "/api/v1/users/{id}/blocks", listBlocks],
  ["GET", "/api/v1/users/{userId}/grants", listNone],
  ["GET", "/api/v1/users/{userId}/clients", listNone],
  ["DELETE", "/api/v1/users/{userId}/grants", revokeGrants],
  ["DELETE", "/api/v1/users/{userId}/sessions", revokeSessions],
]);

function listGroups(context: Context): Reply {
  const groups = groupsOf(context.state, findUser(context, "id").id);
  const page = paginate(context, groups, { defaultLimit: 200, maxLimit: 200, keyOf: ({ id }) => id });
  return ok(page.items.map((group) => wireGroup(group, context.url.origin)), page.headers);
}

function listAppLinks(context: Context): Reply {
  const user = findUser(context, "id");
  const links = appsOf(context.state, user).filter(({ status }) => status === "ACTIVE").flatMap((app) =>
    Object.entries(objectAt(app.visibility, "appLinks")).filter(([, shown]) => shown === true).map(([name]) => ({
      id: user.id,
      label: app.label,
      linkUrl: `${context.url.origin}/home/${app.name}/${app.id}/${name}`,
      logoUrl: `${context.url.origin}/assets/img/logos/${app.name}.png`,
      appName: app.name,
      appInstanceId: app.id,
      appAssignmentId: `0ua${user.id.slice(3)}`,
      credentialsSetup: false,
      hidden: objectAt(app.visibility, "hide")["web"] === true,
    }))
  );
  return ok(links.map((link, sortOrder) => ({ ...link, sortOrder })));
}

function listBlocks(context: Context): Reply {
  const isLocked = findUser(context, "id").status === "LOCKED_OUT";
  return ok(isLocked ? [{ type: "DEVICE_BASED", appliesTo: "ANY_DEVICES" }] : []);
}

/** Nobody in the demo org has granted anything to an OAuth client. */
function listNone(context: Context): Reply {
  findUser(context, "userId");
  return ok([]);
}

function revokeGrants(context: Context): Reply {
  findUser(context, "userId");
  return noContent();
}

function revokeSessions(context: Context): Reply {
  const user = findUser(context, "userId");
  flag(context, "oauthTokens", false);
  flag(context, "forgetDevices", true);
  clearSessions(context, user);
  return noContent();
}
