/** A place to write to, and what it can show. */
export interface Surface {
  write(text: string): void;
  isTerminal: boolean;
  /** Only on a terminal, and not with NO_COLOR (no-color.org). */
  colour: boolean;
  /** Of the screen; of a line where there is none. */
  columns(): number;
}

const encoder = new TextEncoder();

/** What stdout or stderr is. */
export function surfaceOf(stream: typeof Deno.stdout | typeof Deno.stderr): Surface {
  const isTerminal = stream.isTerminal();
  return {
    write(text) {
      // A pipe may take a part of the bytes only.
      for (let bytes = encoder.encode(text); bytes.length > 0;) bytes = bytes.subarray(stream.writeSync(bytes));
    },
    isTerminal,
    colour: isTerminal && !Deno.noColor,
    columns: () => isTerminal ? Deno.consoleSize().columns || 80 : 120,
  };
}

/** Writes a text of this program: on a terminal as a person reads it best, elsewhere as it is, for the next program. */
export async function show(text: string, surface: Surface): Promise<void> {
  if (!surface.isTerminal) return surface.write(text);
  const { present } = await import("./present.ts");
  surface.write(present(text, surface));
}
