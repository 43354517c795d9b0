/** FNV-1a over the text's code points, in base 36: not secret, only enough to tell two texts apart. */
export function hash(text: string): string {
  let result = 0x811c9dc5;
  for (const character of text) result = Math.imul(result ^ character.codePointAt(0)!, 0x01000193) >>> 0;
  return result.toString(36);
}
