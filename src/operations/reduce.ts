import { type Document, isObject } from "../okta/read.ts";

/** Longer texts in an answer are pages of HTML and the like: they are cut. */
const LONGEST_TEXT = 4_000;
/** The most columns of a list whose reader did not ask for fields. */
const MOST_COLUMNS = 7;
/** What tells things apart, the best first. */
const TELLING = [
  "id",
  "kid",
  "name",
  "label",
  "displayName",
  "title",
  "login",
  "profile.login",
  "profile.name",
  "profile.displayName",
  "profile.email",
  "domain",
  "status",
  "type",
  "kind",
  "signOnMode",
  "eventType",
  "published",
  "actor.alternateId",
  "outcome.result",
  "outcome.reason",
  "priority",
  "enabled",
  "lastUpdated",
  "created",
  "expiresAt",
  "description",
  "profile.description",
];

/** A value without what says nothing: nulls, empty objects, links; long texts cut. */
export function cleaned(value: unknown): unknown {
  if (typeof value === "string") {
    return value.length > LONGEST_TEXT
      ? `${value.slice(0, LONGEST_TEXT).replace(/[\ud800-\udbff]$/, "")}… (${
        value.length - LONGEST_TEXT
      } more characters)`
      : value;
  }
  if (Array.isArray(value)) return value.map(cleaned).filter((item) => !isNothing(item));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "_links")
      .map(([key, inner]) => [key, cleaned(inner)])
      .filter(([, inner]) => !isNothing(inner)),
  );
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === "" ||
    (typeof value === "object" && Object.keys(value).length === 0);
}

/** One value of a document, by the keys that lead to it joined with dots. */
export interface Leaf {
  path: string;
  value: unknown;
}

/** All values of a document; a list of plain values is one. */
export function leavesOf(value: unknown, path = ""): Leaf[] {
  if (Array.isArray(value) && value.some((item) => typeof item === "object")) {
    return value.flatMap((item, index) => leavesOf(item, `${path}[${index}]`));
  }
  if (!isObject(value)) return [{ path, value }];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, path === "" ? key : `${path}.${key}`));
}

/** The fields of a list that tell its items apart, where nobody asked for others. */
export function columnsOf(items: readonly unknown[]): string[] {
  const paths = [...new Set(items.flatMap((item) => leavesOf(item).map(({ path }) => path)))].filter((path) =>
    !path.includes("[")
  );
  const telling = TELLING.filter((path) => paths.includes(path));
  const plain = paths.filter((path) => !telling.includes(path) && !path.includes("."));
  return [...telling, ...plain].slice(0, MOST_COLUMNS);
}

/** Of a value only what the fields name, in its place: `profile.login` keeps `{ profile: { login } }`. */
export function picked(value: unknown, fields: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => picked(item, fields));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).flatMap(([key, inner]) => {
    if (fields.includes(key)) return [[key, inner]];
    const below = fields.filter((field) => field.startsWith(`${key}.`)).map((field) => field.slice(key.length + 1));
    return below.length === 0 ? [] : [[key, picked(inner, below)]];
  });
  return Object.fromEntries(kept.filter(([, inner]) => !isNothing(inner)));
}

/** As many leading members of an object as fit into so many characters of JSON, and the names of the others. */
export function fittingMembers(document: Document, budget: number): { kept: Document; omitted: string[] } {
  let room = budget;
  const kept: Document = {};
  const omitted: string[] = [];
  for (const [key, value] of Object.entries(document)) {
    const size = key.length + JSON.stringify(value).length;
    if (size <= room) {
      kept[key] = value;
      room -= size;
    } else omitted.push(key);
  }
  return { kept, omitted };
}
