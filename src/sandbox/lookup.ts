/** Finds what a path names, or answers Okta's 404. */
import { type Context, param } from "./context.ts";
import { notFound } from "./errors.ts";
import type { AppRecord, GroupRecord, PolicyRecord, UserRecord } from "./state.ts";

/**
 * The user of the path: `me`, an id, a login, or a login's part before the @ where only one person has it. A login with
 * a `/` in it cannot stand in a path: only the id finds that person.
 */
export function findUser(context: Context, name: string): UserRecord {
  const text = param(context, name);
  const { users, tokenOwnerId } = context.state;
  const byId = users.get(text === "me" ? tokenOwnerId : text);
  if (byId !== undefined) return byId;
  const wanted = text.toLowerCase();
  const logins = [...users.values()].map((user) => ({ user, login: user.profile.login.toLowerCase() }));
  const byLogin = logins.find(({ login }) => login === wanted);
  const byPrefix = logins.filter(({ login }) => login.split("@")[0] === wanted);
  const found = byLogin ?? (byPrefix.length === 1 ? byPrefix[0] : undefined);
  if (found === undefined || text.includes("/")) throw notFound(text, "User");
  return found.user;
}

export function findGroup(context: Context, name: string): GroupRecord {
  return find(context, name, context.state.groups, "UserGroup");
}

export function findApp(context: Context, name: string): AppRecord {
  return find(context, name, context.state.apps, "AppInstance");
}

export function findPolicy(context: Context, name: string): PolicyRecord {
  return find(context, name, context.state.policies, "Policy");
}

/** `type` is Okta's inner name of the resource, as its 404 shows it. */
export function find<T>(context: Context, name: string, all: ReadonlyMap<string, T>, type: string): T {
  const id = param(context, name);
  const found = all.get(id);
  if (found === undefined) throw notFound(id, type);
  return found;
}
