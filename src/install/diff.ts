import { redactText } from "../okta/redact.ts";

const contextLines = 2;
const longestLine = 160;

/**
 * What changes from one text to the other, line by line as in a unified diff. Secrets are masked, also those of other
 * programs in the same file.
 */
export function lineDiff(before: string, after: string): string {
  const old = linesOf(before);
  const fresh = linesOf(after);
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start++;
  let end = 0;
  while (end < old.length - start && end < fresh.length - start && old.at(-1 - end) === fresh.at(-1 - end)) end++;
  const changed = edits(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end));
  const lines = [
    ...old.slice(Math.max(0, start - contextLines), start).map((line) => `  ${line}`),
    ...shortened(changed),
    ...old.slice(old.length - end, old.length - end + contextLines).map((line) => `  ${line}`),
  ];
  return lines.map((line) => clipped(masked(line))).join("\n");
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/);
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

/** The lines of both, the common ones once: by the longest common subsequence. */
function edits(old: readonly string[], fresh: readonly string[]): string[] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint32Array(fresh.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      lengths[i]![j] = old[i] === fresh[j]
        ? lengths[i + 1]![j + 1]! + 1
        : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  const lines: string[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      lines.push(`  ${old[i]}`);
      i++;
      j++;
    } else if (j === fresh.length || (i < old.length && lengths[i + 1]![j]! >= lengths[i]![j + 1]!)) {
      lines.push(`- ${old[i++]}`);
    } else lines.push(`+ ${fresh[j++]}`);
  }
  return lines;
}

/** Without the middle of long stretches that stay. */
function shortened(lines: readonly string[]): string[] {
  const isNear = (index: number) =>
    lines.slice(Math.max(0, index - contextLines), index + contextLines + 1).some((line) => !line.startsWith("  "));
  return lines.flatMap((line, index) => {
    if (isNear(index)) return [line];
    return isNear(index - 1) ? ["  …"] : [];
  });
}

/** A value under a name that sounds of a secret; one that only refers to another place is none. */
const named = /((?:token|secret|key|passw\w*|auth\w*|credentials?|cookie)["']?\s*[:=]\s*)(["'])(?!\$)(?:(?!\2).)+\2/gi;
/** A text in quotation marks, and the colon that makes it the key of a member. */
const quoted = /(["'])(?:\\.|(?!\1).)*\1(\s*:)?/g;

/** What stays is shown for orientation only: its keys do, and its values may be anybody's secrets. */
function masked(line: string): string {
  return line.startsWith("  ")
    ? line.replace(quoted, (text, mark, colon) => colon === undefined ? `${mark}…${mark}` : text)
    : redactText(line.replace(named, "$1$2…$2"));
}

function clipped(line: string): string {
  if (line.length <= longestLine) return line;
  const half = longestLine / 2;
  return `${line.slice(0, half)} … ${line.slice(-half)}`;
}
