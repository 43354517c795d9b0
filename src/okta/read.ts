/**
 * Readers for what Okta sent. Real answers often break Okta's own contract (nulls, missing parts, an array where an
 * object was promised), so every field is read as possibly absent and a surprise costs one field, not the answer.
 */

/** A JSON object as it came, of unknown insides. */
export type Document = Record<string, unknown>;

/** The object at `value`, or an empty one. */
export function object(value: unknown): Document {
  return isObject(value) ? value : {};
}

/** The array at `value`, or an empty one. */
export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The text at `value`; numbers and booleans become text, anything else is `null`. */
export function text(value: unknown): string | null {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}

/** The strings among the items of the array at `value`. */
export function texts(value: unknown): string[] {
  return list(value).filter((item) => typeof item === "string");
}

/** The number at `value`, or `null`. */
export function number(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

/** The boolean at `value`, or `null` where Okta does not say. */
export function flag(value: unknown): boolean | null {
  return typeof value === "boolean" ? value : null;
}

/** Whether a value is a JSON object, and neither an array nor `null`. */
export function isObject(value: unknown): value is Document {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
