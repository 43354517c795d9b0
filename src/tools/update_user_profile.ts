import * as z from "zod";
import { plain, quote, shown } from "../mcp/output.ts";
import type { Change } from "../mcp/tool.ts";
import { appsOfUser } from "../okta/apps.ts";
import type { Okta } from "../okta/client.ts";
import { equal } from "../okta/diff.ts";
import { findUser } from "../okta/find_user.ts";
import { type Group, type GroupRule, groupRules, groupsOfUser } from "../okta/groups.ts";
import { nearestTo } from "../okta/lookup.ts";
import type { Document } from "../okta/read.ts";
import { misfit, type ProfileAttribute, profileAttributes, sourceOf } from "../okta/user_schema.ts";
import { updateProfile, type User } from "../okta/users.ts";
import { defineWrite } from "./define.ts";
import { standingOf } from "./shared/guards.ts";
import { isMasked } from "./shared/masked.ts";
import { names } from "./shared/names.ts";
import { personNow, userArgument } from "./shared/person.ts";
import { readable } from "./shared/readable.ts";
import { userTarget } from "./shared/targets.ts";
import { UNDOABLE } from "./shared/undoable.ts";
import { UserError } from "../user_error.ts";

export const updateUserProfile = defineWrite({
  name: "update_user_profile",
  title: "Update user profile",
  description:
    "Changes attributes of one person's profile, only those given; null clears one. Refuses what a directory " +
    "or HR system owns and says where to change it. For status, password or groups use the tools for these.",
  toolset: "core",
  scopes: ["okta.users.manage"],
  helpfulScopes: ["okta.schemas.read", "okta.apps.read", "okta.groups.read", "okta.roles.read"],
  risk: "write",
  idempotent: true,
  input: z.object({
    user: z.string(),
    profile: z.record(z.string(), z.unknown()).describe('{"title": "Buyer", "mobilePhone": null}'),
  }),

  async plan({ user: ref, profile }, { okta }) {
    const user = await findUser(okta, ref);
    if (user.status === "DEPROVISIONED") {
      throw new UserError(
        `Cannot change the profile of ${personNow(user)}: Okta keeps it as it was when the user was deactivated. ` +
          `Next: change_user_status ${userArgument(user)} action=activate`,
      );
    }
    const wanted = asStored(profile);
    const [, standing, rules] = await Promise.all([
      checkAttributes(okta, user, wanted),
      standingOf(okta, user),
      readable(groupRules(okta)),
    ]);
    const changes = changesBetween(user.profile, { ...user.profile, ...wanted });
    if (changes.length === 0) {
      throw new UserError(`Nothing to change: the profile of ${personNow(user)} has these values already.`);
    }
    const altered = changes.map(({ what }) => what);
    const moving = rules.value?.filter(({ status, expression }) =>
      status === "ACTIVE" && attributesIn(expression ?? "").some((name) =>
        altered.includes(name)
      )
    ) ?? [];
    const groups = moving.length === 0 ? [] : await groupsOfUser(okta, user.id);
    return {
      action: `Change ${altered.map(plain).join(", ")} of ${personNow(user)}`,
      target: userTarget(user),
      changes,
      warnings: [
        ...altered.includes("login")
          ? [
            `The person signs in as ${quote(wanted.login)} from then on; apps that take the login as user name follow.`,
          ]
          : [],
        ...altered.includes("email") ? ["Password resets, invitations and codes by e-mail go to the new address."] : [],
        ...standing.warnings,
        ...moving.length > 0 ? [ruleWarning(moving, changes)] : [],
      ],
      reversible: UNDOABLE,
      state: { user, wanted, groups, moving: moving.length > 0 },
    };
  },

  async act({ state: { user, wanted, groups, moving } }, { okta }) {
    const stored = await updateProfile(okta, user.id, wanted, user.etag);
    const unmet = Object.keys(wanted).filter((name) => !same(wanted[name], stored.profile[name]));
    const former = Object.keys(wanted).map((name) => [name, user.profile[name] ?? null]);
    return {
      changes: changesBetween(user.profile, stored.profile),
      notes: [
        ...unmet.map((name) =>
          `Okta did not store ${shown(wanted[name])} as ${plain(name)}: it keeps ${shown(stored.profile[name])}.`
        ),
        ...moving ? [moves(groups, await groupsOfUser(okta, user.id))] : [],
      ],
      undo: { tool: "update_user_profile", args: { user: user.id, profile: Object.fromEntries(former) } },
    };
  },
});

/** Okta keeps no empty text: it is how people say that a value shall go. */
function asStored(profile: Document): Document {
  return Object.fromEntries(Object.entries(profile).map(([name, value]) => [name, value === "" ? null : value]));
}

/** A value that is not there and `null` are the same to Okta. */
function same(a: unknown, b: unknown): boolean {
  return equal(a ?? null, b ?? null);
}

function changesBetween(before: Document, after: Document): Change[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => !same(before[name], after[name]))
    .sort()
    .map((name) => ({ what: name, before: before[name] ?? null, after: after[name] ?? null }));
}

/** Those rules by name that speak of a value that goes or comes: they are the likely ones. */
function ruleWarning(rules: readonly GroupRule[], changes: readonly Change[]): string {
  const values = changes.flatMap(({ before, after }) => [before, after]).filter((value) => typeof value === "string");
  const likely = rules.filter(({ expression }) => values.some((value) => expression?.includes(JSON.stringify(value))));
  const others = rules.length - likely.length;
  const which = [
    ...likely.length > 0 ? [names(likely.map(({ name }) => name))] : [],
    ...others > 0 ? [`${others}${likely.length > 0 ? " more" : ""} that read what changes`] : [],
  ];
  return `Group rules may move the person between groups, and so give or take apps: ${which.join(", ")}.`;
}

/** What group rules made of it so far. */
function moves(before: readonly Group[], after: readonly Group[]): string {
  const without = (some: readonly Group[], others: readonly Group[]) =>
    some.filter(({ id }) => others.every((other) => other.id !== id)).map(({ name }) => name);
  const [joined, left] = [without(after, before), without(before, after)];
  const facts = [
    ...joined.length > 0 ? [`now in group ${names(joined)}`] : [],
    ...left.length > 0 ? [`no longer in ${names(left)}`] : [],
  ];
  return facts.length === 0
    ? "Groups are as before so far; group rules take some minutes."
    : `By group rules ${facts.join(", ")}.`;
}

/** The attributes that a rule's expression reads. */
function attributesIn(expression: string): string[] {
  return [...expression.matchAll(/\buser\.(\w+)/g)].map(([, name = ""]) => name);
}

/** Finds every attribute that Okta would not take, as far as the token may see the schema. @throws UserError */
async function checkAttributes(okta: Okta, user: User, wanted: Document): Promise<void> {
  const masked = Object.keys(wanted).filter((name) => isMasked(wanted[name]));
  if (masked.length > 0) refuse(user, masked.map((name) => `${quote(name)}: this value is masked, give the whole one`));
  const { value: schema } = await readable(profileAttributes(okta, user));
  if (schema === undefined) return;
  const asked = Object.keys(wanted).flatMap((name) => schema.get(name) ?? []);
  const apps = asked.some(({ master }) => master !== "OKTA") ? (await readable(appsOfUser(okta, user.id))).value : [];
  const problems = Object.entries(wanted).flatMap(([name, value]) => {
    if (same(user.profile[name], value)) return [];
    const attribute = schema.get(name);
    if (attribute === undefined) return [`${quote(name)}: ${unknown(name, schema)}`];
    const source = sourceOf(attribute, user, apps ?? []);
    const problem = source === undefined
      ? misfit(attribute, value)
      : `it comes from ${plain(source)}: change it there, and Okta takes it over at the next import`;
    return problem === undefined ? [] : [`${quote(name)}: ${problem}`];
  });
  if (problems.length > 0) refuse(user, problems);
}

function refuse(user: User, problems: readonly string[]): never {
  throw new UserError(
    [`Cannot change the profile of ${personNow(user)}.`, ...problems.map((line) => `- ${line}.`)].join("\n"),
  );
}

function unknown(name: string, schema: ReadonlyMap<string, ProfileAttribute>): string {
  const nearest = nearestTo(name, [...schema.keys()], (known) => [known], 3);
  return nearest.length === 0
    ? `the org's profiles have no such attribute; get_user_details include=["profile"] shows those in use`
    : `the org's profiles have no such attribute; the nearest: ${nearest.map(plain).join(", ")}`;
}
