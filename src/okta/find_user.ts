import { bodyOf, type Okta } from "./client.ts";
import { ifFound } from "./if_found.ts";
import { list } from "./read.ts";
import { type Candidate, fold, nearestTo, NotFoundError, theOne, tidied } from "./lookup.ts";
import { anyOf, compare } from "./scim.ts";
import { getUser, toUser, type User } from "./users.ts";
import { UserError } from "../user_error.ts";

/**
 * The one user that a reference means: an id, a login or its part before the @, an e-mail, a full name in either
 * order, a first or last name that only one person has, or `me` for the account whose token this is. Case does not
 * matter, nor do accents where nobody fits better.
 *
 * Okta's search lags behind by seconds, so whoever it finds is read again by id before the answer.
 * @throws AmbiguousError listing the candidates; NotFoundError with the nearest ones; OktaError.
 */
export async function findUser(okta: Okta, ref: string): Promise<User> {
  const wanted = tidied(ref);
  if (wanted === "") throw new UserError("Cannot find a user without a name: give a login, e-mail, id or full name.");
  const direct = fitsPath(wanted)
    ? await ifFound(getUser(okta, wanted.toLowerCase() === "me" ? "me" : wanted))
    : undefined;
  if (direct !== undefined) return direct;
  if (isUserId(wanted)) throw new NotFoundError("user", wanted, []);

  const found = theOne("user", wanted, await search(okta, wanted), (user) => rank(user, wanted), candidate);
  if (found === undefined) return await byLikeness(okta, wanted);
  const current = await ifFound(getUser(okta, found.id));
  if (current === undefined || rank(current, wanted) === undefined) {
    throw new NotFoundError("user", wanted, current === undefined ? [] : [candidate(current)]);
  }
  return current;
}

/** Whether this has the form of a user's id. */
function isUserId(ref: string): boolean {
  return /^00u[0-9A-Za-z]{17}$/.test(ref);
}

/** Okta reads neither a name with spaces nor a login with a slash from the path; dots alone would change the path. */
function fitsPath(ref: string): boolean {
  return !/[\s/\\]/.test(ref) && !/^\.+$/.test(ref);
}

/** Okta's longest page: whoever shares a name with more people than this must be given by login anyway. */
const PAGE = 200;

async function search(okta: Okta, ref: string): Promise<User[]> {
  const result = await okta.api.GET("/api/v1/users", { params: { query: { search: expression(ref), limit: PAGE } } });
  return list(bodyOf(result)).map((item) => toUser(item));
}

/** Everybody whom the reference may mean, in one expression. */
function expression(ref: string): string {
  const either = (attributes: string[], operator: "eq" | "sw", value: string) =>
    attributes.map((attribute) => compare(`profile.${attribute}`, operator, value));
  const logins = either(["login", "email"], "eq", ref);
  if (ref.includes("@")) return anyOf(logins);
  return anyOf([
    ...logins,
    ...either(["login", "email"], "sw", `${ref}@`),
    ...either(["firstName", "lastName", "displayName"], "eq", ref),
    ...splits(ref).map(([one, other]) =>
      `(${compare("profile.firstName", "eq", one)} and ${compare("profile.lastName", "eq", other)})`
    ),
  ]);
}

/** Every way to read words as first and last name, in both orders: `Jane van Dyke`, `van Dyke, Jane`. */
function splits(ref: string): [first: string, last: string][] {
  const words = ref.replaceAll(",", " ").split(/\s+/).filter(Boolean).slice(0, 6);
  return words.slice(1).flatMap((_, i): [string, string][] => {
    const head = words.slice(0, i + 1).join(" ");
    const tail = words.slice(i + 1).join(" ");
    return [[head, tail], [tail, head]];
  });
}

/** How surely the reference means this user: login and e-mail first, then a login's short form, then names. */
function rank({ login, email, profile }: User, ref: string): number | undefined {
  const wanted = fold(ref);
  const is = (value: unknown) => typeof value === "string" && fold(value) === wanted;
  const begins = (value: string | null) => value !== null && fold(value).startsWith(`${wanted}@`);
  if (is(login)) return 0;
  if (is(email)) return 1;
  if (begins(login)) return 2;
  if (begins(email)) return 3;
  const [first, last] = [`${profile.firstName ?? ""}`, `${profile.lastName ?? ""}`].map(fold);
  if (splits(wanted).some(([one, other]) => one === first && other === last)) return 4;
  return is(profile.displayName) ? 4 : is(first) || is(last) ? 5 : undefined;
}

/**
 * Okta's search minds accents and knows no typos. So ask for people by the first letters of what was given: one who
 * fits but for accents is meant, else the nearest are offered.
 */
async function byLikeness(okta: Okta, ref: string): Promise<User> {
  const words = ref.split(/[\s@.,_-]+/).filter((word) => word.length > 1).slice(0, 2);
  const lists = await Promise.all(words.map(async (q) => {
    const result = await okta.api.GET("/api/v1/users", { params: { query: { q, limit: 20 } } });
    return list(bodyOf(result)).map((item) => toUser(item));
  }));
  const users = [...new Map(lists.flat().map((user) => [user.id, user])).values()];
  const found = theOne("user", ref, users, (user) => rank(user, ref), candidate);
  const current = found && await ifFound(getUser(okta, found.id));
  if (current !== undefined) return current;
  throw new NotFoundError("user", ref, nearestTo(ref, users, ({ name, login }) => [name, login]).map(candidate));
}

function candidate({ id, name, login, status }: User): Candidate {
  return { id, name, login, facts: [status] };
}
