/** Small helpers for JSON whose shape is not known before it is looked at. */

/** A JSON object. */
export type Json = Record<string, unknown>;

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object at `key`, or an empty one. */
export function objectAt(value: unknown, key: string): Json {
  const found = isObject(value) ? value[key] : undefined;
  return isObject(found) ? found : {};
}

/** The strings of an array; anything else counts as none. */
export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/**
 * Every value at a dotted path, going into arrays on the way, so that `target.id` gives the id of each target.
 * Absent values and nulls give nothing.
 */
export function valuesAt(value: unknown, path: string): unknown[] {
  let found: unknown[] = [value];
  for (const key of path.split(".")) {
    found = found.flatMap((item) => isObject(item) && Object.hasOwn(item, key) ? [item[key]].flat() : []);
  }
  return found.filter((item) => item !== null && item !== undefined);
}
