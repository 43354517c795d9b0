/** What stands for a secret, and what is left of a phone number: stars and the last four digits. */
const MASK = /\[redacted\]|\*[-.() ]*(?:\d[-.() ]*){4}"/;

/**
 * Whether a value, or something in it, is what this server shows in place of a secret or a phone number. Stored as it is
 * it would overwrite the real one.
 */
export function isMasked(value: unknown): boolean {
  return MASK.test(JSON.stringify(value) ?? "");
}
