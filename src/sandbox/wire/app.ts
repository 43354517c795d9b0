/** An app and its assignments as Okta sends them. */
import type { Assignment } from "../assignments.ts";
import type { Json } from "../json.ts";
import { isObject, objectAt } from "../json.ts";
import type { AppRecord, OrgState } from "../state.ts";

/** An app without secrets, as every answer shows it except the one to a change. */
export function wireApp(app: AppRecord, state: OrgState, origin: string): Json {
  const { client_secret: _, ...oauthClient } = objectAt(app.credentials, "oauthClient");
  const credentials = isObject(app.credentials["oauthClient"]) ? { ...app.credentials, oauthClient } : app.credentials;
  return { ...wireAppWithSecret(app, state, origin), credentials };
}

/** An app with its client secret: Okta sends it back where an app is created or replaced. */
export function wireAppWithSecret(app: AppRecord, state: OrgState, origin: string): Json {
  const href = `${origin}/api/v1/apps/${app.id}`;
  const home = `${origin}/home/${app.name}/${app.id}`;
  const links = Object.entries(objectAt(app.visibility, "appLinks")).filter(([, shown]) => shown === true);
  const change = app.status === "ACTIVE" ? "deactivate" : "activate";
  return {
    id: app.id,
    orn: `orn:okta:idp:${state.id}:apps:${app.name}:${app.id}`,
    name: app.name,
    label: app.label,
    status: app.status,
    lastUpdated: app.lastUpdated,
    created: app.created,
    accessibility: app.accessibility,
    visibility: app.visibility,
    features: app.features,
    signOnMode: app.signOnMode,
    credentials: app.credentials,
    universalLogout: null,
    settings: app.settings,
    _links: {
      uploadLogo: { href: `${href}/logo`, hints: { allow: ["POST"] } },
      appLinks: links.map(([name]) => ({ name, href: `${home}/${name}`, type: "text/html" })),
      policies: { href: `${href}/policies`, hints: { allow: ["PUT"] } },
      groups: { href: `${href}/groups` },
      logo: [{ name: "medium", href: `${origin}/assets/img/logos/${app.name}.png`, type: "image/png" }],
      ...(app.accessPolicyId === null
        ? {}
        : { accessPolicy: { href: `${origin}/api/v1/policies/${app.accessPolicyId}` } }),
      users: { href: `${href}/users` },
      [change]: { href: `${href}/lifecycle/${change}` },
    },
  };
}

export function wireAppUser(app: AppRecord, userId: string, { scope, record }: Assignment, origin: string): Json {
  const { created, lastUpdated, status, statusChanged, syncState, credentials, profile } = record;
  return {
    id: userId,
    externalId: null,
    created,
    lastUpdated,
    scope,
    status,
    statusChanged,
    passwordChanged: null,
    syncState,
    credentials,
    profile,
    _links: {
      app: { href: `${origin}/api/v1/apps/${app.id}` },
      user: { href: `${origin}/api/v1/users/${userId}` },
    },
  };
}

export function wireAppGroup(app: AppRecord, groupId: string, origin: string): Json {
  const { lastUpdated, priority, profile } = app.groups.get(groupId)!;
  return {
    id: groupId,
    lastUpdated,
    priority,
    profile,
    _links: {
      app: { href: `${origin}/api/v1/apps/${app.id}` },
      self: { href: `${origin}/api/v1/apps/${app.id}/groups/${groupId}` },
      group: { href: `${origin}/api/v1/groups/${groupId}` },
    },
  };
}
