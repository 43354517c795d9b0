/** People: list, read, create, change. */
import { bodyObject, type Context, flag, ok, query, type Reply, stamp } from "../context.ts";
import { invalid, notFound, OktaError } from "../errors.ts";
import { matches, type Operator } from "../filter.ts";
import { hash } from "../hash.ts";
import { isObject, type Json, objectAt, strings } from "../json.ts";
import { userTarget, writeEvent } from "../log.ts";
import { findUser } from "../lookup.ts";
import { addMember, isEveryone, withRules } from "../membership.ts";
import { paginate } from "../paging.ts";
import { routes } from "../router.ts";
import { readFilter, refuseSearch, type SearchRules, sorted } from "../search.ts";
import type { UserRecord } from "../state.ts";
import { defaultTypeId, type UserSchema } from "../user_schema.ts";
import { wireUser } from "../wire/user.ts";

export const userRoutes = routes("okta.users", [
  ["GET", "/api/v1/users", listUsers],
  ["POST", "/api/v1/users", createUser],
  ["GET", "/api/v1/users/{id}", getUser],
  ["POST", "/api/v1/users/{id}", updateUser],
  ["PUT", "/api/v1/users/{id}", replaceUser],
]);

const MAX_PAGE = 200;

const ORDERED: readonly Operator[] = ["eq", "gt", "ge", "lt", "le", "pr"];
const TEXT: readonly Operator[] = [...ORDERED, "sw"];
const CONTAINS = ["firstName", "lastName", "email", "login"];

const SEARCHED = new Map<string, readonly Operator[]>([
  ["id", TEXT],
  ["status", TEXT],
  ["type.id", TEXT],
  ["created", ORDERED],
  ["activated", ORDERED],
  ["statusChanged", ORDERED],
  ["lastUpdated", ORDERED],
]);

const FILTERED = new Map<string, readonly Operator[]>([
  ["id", ["eq"]],
  ["status", ["eq"]],
  ["profile.login", ["eq"]],
  ["profile.email", ["eq"]],
  ["profile.firstName", ["eq"]],
  ["profile.lastName", ["eq"]],
  ["lastUpdated", ["eq", "gt", "ge", "lt", "le"]],
]);

function searchRules(schema: UserSchema): SearchRules {
  return {
    operatorsOf(path) {
      const attribute = path.startsWith("profile.") ? path.slice("profile.".length) : undefined;
      if (attribute === undefined) return SEARCHED.get(path);
      if (!schema.has(attribute)) return undefined;
      return CONTAINS.includes(attribute) ? [...TEXT, "co"] : TEXT;
    },
    not: false,
    refuse: refuseSearch,
  };
}

const FILTER_RULES: SearchRules = { operatorsOf: (path) => FILTERED.get(path), not: false, refuse: refuseSearch };

function listUsers(context: Context): Reply {
  const [q, search, filter] = [query(context, "q"), query(context, "search"), query(context, "filter")];
  if ([q, search, filter].filter((asked) => asked !== undefined).length > 1) throw new OktaError("E0000033");
  const all = [...context.state.users.values()];
  let found: UserRecord[];
  if (search !== undefined) {
    const expression = readFilter(search, searchRules(context.schema));
    found = sorted(context, all.filter((user) => matches(expression, user, false)));
  } else if (filter !== undefined) {
    const expression = readFilter(filter, FILTER_RULES);
    found = all.filter((user) => matches(expression, user, true));
  } else {
    found = all.filter((user) => user.status !== "DEPROVISIONED" && (q === undefined || startsWith(user, q)));
  }
  const page = paginate(context, found, {
    defaultLimit: q === undefined ? MAX_PAGE : 10,
    maxLimit: MAX_PAGE,
    keyOf: (user) => user.id,
    paged: q === undefined,
    badCursor: search === undefined ? "E0000029" : "E0000031",
  });
  const fields = query(context, "fields");
  const wired = page.items.map((user) => wireUser(user, context.url.origin, "list"));
  return ok(fields === undefined ? wired : wired.map((user) => project(user, fields)), page.headers);
}

function startsWith({ profile }: UserRecord, q: string): boolean {
  return [profile.firstName, profile.lastName, profile.email]
    .some((value) => value.toLowerCase().startsWith(q.toLowerCase()));
}

/** Keeps the fields asked for: `id,status,profile:(firstName,city)`; `id` always. */
function project(user: Json, fields: string): Json {
  const inProfile = /profile:\(([^)]*)\)/.exec(fields)?.[1]?.split(",").map((name) => name.trim());
  const top = fields.replace(/profile:\([^)]*\)/, "").split(",").map((name) => name.trim());
  const pick = (object: Json, names: string[]) =>
    Object.fromEntries(Object.entries(object).filter(([name]) => names.includes(name)));
  const profile = inProfile === undefined ? {} : { profile: pick(objectAt(user, "profile"), inProfile) };
  return { ...pick(user, ["id", ...top]), ...profile };
}

function getUser(context: Context): Reply {
  const user = findUser(context, "id");
  return ok(wireUser(user, context.url.origin, "full"), [["etag", etagOf(user)]]);
}

/** Changes with anything that a reader of the user could see changing. */
function etagOf(user: UserRecord): string {
  return `W/"${hash(JSON.stringify(user))}"`;
}

function checkIfMatch(context: Context, user: UserRecord): void {
  const wanted = context.headers.get("if-match");
  if (wanted !== null && wanted !== "*" && wanted !== etagOf(user)) throw new OktaError("E0000231");
}

function createUser(context: Context): Reply {
  const { state } = context;
  const body = bodyObject(context);
  const activate = flag(context, "activate", true);
  const hasPassword = isObject(objectAt(body, "credentials")["password"]);
  const expires = query(context, "nextLogin") === "changePassword";
  if (expires && !hasPassword) throw new OktaError("E0000124");
  if (expires && !activate) throw new OktaError("E0000125");
  const profile = presentOnly(objectAt(body, "profile"));
  context.schema.check(profile, undefined);
  const groups = strings(body["groupIds"]).map((id) => {
    const group = state.groups.get(id);
    if (group === undefined) throw notFound(id, "UserGroup");
    return group;
  });

  const time = stamp(context.now);
  const user: UserRecord = {
    id: context.ids.id("00u"),
    status: "STAGED",
    created: time,
    activated: null,
    statusChanged: null,
    lastLogin: null,
    lastUpdated: time,
    passwordChanged: hasPassword ? time : null,
    type: { id: defaultTypeId(state) },
    profile: profile as UserRecord["profile"],
    credentials: {
      ...(hasPassword ? { password: {} } : {}),
      emails: [{ value: String(profile["email"]), status: "VERIFIED", type: "PRIMARY" }],
      provider: { type: "OKTA", name: "OKTA" },
    },
    factors: [],
    roles: [],
    sessions: [],
  };
  // Okta puts everyone into Everyone without an event.
  [...state.groups.values()].find(isEveryone)?.members.add(user.id);
  withRules(context, user, () => {
    state.users.set(user.id, user);
    writeEvent(context, "user.lifecycle.create", [userTarget(user)]);
    if (activate) {
      user.status = !hasPassword ? "PROVISIONED" : expires ? "PASSWORD_EXPIRED" : "ACTIVE";
      user.activated = user.statusChanged = time;
      writeEvent(context, "user.lifecycle.activate", [userTarget(user)]);
    }
    for (const group of groups) addMember(context, group, user);
  });
  return ok(wireUser(user, context.url.origin, "full"));
}

function updateUser(context: Context): Reply {
  const user = findUser(context, "id");
  const body = bodyObject(context);
  return changeUser(context, user, body, { ...user.profile, ...objectAt(body, "profile") });
}

function replaceUser(context: Context): Reply {
  const user = findUser(context, "id");
  const body = bodyObject(context);
  return changeUser(context, user, body, objectAt(body, "profile"));
}

function changeUser(context: Context, user: UserRecord, body: Json, wanted: Json): Reply {
  checkIfMatch(context, user);
  if (user.status === "DEPROVISIONED") throw new OktaError("E0000038");
  const profile = presentOnly(wanted);
  const changed = changedKeys(user.profile, profile);
  if (changed.length > 0 && ["ACTIVE_DIRECTORY", "LDAP"].includes(user.credentials.provider.type)) {
    throw new OktaError("E0000076", {
      causes: [`${changed.join(", ")}: sourced by ${user.credentials.provider.name}`],
    });
  }
  context.schema.check(profile, user);
  const password = objectAt(body, "credentials")["password"];
  if (isObject(password) && typeof password["value"] !== "string") {
    throw invalid("password", "password.value: The field cannot be left blank");
  }

  withRules(context, user, () => {
    user.profile = profile as UserRecord["profile"];
    user.lastUpdated = stamp(context.now);
    const primary = user.credentials.emails?.find(({ type }) => type === "PRIMARY");
    if (primary !== undefined) primary.value = user.profile.email;
    if (changed.length > 0) {
      writeEvent(context, "user.account.update_profile", [userTarget(user)], { changedAttributes: changed.join(",") });
    }
    if (isObject(password)) {
      user.credentials.password = {};
      user.passwordChanged = stamp(context.now);
      writeEvent(context, "user.account.update_password", [userTarget(user)]);
    }
  });
  return ok(wireUser(user, context.url.origin, "full"));
}

/** Null and the empty string take an attribute away. */
function presentOnly(profile: Json): Json {
  return Object.fromEntries(Object.entries(profile).filter(([, value]) => value !== null && value !== ""));
}

function changedKeys(before: Json, after: Json): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => JSON.stringify(before[key] ?? null) !== JSON.stringify(after[key] ?? null))
    .sort();
}
