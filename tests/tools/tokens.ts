/**
 * About how many tokens a model reads in a text, a little too many rather than too few: words in pieces of at most six
 * letters, numbers in pieces of three digits, every other sign by itself.
 */
export function tokens(text: string): number {
  return (text.match(/\p{L}{1,6}|\d{1,3}|[^\s\p{L}\d]/gu) ?? []).length;
}
