/**
 * How a value that came from the org stands in a text. Names, user agents, log messages and the like can be written by
 * anybody: they are data, and must neither break out of their place nor pass for this program's own words.
 */

/** Most characters of one quoted value: a profile attribute or user agent is never worth more. */
const QUOTE_LIMIT = 300;

/** Control characters, line and paragraph separators, bidirectional controls, zero-width characters, tags. */
const UNSAFE =
  // deno-lint-ignore no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]+/gu;

/**
 * Makes a value harmless in a text: one line, no control or bidirectional characters, no half characters, bounded in
 * length. For table cells and other places that a value cannot leave.
 */
export function plain(value: unknown): string {
  const text = typeof value === "string" ? value : value === undefined || value === null ? "" : JSON.stringify(value);
  const line = text.replace(UNSAFE, " ").toWellFormed().trim();
  if (line.length <= QUOTE_LIMIT) return line;
  // Not in the middle of what may be a token: half a secret would no longer be known as one.
  return line.slice(0, QUOTE_LIMIT).replace(/[\w.~+/=%-]+$|[\ud800-\udbff]$/, "") + "…";
}

/** A value in quotation marks, which it cannot end. */
export function quote(value: unknown): string {
  return `"${plain(value).replaceAll('"', "'")}"`;
}
