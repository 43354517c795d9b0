import { present } from "./present.ts";
import { surfaceOf } from "./surface.ts";

/**
 * Asks the person at the terminal a yes-or-no question; `undefined` where there is nobody to ask. It stands on stderr:
 * where the answer goes into a file, the question does not.
 * @param signal Ends the question as not agreed to.
 */
export async function askPerson(question: string, signal: AbortSignal): Promise<boolean | undefined> {
  const side = surfaceOf(Deno.stderr);
  if (!Deno.stdin.isTerminal() || !side.isTerminal) return undefined;
  side.write(`${present(question, side)} [y/N] `);
  const bytes = new Uint8Array(1024);
  const interrupted = new Promise<null>((resolve) => signal.addEventListener("abort", () => resolve(null)));
  const length = await Promise.race([Deno.stdin.read(bytes), interrupted]) ?? 0;
  return /^y(es)?\s*$/i.test(new TextDecoder().decode(bytes.subarray(0, length)));
}
