import { redact } from "../okta/redact.ts";
import { isObject } from "../okta/read.ts";

const MASK = "[redacted]";

/**
 * A copy in which every secret is replaced by `mark`, while its field still has its name: once values stand alone, such
 * as in a list of changes, nothing tells a secret from other text. All else stays as it is, phone numbers too.
 */
export function withoutSecrets(value: unknown, mark: string = MASK): unknown {
  return replaced(value, redact(value), mark);
}

function replaced(value: unknown, masked: unknown, mark: string): unknown {
  if (typeof masked === "string") return isMasked(value, masked) ? mark : value;
  if (Array.isArray(masked)) return masked.map((inner, index) => replaced((value as unknown[])[index], inner, mark));
  if (!isObject(masked)) return value;
  return Object.fromEntries(
    Object.entries(masked).map(([key, inner]) => [key, replaced(member(value, key), inner, mark)]),
  );
}

/** The path of the first secret in a value, if it holds one. */
export function secretIn(value: unknown, path: string): string | undefined {
  return maskedIn(value, redact(value), path);
}

function maskedIn(value: unknown, masked: unknown, path: string): string | undefined {
  if (typeof masked === "string") return isMasked(value, masked) ? path : undefined;
  if (!isObject(masked) && !Array.isArray(masked)) return undefined;
  for (const [key, inner] of Object.entries(masked)) {
    const found = maskedIn(member(value, key), inner, Array.isArray(masked) ? `${path}[${key}]` : `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Phone numbers are masked in part, and are none. */
function isMasked(value: unknown, masked: string): boolean {
  return masked !== value && masked.includes(MASK);
}

function member(value: unknown, key: string): unknown {
  return (value as Record<string, unknown>)[key];
}
