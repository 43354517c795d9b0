/** The longest line that is read, in bytes: MCP has no limit of its own, and a process must have one. */
export const LINE_LIMIT = 10 * 1024 * 1024;

/**
 * The lines of a stream as they come in, without their ends; an unfinished last line is dropped. A line over the limit
 * is skipped and reported, so that memory stays bounded and the next line is read.
 */
export async function* readLines(
  input: ReadableStream<Uint8Array>,
  onTooLong: () => void,
  limit: number = LINE_LIMIT,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let parts: Uint8Array[] = [];
  let length = 0;
  let skipping = false;
  for await (const chunk of input) {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      const last = chunk.subarray(start, end);
      start = end + 1;
      if (!skipping && length + last.length <= limit) yield decoder.decode(joined(parts, last)).replace(/\r$/, "");
      else if (!skipping) onTooLong();
      parts = [];
      length = 0;
      skipping = false;
    }
    if (skipping || start === chunk.length) continue;
    parts.push(chunk.subarray(start));
    length += chunk.length - start;
    if (length > limit) {
      onTooLong();
      parts = [];
      length = 0;
      skipping = true;
    }
  }
}

function joined(parts: readonly Uint8Array[], last: Uint8Array): Uint8Array {
  if (parts.length === 0) return last;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, last.length));
  let offset = 0;
  for (const part of [...parts, last]) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
