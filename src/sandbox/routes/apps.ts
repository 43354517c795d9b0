/** Apps: list, read, replace, switch on and off, delete; what they can provision; their signing certificates. */
import { appsOf, assignmentOf, withAccessEvents } from "../assignments.ts";
import { replaceApp } from "../app_replacement.ts";
import { bodyObject, type Context, noContent, ok, param, query, type Reply, stamp } from "../context.ts";
import { invalid, notFound, OktaError } from "../errors.ts";
import { comparisons, type Filter, matches } from "../filter.ts";
import { objectAt } from "../json.ts";
import { appTarget, groupTarget, writeEvent } from "../log.ts";
import { findApp } from "../lookup.ts";
import { groupsOf } from "../membership.ts";
import { paginate } from "../paging.ts";
import { routes } from "../router.ts";
import { readFilter, refuseSearch, type SearchRules } from "../search.ts";
import type { AppRecord, UserRecord } from "../state.ts";
import { wireApp, wireAppUser, wireAppWithSecret } from "../wire/app.ts";

export const appRoutes = routes("okta.apps", [
  ["GET", "/api/v1/apps", listApps],
  ["GET", "/api/v1/apps/{appId}", getApp],
  ["PUT", "/api/v1/apps/{appId}", replace],
  ["DELETE", "/api/v1/apps/{appId}", deleteApp],
  ["POST", "/api/v1/apps/{appId}/lifecycle/activate", activate],
  ["POST", "/api/v1/apps/{appId}/lifecycle/deactivate", deactivate],
  ["GET", "/api/v1/apps/{appId}/features", listFeatures],
  ["GET", "/api/v1/apps/{appId}/features/{featureName}", getFeature],
  ["GET", "/api/v1/apps/{appId}/credentials/keys", listKeys],
  ["GET", "/api/v1/apps/{appId}/credentials/keys/{keyId}", getKey],
]);

const FILTERED = ["id", "status", "name", "credentials.signing.kid", "settings.slo.enabled", "user.id", "group.id"];

const FILTER_RULES: SearchRules = {
  operatorsOf: (path) => FILTERED.includes(path) ? ["eq"] : undefined,
  not: false,
  refuse: refuseSearch,
};

function listApps(context: Context): Reply {
  const { state, url } = context;
  const [q, text] = [query(context, "q")?.toLowerCase(), query(context, "filter")];
  const filter = text === undefined ? undefined : readFilter(text, FILTER_RULES);
  const user = filter === undefined ? undefined : filteredUser(context, filter);
  if (filter === undefined || user === undefined) requireNoExpand(context);
  else requireExpandOf(context, user);

  const assigned = user === undefined ? undefined : new Set(appsOf(state, user));
  const groups = user === undefined ? [] : groupsOf(state, user.id).map(({ id }) => ({ id }));
  const apps = [...state.apps.values()].filter((app) => {
    if (q !== undefined && ![app.name, app.label].some((name) => name.toLowerCase().startsWith(q))) return false;
    const ofUser = assigned?.has(app) ? { id: user!.id } : null;
    const ofGroups = user === undefined ? [...app.groups.keys()].map((id) => ({ id })) : groups;
    return filter === undefined || matches(filter, { ...app, user: ofUser, group: ofGroups }, true);
  });
  const page = paginate(context, apps, { defaultLimit: 20, maxLimit: 200, keyOf: ({ id }) => id });
  const expands = query(context, "expand") !== undefined && user !== undefined;
  return ok(
    page.items.map((app) => ({
      ...wireApp(app, state, url.origin),
      ...(expands
        ? { _embedded: { user: wireAppUser(app, user.id, assignmentOf(state, app, user)!, url.origin) } }
        : {}),
    })),
    page.headers,
  );
}

/** The user of a `user.id eq "…"`; one that does not exist has no apps, which is no error. */
function filteredUser({ state }: Context, filter: Filter): UserRecord | undefined {
  const id = comparisons(filter).find(({ path }) => path === "user.id")?.value;
  return typeof id === "string" ? state.users.get(id) : undefined;
}

function requireNoExpand(context: Context): void {
  const expand = query(context, "expand");
  if (expand?.startsWith("user/")) {
    throw invalid("expand", `expand: ${expand} needs the filter user.id eq for that user`);
  }
}

function requireExpandOf(context: Context, user: UserRecord): void {
  const expand = query(context, "expand");
  if (expand !== undefined && expand !== `user/${user.id}`) {
    throw invalid("expand", `expand: expected user/${user.id}, found '${expand}'`);
  }
}

function getApp(context: Context): Reply {
  return ok(wireApp(findApp(context, "appId"), context.state, context.url.origin));
}

function replace(context: Context): Reply {
  const app = findApp(context, "appId");
  replaceApp(context, app, bodyObject(context));
  return ok(wireAppWithSecret(app, context.state, context.url.origin));
}

function deleteApp(context: Context): Reply {
  const app = findApp(context, "appId");
  if (app.status === "ACTIVE") {
    throw new OktaError("E0000056", { causes: ["The application must be deactivated before deletion."] });
  }
  withAccessEvents(context, [app], () => {
    context.state.apps.delete(app.id);
    app.users.clear();
    app.groups.clear();
    writeEvent(context, "application.lifecycle.delete", [appTarget(app)]);
  });
  return noContent();
}

function activate(context: Context): Reply {
  const app = findApp(context, "appId");
  if (app.status === "ACTIVE") return ok({});
  setStatus(context, app, "ACTIVE");
  writeEvent(context, "application.lifecycle.activate", [appTarget(app)]);
  return ok({});
}

/** Takes the group assignments with it; they do not come back with the app. */
function deactivate(context: Context): Reply {
  const app = findApp(context, "appId");
  if (app.status === "INACTIVE") return ok({});
  withAccessEvents(context, [app], () => {
    setStatus(context, app, "INACTIVE");
    writeEvent(context, "application.lifecycle.deactivate", [appTarget(app)]);
    for (const groupId of app.groups.keys()) {
      const group = context.state.groups.get(groupId);
      if (group === undefined) continue;
      writeEvent(context, "group.application_assignment.remove", [appTarget(app), groupTarget(group)]);
    }
    app.groups.clear();
  });
  return ok({});
}

function setStatus(context: Context, app: AppRecord, status: AppRecord["status"]): void {
  app.status = status;
  app.lastUpdated = stamp(context.now);
}

function listFeatures(context: Context): Reply {
  const app = findApp(context, "appId");
  if (!app.features.includes("PUSH_NEW_USERS")) throw invalid("feature", "Provisioning is not supported.");
  const isOn = (feature: string) => ({ status: app.features.includes(feature) ? "ENABLED" : "DISABLED" });
  const href = `${context.url.origin}/api/v1/apps/${app.id}/features/USER_PROVISIONING`;
  return ok([{
    name: "USER_PROVISIONING",
    status: "ENABLED",
    description: "Accounts in the app, kept by Okta",
    capabilities: {
      create: { lifecycleCreate: isOn("PUSH_NEW_USERS") },
      update: {
        lifecycleDeactivate: isOn("PUSH_USER_DEACTIVATION"),
        password: isOn("PUSH_PASSWORD_UPDATES"),
        profile: isOn("PUSH_PROFILE_UPDATES"),
      },
    },
    _links: { self: { href, hints: { allow: ["GET", "PUT"] } } },
  }]);
}

function getFeature(context: Context): Reply {
  const { body } = listFeatures(context);
  const name = param(context, "featureName");
  if (name !== "USER_PROVISIONING") throw notFound(name, "Feature");
  return ok((body as unknown[])[0]);
}

/** Years a certificate is good for where the app does not say when its key must be changed. */
const CERTIFICATE_YEARS = 10;

interface SigningKey {
  kid: string;
  kty: "RSA";
  use: "sig";
  created: string;
  lastUpdated: string;
  expiresAt: string;
}

/** The app's one signing key. Its certificate (`x5c`) is left out: nothing here signs. */
function keysOf(app: AppRecord): SigningKey[] {
  const { kid, lastRotated, nextRotation } = objectAt(app.credentials, "signing");
  if (typeof kid !== "string") return [];
  const created = typeof lastRotated === "string" ? lastRotated : app.created;
  const inYears = `${Number(created.slice(0, 4)) + CERTIFICATE_YEARS}${created.slice(4)}`;
  const expiresAt = typeof nextRotation === "string" ? nextRotation : inYears;
  return [{ kid, kty: "RSA", use: "sig", created, lastUpdated: created, expiresAt }];
}

function listKeys(context: Context): Reply {
  return ok(keysOf(findApp(context, "appId")));
}

function getKey(context: Context): Reply {
  const id = param(context, "keyId");
  const key = keysOf(findApp(context, "appId")).find(({ kid }) => kid === id);
  if (key === undefined) throw notFound(id, "JsonWebKey");
  return ok(key);
}
