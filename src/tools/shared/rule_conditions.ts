import { plain, quote } from "../../mcp/output.ts";
import type { Okta } from "../../okta/client.ts";
import { getGroup } from "../../okta/groups.ts";
import { ifFound } from "../../okta/if_found.ts";
import type { Policy, PolicyRule } from "../../okta/policies.ts";
import { isObject, list, object, text, texts } from "../../okta/read.ts";
import { getUser } from "../../okta/users.ts";
import { networkZones } from "../../okta/zones.ts";
import { readable } from "./readable.ts";

/** Names by id, of what the conditions of rules mention. */
export type Names = ReadonlyMap<string, string>;

/**
 * The names of the groups, people and network zones that a policy's rules mention, as far as the token may see them.
 * @param known Names that need not be asked for.
 */
export async function namesIn(okta: Okta, { rules }: Policy, known: Names = new Map()): Promise<Names> {
  const people = rules.map(({ conditions }) => object(conditions.people));
  const ids = (kind: "groups" | "users") =>
    [...new Set(people.map((part) => object(part[kind])).flatMap(mentioned))].filter((id) => !known.has(id));
  const mentionsZones = rules.some(({ conditions }) => mentioned(object(conditions.network)).length > 0);
  const [zones, groups, users] = await Promise.all([
    mentionsZones ? readable(networkZones(okta)) : { value: [] },
    readable(Promise.all(ids("groups").map((id) => ifFound(getGroup(okta, id))))),
    readable(Promise.all(ids("users").map((id) => ifFound(getUser(okta, id))))),
  ]);
  const found = [...zones.value ?? [], ...groups.value ?? [], ...users.value ?? []];
  return new Map([...known, ...found.flatMap((thing) => thing === undefined ? [] : [[thing.id, thing.name] as const])]);
}

function mentioned({ include, exclude }: Record<string, unknown>): string[] {
  return [...texts(include), ...texts(exclude)];
}

/** What must hold for a rule to apply, a phrase each; none where it applies to everybody. Okta's own words are quoted. */
export function conditionsOf({ conditions }: PolicyRule, names: Names): string[] {
  return Object.entries(conditions).flatMap(([kind, value]) =>
    PHRASES[kind]?.(object(value), names) ?? other(kind, value)
  );
}

type Phrase = (condition: Record<string, unknown>, names: Names) => string[];

const PHRASES: Record<string, Phrase> = {
  people: ({ groups, users }, names) => [
    ...either("in group", object(groups), names),
    ...either("person", object(users), names),
  ],
  network: (network, names) => either("from zone", network, names),
  device: (device) => [
    ...device.registered === true
      ? ["device registered"]
      : device.registered === false
      ? ["device not registered"]
      : [],
    ...device.managed === true ? ["device managed"] : device.managed === false ? ["device not managed"] : [],
    ...device.assurance === undefined ? [] : ["device passes an assurance policy"],
  ],
  platform: ({ include }) => {
    const types = list(include).map(object).map(({ type, os }) => text(object(os).type) ?? text(type) ?? "ANY");
    return types.every((type) => type === "ANY") ? [] : [`on ${types.map(plain).join(" or ")}`];
  },
  riskScore: ({ level }) => level === "ANY" || level === undefined ? [] : [`risk ${plain(level)}`],
  elCondition: ({ condition }) => condition === undefined ? [] : [`expression ${quote(condition)}`],
  authContext: ({ authType }) => authType === "ANY" || authType === undefined ? [] : [`sign-in by ${plain(authType)}`],
};

/** `in group "A" or "B"`, `not in group "C"` */
function either(lead: string, { include, exclude }: Record<string, unknown>, names: Names): string[] {
  const named = (ids: string[]) => ids.map((id) => quote(names.get(id) ?? id)).join(" or ");
  const [wanted, unwanted] = [texts(include), texts(exclude)];
  return [
    ...wanted.length === 0 ? [] : [`${lead} ${named(wanted)}`],
    ...unwanted.length === 0 ? [] : [`not ${lead} ${named(unwanted)}`],
  ];
}

/** A kind of condition that is none of the above, as Okta has it. */
function other(kind: string, value: unknown): string[] {
  const isEmpty = value === null || (isObject(value) && Object.keys(value).length === 0);
  return isEmpty ? [] : [`${plain(kind)} ${quote(value)}`];
}
