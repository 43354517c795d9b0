import { bodyOf, type Okta } from "./client.ts";
import { getGroup, type Group, toGroup } from "./groups.ts";
import { ifFound } from "./if_found.ts";
import { type Candidate, nameRank, nearestTo, NotFoundError, theOne, tidied } from "./lookup.ts";
import { list } from "./read.ts";
import { anyOf, compare } from "./scim.ts";
import { UserError } from "../user_error.ts";

/**
 * The one group that a reference means: an id, or a name (exactly, else but for case, else its beginning).
 * @throws AmbiguousError listing the candidates; NotFoundError with the nearest ones; OktaError.
 */
export async function findGroup(okta: Okta, ref: string): Promise<Group> {
  const wanted = tidied(ref);
  if (wanted === "") throw new UserError("Cannot find a group without a name: give its name or id.");
  if (/^00g[0-9A-Za-z]{17}$/.test(wanted)) {
    const group = await ifFound(getGroup(okta, wanted));
    if (group === undefined) throw new NotFoundError("group", wanted, []);
    return group;
  }

  // Sorted by name, so that the name itself comes before all that only begin with it.
  const sorted = { sortBy: "profile.name", sortOrder: "asc" };
  const beginning = await search(okta, { search: compare("profile.name", "sw", wanted), ...sorted });
  const found = theOne("group", wanted, beginning, ({ name }) => nameRank(name, wanted), candidate);
  if (found !== undefined) return found;

  const words = wanted.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1).slice(0, 4);
  const alike = words.length === 0
    ? []
    : await search(okta, { search: anyOf(words.map((word) => compare("profile.name", "co", word))) });
  throw new NotFoundError("group", wanted, nearestTo(wanted, alike, ({ name }) => [name]).map(candidate));
}

async function search(okta: Okta, query: { search: string; sortBy?: string; sortOrder?: string }): Promise<Group[]> {
  const result = await okta.api.GET("/api/v1/groups", { params: { query: { ...query, limit: 200 } } });
  return list(bodyOf(result)).map(toGroup);
}

function candidate({ id, name, type }: Group): Candidate {
  return { id, name, facts: [type] };
}
