export type Json = null | boolean | number | string | Json[] | JsonObject;

export interface JsonObject {
  [key: string]: Json;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The entries of an object that are objects themselves; none for anything else. */
export function objects(value: Json | undefined): [string, JsonObject][] {
  return isObject(value)
    ? Object.entries(value).filter((entry): entry is [string, JsonObject] => isObject(entry[1]))
    : [];
}

/** The items of a list; none for anything else. */
export function list(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

export function mapValues(value: JsonObject, change: (value: Json, key: string) => Json): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, change(child, key)]));
}

/** Escapes a key for use in a JSON pointer (RFC 6901 section 3). */
export function escape(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** What a reference into the same document, such as `#/components/schemas/User`, points to, if anything. */
export function resolve(document: JsonObject, reference: string): Json | undefined {
  if (!reference.startsWith("#/")) return undefined;
  let value: Json | undefined = document;
  for (const token of reference.slice(2).split("/")) {
    const key = token.replaceAll("~1", "/").replaceAll("~0", "~");
    value = typeof value === "object" && value !== null && Object.hasOwn(value, key)
      ? (value as JsonObject)[key]
      : undefined;
  }
  return value;
}

/** Shows every object at or below `value` with its place, parents first. */
export function visit(value: Json, place: string, see: (object: JsonObject, place: string) => void): void {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) see(value, place);
  for (const [key, child] of Object.entries(value)) visit(child, `${place}/${escape(key)}`, see);
}
